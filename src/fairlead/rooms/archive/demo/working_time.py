"""Time as people at work live it: 3.45 is the third working day after today, 12:00.

A working day goes from 7:30 (.0) to 17:30 (.999); 0.15 is today, nine o'clock: the demo's present."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from fairlead.core.calendar import MONDAY_TO_FRIDAY, Moment, written

BEGINS: Final = time(7, 30)
LONG: Final = timedelta(hours=10)
PRESENT: Final = 0.15
NOON: Final = 0.45
FIVE: Final = 0.95


def working_day(now: datetime, zone: str) -> date:
    """The last working day that has come to nine o'clock, so that nothing of the demo lies ahead of the clock."""
    local = now.astimezone(ZoneInfo(zone))
    on = local.date()
    if MONDAY_TO_FRIDAY.is_working(on) and local.time() >= time(9):
        return on
    return MONDAY_TO_FRIDAY.day_before(on, 1)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """today: a working day. zone: where the clock hangs."""

    today: date
    zone: str
    _mornings: dict[int, datetime] = field(default_factory=dict, compare=False)

    def at(self, when: float) -> datetime:
        """The moment, in UTC."""
        day = int(when // 1)
        if day not in self._mornings:
            on = (
                MONDAY_TO_FRIDAY.day_after(self.today, day)
                if day >= 0
                else MONDAY_TO_FRIDAY.day_before(self.today, -day)
            )
            self._mornings[day] = datetime.combine(on, BEGINS, ZoneInfo(self.zone)).astimezone(UTC)
        return self._mornings[day] + timedelta(seconds=round((when - day) * LONG.total_seconds()))

    def moment(self, when: float) -> Moment:
        return Moment(self.at(when), self.zone)

    def text(self, when: float) -> str:
        """As a form or program would send it."""
        return written(self.moment(when))
