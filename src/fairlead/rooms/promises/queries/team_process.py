"""What a team did in its promises, for the weekly counts of the process: who did it goes along, to be withheld by.

For background work, and for nothing that is shown: core/process.py says what of it may be. What may not live here:
how promises ended, anybody's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.process import Event
from fairlead.doors import sql
from fairlead.rooms.promises.models import NEVER

_OF_TEAM: Final = """
SELECT s.promise_id, s.asker_id, s.kind, s.created_at, s.points, s.due_at
  FROM promises_standing s JOIN promises_move m ON m.promise_id = s.promise_id
   AND m.organisation_id = s.organisation_id AND m.number = 1
 WHERE s.organisation_id = %s AND s.doer_id IN ({marks}) AND s.is_ended = {ended} AND s.updated_at >= %s
   AND m.data LIKE %s"""
_EARLY: Final = """
SELECT m.act, m.by_id FROM promises_move m JOIN promises_standing s ON s.promise_id = m.promise_id
   AND s.organisation_id = m.organisation_id
 WHERE m.organisation_id = %s AND m.promise_id IN ({marks}) AND m.act IN ('flag_risk', 'propose_change')
   AND m.at >= %s AND s.agreed_due_at > m.at"""
AT_ONCE: Final = 500
"""so many ids in a statement"""


@dataclass(frozen=True, slots=True)
class TeamProcess:
    """asks: those with a date and what done means are the part. early: risks said, and renegotiations, before the date."""

    asks: tuple[Event, ...]
    risks: tuple[Event, ...]
    changes: tuple[Event, ...]


def acts_of_team(*, organisation: UUID, team: UUID, members: Iterable[UUID], since: datetime) -> TeamProcess:
    """Of the promises of this team that moved since, done by people who are in it now."""
    rows = _promises(organisation, team, sql.put_ids(members), since)
    asks = tuple(
        Event(sql.take_id(asker), is_part=points > 0 and sql.take_at(due) < NEVER)
        for _id, asker, kind, created_at, points, due in rows
        if kind == "request" and sql.take_at(created_at) >= since
    )
    early = _early(organisation, [row[0] for row in rows], since)
    risks, changes = (
        tuple(Event(sql.take_id(by)) for act, by in early if act == wanted)
        for wanted in ("flag_risk", "propose_change")
    )
    return TeamProcess(asks, risks, changes)


def promises_of_team(organisation: UUID, team: UUID, members: Iterable[UUID], since: datetime) -> list[Any]:
    """The ids of those that moved since, as the database has them."""
    return [row[0] for row in _promises(organisation, team, sql.put_ids(members), since)]


def _promises(organisation: UUID, team: UUID, members: list[Any], since: datetime) -> list[tuple[Any, ...]]:
    """A promise's team stands in its first move. Both ends of the index, so that the date leads it."""
    values = [sql.put_id(organisation), *members, sql.put_at(since), f'%"team":"{team}"%']
    found: list[tuple[Any, ...]] = []
    for ended in ("true", "false"):
        found += sql.rows(_OF_TEAM.format(marks=sql.marks(members), ended=ended), values)
    return found


def _early(organisation: UUID, promises: list[Any], since: datetime) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(promises), AT_ONCE):
        some = promises[start : start + AT_ONCE]
        values = [sql.put_id(organisation), *some, sql.put_at(since)]
        found += sql.rows(_EARLY.format(marks=sql.marks(some)), values)
    return found
