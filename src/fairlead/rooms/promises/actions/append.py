"""Writing one move: the journal, the words beside it, what stands and what can be found, all or nothing.

What may not live here: deciding (core/promise) and who may (policy). Nothing else writes these tables,
but append_many.py for worlds to measure on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db import connection

from fairlead.core.promise.journal import Move, Promise, apply
from fairlead.doors import sql
from fairlead.doors.journal.writing import Stands, line_parts, sealed, written_or_raced
from fairlead.rooms.promises.models import NEVER
from fairlead.rooms.promises.queries.stored import BOOK, Journal
from fairlead.rooms.promises.searching import search_row

STANDS: Final = Stands(
    BOOK,
    columns=(
        "promise_id", "organisation_id", "team_id", "kind", "asker_id", "doer_id", "stage", "spoke_last", "ball_id",
        "is_ended", "is_at_risk", "number", "version", "outcome", "points", "due_at", "agreed_due_at", "check_by_at", "zone", "created_at", "updated_at", "head",
    ),
    fixed=frozenset(
        {"promise_id", "organisation_id", "team_id", "kind", "asker_id", "doer_id", "created_at"}
    ),
)  # fmt: skip


def standing_of(journal: Journal, *, organisation: UUID) -> dict[str, Any]:
    """The row of Standing this journal folds to, ready for SQL."""
    promise, first, last = journal.promise, journal.first, journal.last
    due, team = promise.terms.due, first.data.get("team")
    agreed = promise.force_terms.due if promise.force_terms else None
    return {
        "promise_id": sql.put_id(promise.id),
        "organisation_id": sql.put_id(organisation),
        "team_id": sql.put_id(UUID(team)) if team else None,
        "kind": promise.kind,
        "asker_id": sql.put_id(promise.asker),
        "doer_id": sql.put_id(promise.doer),
        "stage": promise.stage,
        "spoke_last": promise.spoke_last,
        "ball_id": sql.put_id(promise.ball),
        "is_ended": promise.ended,
        "is_at_risk": promise.at_risk,
        "number": promise.number,
        "version": promise.version,
        "outcome": promise.terms.outcome,
        "points": len(promise.terms.standard),
        "due_at": sql.put_at(due.at_utc if due else NEVER),
        "agreed_due_at": sql.put_at(agreed.at_utc if agreed else None),
        "check_by_at": sql.put_at(promise.check_by),
        "zone": promise.zone,
        "created_at": sql.put_at(first.at),
        "updated_at": sql.put_at(last.at),
        "head": journal.head,
    }


def append(move: Move, *, before: Journal | None, organisation: UUID) -> Journal:
    """Write this move behind `before` (None: it opens a promise). Raced when that place is taken."""
    return append_and_ask(move, before=before, organisation=organisation)[0]


def append_and_ask(
    move: Move, *, before: Journal | None, organisation: UUID, question: sql.Statement | None = None
) -> tuple[Journal, list[tuple[Any, ...]]]:
    """The same, and what the database answers to a question: on PostgreSQL both in one round trip."""
    kept, salt = sealed(move, before)
    promise: Promise = apply(before.promise if before else None, move)
    after = (
        replace(before, promise=promise, kept=(*before.kept, kept)) if before else Journal((kept,), promise)
    )
    parts = line_parts(BOOK, kept, salt=salt, organisation=organisation)
    parts.append(STANDS.part(standing_of(after, organisation=organisation), is_new=before is None))
    if (search := search_row(promise, move)) is not None:
        parts.append((_INSERT_SEARCH[connection.vendor], search))
    return after, written_or_raced(parts, question)


_INSERT_SEARCH: Final = {
    "postgresql": "INSERT INTO promises_search (promise_id, number, found) VALUES (%s, %s, array_to_tsvector(%s::text[]))",
    "sqlite": "INSERT INTO promises_search (promise_id, number, found) VALUES (%s, %s, %s)",
}
