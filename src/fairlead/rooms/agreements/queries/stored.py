"""Reading the journal: the moves of an agreement with their words, as the core knows them.

What may not live here: who may read what of them (show.py asks the policy)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.consent import Agreement, Move, replay
from fairlead.doors import sql

_MOVES: Final = """
SELECT m.agreement_id, m.number, m.act, m.by_id, m.at, m.version, m.data, m.text_hash, m.hash, w.words, s.team_id
  FROM agreements_move m JOIN agreements_standing s ON s.agreement_id = m.agreement_id
  LEFT JOIN agreements_words w ON w.agreement_id = m.agreement_id AND w.number = m.number
 WHERE m.agreement_id IN ({marks}) AND m.organisation_id = %s
 ORDER BY m.agreement_id, m.number"""


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
    """The whole journal of one agreement and what it folds to. team: whose it is, if it is a team's."""

    agreement: Agreement
    kept: tuple[Kept, ...]
    team: UUID | None

    @property
    def head(self) -> str:
        return self.kept[-1].hash


def _kept(row: Sequence[Any]) -> Kept:
    agreement, number, act, by, at, version, data, text_hash, own_hash, words = row
    move = Move(
        sql.take_id(agreement),
        number,
        act,
        sql.take_id(by),
        sql.take_at(at),
        version,
        json.loads(data),
        None if words is None else json.loads(words),
    )
    return Kept(move, text_hash, own_hash)


def journals(agreements: Iterable[UUID], *, organisation: UUID) -> dict[UUID, Journal]:
    """The journals of these agreements, one statement for all; those that are not there are left out."""
    wanted = sql.put_ids(agreements)
    if not wanted:
        return {}
    found: defaultdict[UUID, list[Kept]] = defaultdict(list)
    teams: dict[UUID, UUID | None] = {}
    for *row, team in sql.rows(_MOVES.format(marks=sql.marks(wanted)), [*wanted, sql.put_id(organisation)]):
        kept = _kept(row)
        found[kept.move.agreement].append(kept)
        teams[kept.move.agreement] = sql.take_id_or_none(team)
    return {
        id_: Journal(replay(one.move for one in kept), tuple(kept), teams[id_]) for id_, kept in found.items()
    }


def journal(agreement: UUID, *, organisation: UUID) -> Journal | None:
    return journals([agreement], organisation=organisation).get(agreement)
