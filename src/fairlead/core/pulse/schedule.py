"""When a wave opens and closes, and who is asked in it. Pure. What may not live here: who leads, who is away, a clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from fairlead.core.pulse.bounds import APART_DAYS, MEMBER_DAYS, OPEN_DAYS, ROSTER_FROM

WEEKS: Final = (4, 5, 6)
"""So far apart are the waves of a team; it chooses."""


def may_open(today: date, *, next_on: date, last_opened: date | None) -> bool:
    """On its day or, when nobody worked on that day, after it; never closer to the last one than two weeks."""
    is_apart = last_opened is None or today >= last_opened + timedelta(days=APART_DAYS)
    return is_apart and today >= next_on


def next_after(opened: date, weeks: int) -> date:
    return opened + timedelta(weeks=weeks)


def closes_on(opened: date) -> date:
    return opened + timedelta(days=OPEN_DAYS)


def closes_at(opened: date, zone: str) -> datetime:
    """As its last day has ended where the team is."""
    return datetime.combine(closes_on(opened), time(), ZoneInfo(zone))


def is_asked(*, since: date, is_lead: bool, today: date) -> bool:
    """Who has been in the team for two weeks, and does not lead it."""
    return not is_lead and since + timedelta(days=MEMBER_DAYS) <= today


def is_wave(roster: Iterable[object]) -> bool:
    """Whether they answer alone. Fewer talk about it with cards in the room, and nothing is stored."""
    return len(list(roster)) >= ROSTER_FROM
