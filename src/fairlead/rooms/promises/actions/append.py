"""Writing one move: the journal, the words beside it, what stands and what can be found, all or nothing.

What may not live here: deciding (core/promise) and who may (policy). Nothing else writes these tables,
but append_many.py for worlds to measure on."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection

from fairlead.core.promise.journal import NO_HEAD, Move, Promise, apply, canonical, move_hash, words_hash
from fairlead.doors import sql
from fairlead.rooms.promises.models import NEVER
from fairlead.rooms.promises.queries.stored import Journal, Kept
from fairlead.rooms.promises.searching import search_row

MOVE: Final = (
    "organisation_id", "promise_id", "number", "act", "by_id", "at", "version", "data", "text_hash", "hash",
)  # fmt: skip
WORDS: Final = ("promise_id", "number", "salt", "words")
STANDING: Final = (
    "promise_id", "organisation_id", "team_id", "kind", "asker_id", "doer_id", "stage", "spoke_last", "ball_id",
    "is_ended", "is_at_risk", "number", "version", "outcome", "points", "due_at", "agreed_due_at", "check_by_at", "zone", "created_at", "updated_at", "head",
)  # fmt: skip
FIXED: Final = frozenset(
    {"promise_id", "organisation_id", "team_id", "kind", "asker_id", "doer_id", "created_at"}
)
"""Columns of Standing that no later move changes."""


class Raced(Exception):
    """Somebody else's move of this promise came first. Decide again."""


def standing_of(journal: Journal, *, organisation: UUID) -> dict[str, Any]:
    """The row of Standing this journal folds to, ready for SQL."""
    promise, first, last = journal.promise, journal.kept[0].move, journal.kept[-1].move
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


def _move_row(kept: Kept, organisation: UUID) -> list[Any]:
    move = kept.move
    return [
        sql.put_id(organisation),
        sql.put_id(move.promise),
        move.number,
        move.act,
        sql.put_id(move.by),
        sql.put_at(move.at),
        move.version,
        canonical(move.data).decode(),
        kept.text_hash,
        kept.hash,
    ]


def sealed(move: Move, *, prev: str) -> tuple[Kept, bytes | None]:
    """The move with its place in the chain, and the salt of its words."""
    salt = secrets.token_bytes(32) if move.words is not None else None
    text_hash = words_hash(move.words, salt)
    return Kept(move, text_hash, move_hash(move, prev=prev, text=text_hash)), salt


def append(move: Move, *, before: Journal | None, organisation: UUID) -> Journal:
    """Write this move behind `before` (None: it opens a promise). Raced when that place is taken."""
    return append_and_ask(move, before=before, organisation=organisation)[0]


def append_and_ask(
    move: Move, *, before: Journal | None, organisation: UUID, question: sql.Statement | None = None
) -> tuple[Journal, list[tuple[Any, ...]]]:
    """The same, and what the database answers to a question: on PostgreSQL both in one round trip."""
    kept, salt = sealed(move, prev=before.head if before else NO_HEAD)
    promise: Promise = apply(before.promise if before else None, move)
    after = (
        replace(before, promise=promise, kept=(*before.kept, kept)) if before else Journal(promise, (kept,))
    )
    words = None
    if move.words is not None:
        words = [
            sql.put_id(move.promise),
            move.number,
            salt,
            json.dumps(dict(move.words), ensure_ascii=False),
        ]
    standing = standing_of(after, organisation=organisation)
    parts = _parts(
        _move_row(kept, organisation), words, standing, search_row(promise, move), is_new=before is None
    )
    try:
        with sql.all_or_nothing():
            rows = sql.written([*parts, question] if question and sql.is_postgresql() else parts)
    except IntegrityError as error:
        raise Raced from error
    return after, sql.rows(*question) if question and not sql.is_postgresql() else rows


_NEW_STANDING: Final = sql.insert("promises_standing", STANDING)
_CHANGED: Final = tuple(column for column in STANDING if column not in FIXED)
_STANDS: Final = (
    f"UPDATE promises_standing SET {', '.join(f'{column} = %s' for column in _CHANGED)} WHERE promise_id = %s"
)
_INSERT_MOVE: Final = sql.insert("promises_move", MOVE)
_INSERT_WORDS: Final = sql.insert("promises_words", WORDS)
_INSERT_SEARCH: Final = {
    "postgresql": "INSERT INTO promises_search (promise_id, number, found) VALUES (%s, %s, array_to_tsvector(%s::text[]))",
    "sqlite": "INSERT INTO promises_search (promise_id, number, found) VALUES (%s, %s, %s)",
}


def _parts(
    move: list[Any],
    words: list[Any] | None,
    standing: dict[str, Any],
    search: list[Any] | None,
    *,
    is_new: bool,
) -> list[sql.Statement]:
    """The statements of one move; the one that may lose a race is the first."""
    parts: list[sql.Statement] = [(_INSERT_MOVE, move)]
    if is_new:
        parts.append((_NEW_STANDING, [standing[column] for column in STANDING]))
    else:
        parts.append((_STANDS, [*(standing[column] for column in _CHANGED), standing["promise_id"]]))
    if words is not None:
        parts.append((_INSERT_WORDS, words))
    if search is not None:
        parts.append((_INSERT_SEARCH[connection.vendor], search))
    return parts
