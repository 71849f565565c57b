"""Reading the journal: the steps of a conversation with their words, as the core knows them.

What may not live here: who may read what of them (show.py asks the policy and the law)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.fold import replay
from fairlead.core.conversation.journal import Conversation, Step
from fairlead.doors import sql

_STEPS: Final = """
SELECT s.conversation_id, s.number, s.act, s.by_id, s.at, s.version, s.data, s.text_hash, s.hash, w.words
  FROM conversations_step s LEFT JOIN conversations_words w
    ON w.conversation_id = s.conversation_id AND w.number = s.number
 WHERE s.conversation_id IN ({marks}) AND s.organisation_id = %s
 ORDER BY s.conversation_id, s.number"""

_FOLLOWED: Final = """
SELECT id, organisation_id, conversation_id, number, act, by_id, at FROM conversations_step
 WHERE id > %s ORDER BY id LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A step with what the journal keeps beside it. is_erased: there were words, and they are gone."""

    step: Step
    text_hash: str | None
    hash: str

    @property
    def is_erased(self) -> bool:
        return self.text_hash is not None and self.step.words is None


@dataclass(frozen=True, slots=True)
class Journal:
    """The whole journal of one conversation and what it folds to. No door is given this."""

    talk: Conversation
    kept: tuple[Kept, ...]

    @property
    def head(self) -> str:
        return self.kept[-1].hash


@dataclass(frozen=True, slots=True)
class Followed:
    """A step as a higher room follows it: who did what when, no words. position: where to go on from."""

    position: int
    organisation: UUID
    conversation: UUID
    number: int
    act: str
    by: UUID
    at: datetime


def _kept(row: Sequence[Any]) -> Kept:
    conversation, number, act, by, at, version, data, text_hash, own_hash, words = row
    step = Step(
        sql.take_id(conversation),
        number,
        act,
        sql.take_id(by),
        sql.take_at(at),
        version,
        json.loads(data),
        None if words is None else json.loads(words),
    )
    return Kept(step, text_hash, own_hash)


def journals(conversations: Iterable[UUID], *, organisation: UUID) -> dict[UUID, Journal]:
    """The journals of these conversations, one statement for all; those that are not there are left out."""
    wanted = sql.put_ids(conversations)
    if not wanted:
        return {}
    found: defaultdict[UUID, list[Kept]] = defaultdict(list)
    for row in sql.rows(_STEPS.format(marks=sql.marks(wanted)), [*wanted, sql.put_id(organisation)]):
        kept = _kept(row)
        found[kept.step.conversation].append(kept)
    return {id_: Journal(replay(one.step for one in kept), tuple(kept)) for id_, kept in found.items()}


def journal(conversation: UUID, *, organisation: UUID) -> Journal | None:
    return journals([conversation], organisation=organisation).get(conversation)


def last_position() -> int:
    """The number of the newest step: where a room that follows from now on begins."""
    return int(sql.rows("SELECT COALESCE(MAX(id), 0) FROM conversations_step", [])[0][0])


def steps_after(position: int, *, limit: int, at: datetime, patience: float = 60.0) -> list[Followed]:
    """Steps after `position` in the order they were numbered, for a room that follows the journal.

    At a gap younger than `patience` seconds the list ends, as with the moves of promises."""
    found: list[Followed] = []
    last = position
    for row in sql.rows(_FOLLOWED, [position, limit]):
        made_at = sql.take_at(row[6])
        if row[0] != last + 1 and (at - made_at).total_seconds() < patience:
            break
        last = row[0]
        organisation, conversation, by = sql.take_id(row[1]), sql.take_id(row[2]), sql.take_id(row[5])
        found.append(Followed(row[0], organisation, conversation, row[3], row[4], by, made_at))
    return found
