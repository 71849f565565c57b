"""Writing one step: the journal, the words beside it and what stands, all or nothing.

What may not live here: deciding (core/conversation) and who may (policy). Nothing else writes these tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.fold import apply
from fairlead.core.conversation.journal import Conversation, Step
from fairlead.core.conversation.talk import waiting_for
from fairlead.core.promise.rules import other
from fairlead.doors import sql
from fairlead.doors.journal.writing import Stands, line_parts, sealed, written_or_raced
from fairlead.rooms.conversations.queries.stored import BOOK, Journal

STANDS: Final = Stands(
    BOOK,
    columns=(
        "conversation_id", "organisation_id", "promise_id", "asker_id", "doer_id", "opener_id", "invited_id", "step",
        "number", "version", "is_asker_awaited", "is_doer_awaited", "awaited_on", "paused_until", "ended",
        "facilitator_id", "leave_ends_at", "created_at", "updated_at", "head",
    ),
    fixed=frozenset(
        {"conversation_id", "organisation_id", "promise_id", "asker_id", "doer_id", "opener_id", "created_at"}
    ),
)  # fmt: skip
SOMETIME: Final = datetime(9999, 12, 30, tzinfo=UTC)
"""When every day has come: whose word is awaited is asked for then, and the day kept beside it."""


def standing_of(journal: Journal, *, organisation: UUID) -> dict[str, Any]:
    """The row of Standing this journal folds to, ready for SQL."""
    talk, first, last = journal.talk, journal.first, journal.last
    awaited = waiting_for(talk, at=SOMETIME, zone="UTC")
    return {
        "conversation_id": sql.put_id(talk.id),
        "organisation_id": sql.put_id(organisation),
        "promise_id": sql.put_id(talk.promise),
        "asker_id": sql.put_id(talk.asker),
        "doer_id": sql.put_id(talk.doer),
        "opener_id": sql.put_id(talk.person(talk.opener)),
        "invited_id": sql.put_id(talk.person(other(talk.opener)) if talk.version else None),
        "step": talk.step,
        "number": talk.number,
        "version": talk.version,
        "is_asker_awaited": talk.asker in awaited,
        "is_doer_awaited": talk.doer in awaited,
        "awaited_on": awaited_on(talk),
        "paused_until": talk.paused_until,
        "ended": talk.ended,
        "facilitator_id": sql.put_id(_facilitator(talk)),
        "leave_ends_at": sql.put_at(talk.leave_ends_at),
        "created_at": sql.put_at(first.at),
        "updated_at": sql.put_at(last.at),
        "head": journal.head,
    }


def _facilitator(talk: Conversation) -> UUID | None:
    """Who reads along, or else is suggested; then there is no day on which a leave ends."""
    along = talk.facilitator or talk.suggested
    return along[0] if along else None


def awaited_on(talk: Conversation) -> Any:
    """The day of looking again, while that is what is waited for."""
    is_ahead = talk.step == "look_again" and not talk.ended and talk.agreement is not None
    return talk.agreement.look_again_on if is_ahead and talk.agreement else None


def append(step: Step, *, before: Journal | None, organisation: UUID) -> Journal:
    """Write this step behind `before` (None: it begins). Raced when that place is taken."""
    return append_and_ask(step, before=before, organisation=organisation)[0]


def append_and_ask(
    step: Step, *, before: Journal | None, organisation: UUID, question: sql.Statement | None = None
) -> tuple[Journal, list[tuple[Any, ...]]]:
    """The same, and what the database answers to a question: on PostgreSQL both in one round trip."""
    kept, salt = sealed(step, before)
    talk = apply(before.talk if before else None, step)
    after = Journal((*(before.kept if before else ()), kept), talk)
    parts = line_parts(BOOK, kept, salt=salt, organisation=organisation)
    parts.append(STANDS.part(standing_of(after, organisation=organisation), is_new=before is None))
    return after, written_or_raced(parts, question)
