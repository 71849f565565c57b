"""Working days: a week with its holidays, and moments so many working days away.

What lives here: counting days. What may not: hours of quiet (quiet.py), whose week it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from fairlead.core.calendar.moments import at_local

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """The weekdays people work (0 is Monday, at least one) and the dates on which they do not.

    ValueError for no weekday at all, or one that does not exist."""

    weekdays: frozenset[int]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("a working week has one to seven of the days 0 to 6")

    @classmethod
    def of(cls, weekdays: Iterable[int], holidays: Iterable[date] = ()) -> WorkWeek:
        """The same from any iterables, as a database gives them."""
        return cls(frozenset(weekdays), frozenset(holidays))

    def is_working(self, on: date) -> bool:
        return on.weekday() in self.weekdays and on not in self.holidays

    def day_after(self, on: date, days: int) -> date:
        """The working day `days` (0 or more) after `on`, not counting `on` itself; 0 is `on`."""
        return self._step(on, days, _DAY)

    def day_before(self, on: date, days: int) -> date:
        """The working day `days` (0 or more) before `on`, not counting `on` itself; 0 is `on`."""
        return self._step(on, days, -_DAY)

    def _step(self, on: date, days: int, step: timedelta) -> date:
        if days < 0:
            raise ValueError("working days are counted from 0")
        while days:
            on += step
            days -= self.is_working(on)
        return on


MONDAY_TO_FRIDAY: Final = WorkWeek(frozenset(range(5)))


def add_working_days(at: datetime, days: int, zone: str, week: WorkWeek = MONDAY_TO_FRIDAY) -> datetime:
    """The moment (UTC) `days` working days after `at` (aware), at the same hour on the wall clock
    of `zone`, whatever the clocks did between; in an hour the clock skips, as at_local says."""
    wall = _wall(at, zone)
    return _same_hour(at, week.day_after(wall.date(), days), wall, zone)


def working_days_before(at: datetime, days: int, zone: str, week: WorkWeek = MONDAY_TO_FRIDAY) -> datetime:
    """The moment (UTC) `days` working days before `at`, at the same hour: add_working_days back."""
    wall = _wall(at, zone)
    return _same_hour(at, week.day_before(wall.date(), days), wall, zone)


def _wall(at: datetime, zone: str) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without its offset is no moment")
    return at.astimezone(ZoneInfo(zone))


def _same_hour(at: datetime, on: date, wall: datetime, zone: str) -> datetime:
    if on == wall.date():
        return at.astimezone(UTC)
    return at_local(on, wall.time(), zone).moment.at_utc
