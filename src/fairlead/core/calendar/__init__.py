"""Working days, quiet hours and time zones, as pure functions.

What lives here: which moment a date, an hour or "three working days later" means in a zone.
What may not: the clock (every moment is handed in), words, anything about promises."""

from __future__ import annotations

from fairlead.core.calendar.moments import (
    LocalMoment,
    Moment,
    at_local,
    is_zone,
    parse_local,
    parse_moment,
    written,
)
from fairlead.core.calendar.quiet import Quiet, next_allowed, next_hour
from fairlead.core.calendar.week import (
    MONDAY_TO_FRIDAY,
    WorkWeek,
    add_working_days,
    working_days_before,
)

__all__ = [
    "MONDAY_TO_FRIDAY",
    "LocalMoment",
    "Moment",
    "Quiet",
    "WorkWeek",
    "add_working_days",
    "at_local",
    "is_zone",
    "next_allowed",
    "next_hour",
    "parse_local",
    "parse_moment",
    "working_days_before",
    "written",
]
