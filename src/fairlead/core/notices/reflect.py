"""The weekly reminder of one's own reflection: sent, asked about once, or silent. Pure.

What may not live here: what anybody wrote, sending."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from fairlead.core.calendar import at_local
from fairlead.core.reflection import Week

SKIPS: Final = 2
"""After so many weeks that were reminded of and left out, one mail asks about another rhythm."""

Call = Literal["remind", "ask", "none"]


def moment_of(week: Week, *, day: int, hour: int, zone: str) -> datetime:
    """When in this week, by the person's own choice and clock."""
    return at_local(week.monday + timedelta(days=day), time(hour), zone).moment.at_utc


def week_at(at: datetime, zone: str) -> Week:
    return Week.of(at.astimezone(ZoneInfo(zone)).date())


def weeks_before(week: Week) -> tuple[Week, ...]:
    """Those that count as left out, the newest first."""
    return (week.before, week.before.before)[:SKIPS]


def call_of(week: Week, *, reminded: Collection[str], written: Collection[str], asked_in: str | None) -> Call:
    """reminded, written: names of weeks. asked_in: the week in which they were asked about the rhythm, if they were."""
    if week.name in written:
        return "none"
    if asked_in is not None:
        return "remind" if any(name >= asked_in for name in written) else "none"
    left_out = [one.name for one in weeks_before(week) if one.name in reminded and one.name not in written]
    return "ask" if len(left_out) == SKIPS else "remind"
