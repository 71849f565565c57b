"""Writing one line of signed feedback: the journal, the words beside it and what stands, all or nothing.

What may not live here: deciding (core/feedback) and who may (policy). Nothing else writes these tables."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from fairlead.core.feedback.journal import Move
from fairlead.core.feedback.law import comes_due_on
from fairlead.doors import sql
from fairlead.doors.journal.writing import Stands, line_parts, sealed, written_or_raced
from fairlead.rooms.feedback.queries.threads import BOOK, Journal, Thread, thread_of

STANDS: Final = Stands(
    BOOK,
    columns=(
        "feedback_id", "organisation_id", "author_id", "person_id", "team_id", "given_on", "stage", "has_leave",
        "decided_on", "due_on", "number", "updated_at", "head",
    ),
    fixed=frozenset({"feedback_id", "organisation_id", "author_id", "person_id", "team_id", "given_on"}),
)  # fmt: skip


def standing_of(journal: Journal, *, organisation: UUID) -> dict[str, Any]:
    """The row of Standing this journal folds to, ready for SQL."""
    thread = thread_of(journal, organisation=organisation)
    item = thread.item
    return {
        "feedback_id": sql.put_id(thread.id),
        "organisation_id": sql.put_id(organisation),
        "author_id": sql.put_id(journal.author),
        "person_id": sql.put_id(thread.person),
        "team_id": sql.put_id(thread.team),
        "given_on": thread.given_on,
        "stage": item.stage,
        "has_leave": item.has_leave,
        "decided_on": item.decided_on,
        "due_on": comes_due_on(item),
        "number": item.number,
        "updated_at": sql.put_at(journal.last.at),
        "head": journal.head,
    }


def append(move: Move, *, before: Journal | None, organisation: UUID) -> Thread:
    """Write this move behind `before` (None: it opens one). Raced when that place is taken."""
    kept, salt = sealed(move, before)
    after = Journal((*(before.kept if before else ()), kept), before.author if before else move.by)
    parts = line_parts(BOOK, kept, salt=salt, organisation=organisation)
    parts.append(STANDS.part(standing_of(after, organisation=organisation), is_new=before is None))
    written_or_raced(parts)
    return thread_of(after, organisation=organisation)
