"""Reading the journal: the moves of a promise with their words, as the core knows them.

What may not live here: who may see them (show.py asks the policy)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from fairlead.core.promise.journal import Move, Promise, replay
from fairlead.core.promise.terms import Terms, terms_from
from fairlead.doors import sql

_MOVES: Final = """
SELECT m.promise_id, m.number, m.act, m.by_id, m.at, m.version, m.data, m.text_hash, m.hash, w.words,
       CASE WHEN m.number = 1 THEN
         (SELECT {together}(CAST(s.person_id AS text) || ' ' || CAST(s.team_id AS text), ' ')
            FROM promises_sharing s WHERE s.promise_id = m.promise_id) END
  FROM promises_move m LEFT JOIN promises_words w ON w.promise_id = m.promise_id AND w.number = m.number
 WHERE m.promise_id IN ({marks}) AND m.organisation_id = %s
 ORDER BY m.promise_id, m.number"""

_FOLLOWED: Final = """
SELECT id, organisation_id, promise_id, number, act, by_id, at FROM promises_move WHERE id > %s ORDER BY id LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A move with what the journal keeps beside it. is_erased: there were words, and they are gone."""

    move: Move
    text_hash: str | None
    hash: str

    @property
    def is_erased(self) -> bool:
        return self.text_hash is not None and self.move.words is None


@dataclass(frozen=True, slots=True)
class Journal:
    """The whole journal of one promise and what it folds to. sharing: who lets which team see its outline."""

    promise: Promise
    kept: tuple[Kept, ...]
    sharing: Mapping[UUID, UUID] = field(default_factory=dict)

    @property
    def head(self) -> str:
        return self.kept[-1].hash


@dataclass(frozen=True, slots=True)
class Followed:
    """A move as a higher room follows it: who did what when, no words. position: where to go on from."""

    position: int
    organisation: UUID
    promise: UUID
    number: int
    act: str
    by: UUID
    at: datetime


def _kept(row: Sequence[Any]) -> Kept:
    promise, number, act, by, at, version, data, text_hash, own_hash, words, _sharing = row
    move = Move(
        sql.take_id(promise),
        number,
        act,
        sql.take_id(by),
        sql.take_at(at),
        version,
        json.loads(data),
        None if words is None else json.loads(words),
    )
    return Kept(move, text_hash, own_hash)


def journals(promises: Iterable[UUID], *, organisation: UUID) -> dict[UUID, Journal]:
    """The journals of these promises, one statement for all; those that are not there are left out."""
    wanted = sql.put_ids(promises)
    if not wanted:
        return {}
    found: defaultdict[UUID, list[Kept]] = defaultdict(list)
    sharing: dict[UUID, Mapping[UUID, UUID]] = {}
    for row in sql.rows(_asked(len(wanted)), [*wanted, sql.put_id(organisation)]):
        kept = _kept(row)
        found[kept.move.promise].append(kept)
        if row[-1]:
            sharing[kept.move.promise] = _shared(row[-1])
    return {
        promise: Journal(replay(one.move for one in kept), tuple(kept), sharing.get(promise, {}))
        for promise, kept in found.items()
    }


@lru_cache(maxsize=256)
def _asked(count: int) -> str:
    return _MOVES.format(marks=sql.marks(range(count)), together=sql.together())


def _shared(pairs: str) -> Mapping[UUID, UUID]:
    """`person team person team`, as one column."""
    ids = [UUID(one) for one in pairs.split()]
    return dict(zip(ids[::2], ids[1::2], strict=True))


def journal(promise: UUID, *, organisation: UUID) -> Journal | None:
    return journals([promise], organisation=organisation).get(promise)


def last_position() -> int:
    """The number of the newest move: where a room that follows from now on begins."""
    return int(sql.rows("SELECT COALESCE(MAX(id), 0) FROM promises_move", [])[0][0])


def terms_of_version(found: Journal, version: int) -> Terms | None:
    """A version of the terms as it was written, whether or not it is on the table; None when there is none such."""
    for kept in found.kept:
        move = kept.move
        if move.version == version and "terms" in move.data:
            return terms_from(move.data["terms"], (move.words or {}).get("terms"))
    return None


def followed(position: int, *, limit: int, at: datetime, patience: float = 60.0) -> list[Followed]:
    """Moves after `position` in the order they were numbered, for a room that follows the journal.

    Numbers can be committed out of order, so at a gap that is younger than `patience` seconds the
    list ends: its move may still come. An older gap is a move that was never made."""
    found: list[Followed] = []
    last = position
    for row in sql.rows(_FOLLOWED, [position, limit]):
        made_at = sql.take_at(row[6])
        if row[0] != last + 1 and (at - made_at).total_seconds() < patience:
            break
        last = row[0]
        organisation, promise, by = sql.take_id(row[1]), sql.take_id(row[2]), sql.take_id(row[5])
        found.append(Followed(row[0], organisation, promise, row[3], row[4], by, made_at))
    return found
