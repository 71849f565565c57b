"""Days of the calendar as people name them, from today: weekdays, ends, middles, feasts.

What lives here: dates into dates. What may not: words, patterns, zones."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from fairlead.core.calendar.week import WorkWeek

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
Range = tuple[date, date]


def coming(today: date, weekday: int, *, from_today: bool = False) -> date:
    """The next such weekday; today itself only when that is meant ("this Wednesday")."""
    away = (weekday - today.weekday()) % 7
    return today + timedelta(days=away if away or from_today else 7)


def week_of(today: date, away: int = 0) -> Range:
    monday = today - timedelta(days=today.weekday()) + away * WEEK
    return monday, monday + 6 * DAY


def month_of(today: date, away: int = 0) -> Range:
    first = plus_months(today.replace(day=1), away)
    return first, last_of_month(first)


def last_of_month(on: date) -> date:
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])


def quarter_of(today: date, away: int = 0) -> Range:
    first = plus_months(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3 * away)
    return first, last_of_month(plus_months(first, 2))


def year_of(today: date, away: int = 0) -> Range:
    return date(today.year + away, 1, 1), date(today.year + away, 12, 31)


PERIODS: Final[Mapping[str, Callable[[date, int], Range]]] = {
    "week": week_of,
    "month": month_of,
    "quarter": quarter_of,
    "year": year_of,
}


def plus_months(on: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def end_of(period: str, span: Range, week: WorkWeek) -> date:
    """The last working day of a week; of anything longer, its last day."""
    if period != "week":
        return span[1]
    working = [span[0] + n * DAY for n in range(7) if week.is_working(span[0] + n * DAY)]
    return working[-1] if working else span[1]


def middle_of(period: str, span: Range) -> date:
    first, last = span
    return (
        first + 2 * DAY
        if period == "week"
        else first.replace(day=15)
        if period == "month"
        else first + (last - first) / 2
    )


def on_date(today: date, month: int, day: int, year: int | None = None) -> date | None:
    """That day of the year, in this year or the next; None for a day that does not exist."""
    for tried in [year] if year else range(today.year, today.year + 5):
        if day <= calendar.monthrange(tried, month)[1] and (year or date(tried, month, day) >= today):
            return date(tried, month, day)
    return None


def the_nth(today: date, day: int) -> date | None:
    """The next day of that number: "by the 25th"."""
    for away in range(3):
        first = plus_months(today.replace(day=1), away)
        if day <= calendar.monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
            return first.replace(day=day)
    return None


def easter(year: int) -> date:
    """Meeus, Jones, Butcher (Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


def thanksgiving(year: int) -> date:
    return coming(date(year, 10, 31), 3) + 3 * WEEK


_FEASTS: Final[Mapping[str, Callable[[int], date]]] = {
    "christmas eve": lambda year: date(year, 12, 24),
    "christmas": lambda year: date(year, 12, 25),
    "christmas day": lambda year: date(year, 12, 25),
    "xmas": lambda year: date(year, 12, 25),
    "boxing day": lambda year: date(year, 12, 26),
    "new year's eve": lambda year: date(year, 12, 31),
    "new year": lambda year: date(year, 1, 1),
    "new year's": lambda year: date(year, 1, 1),
    "new years": lambda year: date(year, 1, 1),
    "new year's day": lambda year: date(year, 1, 1),
    "halloween": lambda year: date(year, 10, 31),
    "valentine's day": lambda year: date(year, 2, 14),
    "good friday": lambda year: easter(year) - 2 * DAY,
    "easter": easter,
    "easter monday": lambda year: easter(year) + DAY,
    "thanksgiving": thanksgiving,
}
FEASTS: Final = tuple(sorted(_FEASTS, key=len, reverse=True))


def feast(today: date, name: str) -> date:
    found = _FEASTS[name]
    return found(today.year) if found(today.year) >= today else found(today.year + 1)
