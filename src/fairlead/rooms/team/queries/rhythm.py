"""When a team looks at how it works, and its counts as they were frozen this week.

What may not live here: counting, anything by person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.process import FIRST, Count, Every, next_day
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people.queries import organisation as organisation_of

SIGNS: Final = ("clear", "noes", "moved", "warned", "kept", "answered", "talked")
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True)
class RhythmShown:
    """every, first_on: as the team chose, or as it is for every team. next_on: None when it never looks."""

    every: str
    first_on: date
    next_on: date | None
    today: date


@dataclass(frozen=True, slots=True)
class CountsShown:
    """Frozen on a day, for a week. None: too little, or too much of one person. causes: (code, number).

    signs: by the names of SIGNS, what stands beside the pulse."""

    taken_at: datetime
    causes: tuple[tuple[str, int], ...] | None
    asks: Count | None
    risks: Count | None
    changes: Count | None
    signs: Mapping[str, Count | None]


def rhythm_of(*, viewer: Viewer, team: UUID, at: datetime) -> RhythmShown:
    """For who is in the team; anybody else finds nothing."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    return _rhythm(team, viewer.organisation, at)


_COUNTS: Final = """
SELECT taken_at, shown FROM team_weekcounts WHERE team_id = %s AND organisation_id = %s ORDER BY monday_on DESC LIMIT 1"""


def counts_of(*, viewer: Viewer, team: UUID) -> CountsShown | None:
    """The newest there are. None: not counted yet."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    rows = sql.rows(_COUNTS, [sql.put_id(team), sql.put_id(viewer.organisation)])
    if not rows:
        return None
    taken_at, shown = sql.take_at(rows[0][0]), json.loads(rows[0][1])
    causes = shown["causes"]
    return CountsShown(
        taken_at=taken_at,
        causes=None if causes is None else tuple((code, number) for code, number in causes),
        asks=_count(shown["asks"]),
        risks=_count(shown["risks"]),
        changes=_count(shown["changes"]),
        signs={name: _count(shown.get(name)) for name in SIGNS},
    )


def next_day_of(team: UUID, *, organisation: UUID, at: datetime) -> date | None:
    """For background work."""
    return _rhythm(team, organisation, at).next_on


_CHOSEN: Final = "SELECT every, first_on FROM team_rhythm WHERE team_id = %s AND organisation_id = %s"


def _rhythm(team: UUID, organisation: UUID, at: datetime) -> RhythmShown:
    chosen = sql.rows(_CHOSEN, [sql.put_id(team), sql.put_id(organisation)])
    every: Every = chosen[0][0] if chosen else "month"
    first_on = sql.take_day(chosen[0][1]) if chosen else FIRST
    home = organisation_of(organisation)
    today = at.astimezone(ZoneInfo(home.zone)).date()
    return RhythmShown(
        every, first_on, next_day(every, first_on=first_on, today=today, week=home.week), today
    )


def _count(pair: list[int] | None) -> Count | None:
    return None if pair is None else Count(*pair)
