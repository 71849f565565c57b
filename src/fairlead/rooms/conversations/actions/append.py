"""Writing one step: the journal, the words beside it and what stands, all or nothing.

What may not live here: deciding (core/conversation) and who may (policy). Nothing else writes these tables."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError

from fairlead.core.conversation.fold import apply
from fairlead.core.conversation.journal import LEAVE_DAYS, Conversation, Step, step_hash
from fairlead.core.conversation.talk import waiting_for
from fairlead.core.promise.journal import NO_HEAD, canonical, words_hash
from fairlead.core.promise.rules import other
from fairlead.doors import sql
from fairlead.rooms.conversations.queries.stored import Journal, Kept

STEP: Final = (
    "organisation_id", "conversation_id", "number", "act", "by_id", "at", "version", "data", "text_hash", "hash",
)  # fmt: skip
WORDS: Final = ("conversation_id", "number", "salt", "words")
STANDING: Final = (
    "conversation_id", "organisation_id", "promise_id", "asker_id", "doer_id", "opener_id", "invited_id", "step",
    "number", "version", "is_asker_awaited", "is_doer_awaited", "awaited_on", "paused_until", "ended",
    "facilitator_id", "leave_ends_at", "created_at", "updated_at", "head",
)  # fmt: skip
FIXED: Final = frozenset(
    {"conversation_id", "organisation_id", "promise_id", "asker_id", "doer_id", "opener_id", "created_at"}
)
"""Columns of Standing that no later step changes."""
SOMETIME: Final = datetime(9999, 12, 30, tzinfo=UTC)
"""When every day has come: whose word is awaited is asked for then, and the day kept beside it."""


class Raced(Exception):
    """Somebody else's step of this conversation came first. Decide again."""


def standing_of(journal: Journal, *, organisation: UUID) -> dict[str, Any]:
    """The row of Standing this journal folds to, ready for SQL."""
    talk, first, last = journal.talk, journal.kept[0].step, journal.kept[-1].step
    awaited = waiting_for(talk, at=SOMETIME, zone="UTC")
    person, since = talk.facilitator or (None, None)
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
        "facilitator_id": sql.put_id(person),
        "leave_ends_at": sql.put_at(since + timedelta(days=LEAVE_DAYS) if since else None),
        "created_at": sql.put_at(first.at),
        "updated_at": sql.put_at(last.at),
        "head": journal.head,
    }


def awaited_on(talk: Conversation) -> Any:
    """The day of looking again, while that is what is waited for."""
    is_ahead = talk.step == "look_again" and not talk.ended and talk.agreement is not None
    return talk.agreement.look_again_on if is_ahead and talk.agreement else None


def sealed(step: Step, *, prev: str) -> tuple[Kept, bytes | None]:
    """The step with its place in the chain, and the salt of its words."""
    salt = secrets.token_bytes(32) if step.words is not None else None
    text_hash = words_hash(step.words, salt)
    return Kept(step, text_hash, step_hash(step, prev=prev, text=text_hash)), salt


def append(step: Step, *, before: Journal | None, organisation: UUID) -> Journal:
    """Write this step behind `before` (None: it begins). Raced when that place is taken."""
    return append_and_ask(step, before=before, organisation=organisation)[0]


def append_and_ask(
    step: Step, *, before: Journal | None, organisation: UUID, question: sql.Statement | None = None
) -> tuple[Journal, list[tuple[Any, ...]]]:
    """The same, and what the database answers to a question: on PostgreSQL both in one round trip."""
    kept, salt = sealed(step, prev=before.head if before else NO_HEAD)
    talk = apply(before.talk if before else None, step)
    after = Journal(talk, (*(before.kept if before else ()), kept))
    parts: list[sql.Statement] = [(_INSERT_STEP, _step_row(kept, organisation))]
    parts.append(_stands(standing_of(after, organisation=organisation), is_new=before is None))
    if step.words is not None:
        words = json.dumps(dict(step.words), ensure_ascii=False)
        parts.append((_INSERT_WORDS, [sql.put_id(step.conversation), step.number, salt, words]))
    try:
        with sql.all_or_nothing():
            rows = sql.written([*parts, question] if question and sql.is_postgresql() else parts)
    except IntegrityError as error:
        raise Raced from error
    return after, sql.rows(*question) if question and not sql.is_postgresql() else rows


def _step_row(kept: Kept, organisation: UUID) -> list[Any]:
    step = kept.step
    return [
        sql.put_id(organisation),
        sql.put_id(step.conversation),
        step.number,
        step.act,
        sql.put_id(step.by),
        sql.put_at(step.at),
        step.version,
        canonical(step.data).decode(),
        kept.text_hash,
        kept.hash,
    ]


_INSERT_STEP: Final = sql.insert("conversations_step", STEP)
_INSERT_WORDS: Final = sql.insert("conversations_words", WORDS)
_NEW_STANDING: Final = sql.insert("conversations_standing", STANDING)
_CHANGED: Final = tuple(column for column in STANDING if column not in FIXED)
_STANDS: Final = f"UPDATE conversations_standing SET {', '.join(f'{column} = %s' for column in _CHANGED)} WHERE conversation_id = %s"


def _stands(standing: dict[str, Any], *, is_new: bool) -> sql.Statement:
    if is_new:
        return _NEW_STANDING, [standing[column] for column in STANDING]
    return _STANDS, [*(standing[column] for column in _CHANGED), standing["conversation_id"]]
