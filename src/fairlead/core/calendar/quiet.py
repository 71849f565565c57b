"""Quiet hours: when something may reach a person, and when their morning comes.

What lives here: the next moment at which a notice may go out. What may not: which notice it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from fairlead.core.calendar.moments import at_local
from fairlead.core.calendar.week import WorkWeek

EVERY_DAY: Final = frozenset(range(7))
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours on the wall clock in which nothing comes: from `start` up to `end`, over midnight when
    `end` is not later, on the nights that begin on one of `days` (0 is Monday).

    `start` equal to `end` means no quiet hours at all."""

    start: time
    end: time
    days: frozenset[int] = EVERY_DAY

    def ends(self, wall: datetime) -> datetime | None:
        """When the quiet that holds at this wall clock (naive) ends, or None if none holds."""
        if self.start == self.end:
            return None
        for on in (wall.date() - _DAY, wall.date()):
            if on.weekday() not in self.days:
                continue
            begin = datetime.combine(on, self.start)
            end = datetime.combine(on if self.start < self.end else on + _DAY, self.end)
            if begin <= wall < end:
                return end
        return None


NEVER_QUIET: Final = Quiet(time(0), time(0))


def next_allowed(
    at: datetime,
    zone: str,
    quiet: Quiet = NEVER_QUIET,
    week: WorkWeek | None = None,
    away_until: date | None = None,
) -> datetime:
    """The first moment (UTC) from `at` (aware) on at which this person may be reached.

    `week`: only on its working days, None for any day. `away_until`: the first day they are back;
    nothing comes before it. Finite, since a week has a working day and holidays are finite."""
    place = ZoneInfo(zone)
    at = at.astimezone(UTC)
    while True:
        wall = at.astimezone(place).replace(tzinfo=None, fold=0)
        end = _silence_ends(wall, quiet, week, away_until)
        if end is None:
            return at
        at = _not_before(end, at, zone)


def next_hour(at: datetime, hour: int, zone: str) -> datetime:
    """The first moment (UTC) from `at` on at which the clock of `zone` shows this full hour."""
    on = at.astimezone(ZoneInfo(zone)).date()
    today = at_local(on, time(hour), zone).moment.at_utc
    return today if today >= at else at_local(on + _DAY, time(hour), zone).moment.at_utc


def _silence_ends(
    wall: datetime, quiet: Quiet, week: WorkWeek | None, away_until: date | None
) -> datetime | None:
    on = wall.date()
    if away_until is not None and on < away_until:
        return datetime.combine(away_until, time(0))
    if week is not None and not week.is_working(on):
        return datetime.combine(on + _DAY, time(0))
    return quiet.ends(wall)


def _not_before(wall: datetime, at: datetime, zone: str) -> datetime:
    """The moment of a wall clock, the later one if the clocks went back and the first is past."""
    first = at_local(wall.date(), wall.time(), zone).moment.at_utc
    if first > at:
        return first
    return wall.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)
