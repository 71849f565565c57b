"""One reader a rule: what its words mean, from today.

What lives here: matches into days. What may not: looking for them (grammar.py), the calendar (days.py)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from fairlead.core.calendar.week import WorkWeek
from fairlead.core.clarity.due import days
from fairlead.core.clarity.due.days import DAY, WEEK
from fairlead.core.clarity.due.found import Kind
from fairlead.core.clarity.due.words import (
    MONTH_STARTS,
    NAMED_CLOCKS,
    NUMBERS,
    ORDINALS,
    STARTS_EARLY,
    WEEKDAY_STARTS,
)

Match = re.Match[str]
_SHORT: Final = {"w": "week", "m": "month", "q": "quarter", "y": "year"}
_NEXT: Final = frozenset({"next", "the next", "the following", "following"})


@dataclass(frozen=True, slots=True)
class Now:
    """The moment, and the wall clock somebody reads it on."""

    at: datetime
    zone: ZoneInfo
    week: WorkWeek

    @property
    def local(self) -> datetime:
        return self.at.astimezone(self.zone)

    @property
    def today(self) -> date:
        return self.local.date()

    def later(self, away: timedelta) -> datetime:
        """So much real time on: over a change of the clocks, too."""
        return (self.at.astimezone(UTC) + away).astimezone(self.zone)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a match means: a day, a range, or (kind which) a day that could be another."""

    day: date | None = None
    also: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
    clock: time | None = None

    @property
    def kind(self) -> Kind:
        return "range" if self.day is None else "which" if self.also else "day"


Reader = Callable[[Match, Now], Meant | None]


def _day(on: date | None, *also: date) -> Meant | None:
    return None if on is None else Meant(on, also)


def _weekday_of(match: Match, group: str = "w") -> int:
    return WEEKDAY_STARTS.index(match[group][:3])


def _month_of(match: Match) -> int:
    return MONTH_STARTS.index(match["mon"][:3]) + 1


def number_of(words: str) -> int:
    words = words.removeprefix("a ").removesuffix(" of") if "couple" in words else words
    return int(words) if words.isdecimal() else NUMBERS[words]


def _year(text: str | None) -> int | None:
    return int(text) + (2000 if len(text) == 2 else 0) if text else None


def _iso(match: Match, now: Now) -> Meant | None:
    month = int(match["m"])
    return (
        _day(days.on_date(now.today, month, int(match["d"]), int(match["y"]))) if 1 <= month <= 12 else None
    )


def _dotted(match: Match, now: Now) -> Meant | None:
    month, day = int(match["m"]), int(match["d"])
    fits = 1 <= month <= 12 and day
    return _day(days.on_date(now.today, month, day, _year(match["y"]))) if fits else None


def _slashed(match: Match, now: Now) -> Meant | None:
    """Month first or day first: where both fit, the nearer day that is still to come, and the other beside it."""
    one, two, year = int(match["a"]), int(match["b"]), _year(match["y"])
    both = {(one, two), (two, one)}
    read = [days.on_date(now.today, m, d, year) for m, d in both if 1 <= m <= 12 and 1 <= d <= 31]
    fits = sorted({on for on in read if on}, key=lambda on: (on < now.today, on))
    return _day(*fits) if fits else None


def _ordinal(words: str) -> int:
    return ORDINALS.index(words) + 1 if words in ORDINALS else int(words.rstrip("stndrh"))


def _date(match: Match, now: Now) -> Meant | None:
    day = _ordinal(match["d"])
    return _day(days.on_date(now.today, _month_of(match), day, _year(match["y"]))) if day else None


def _nth(match: Match, now: Now) -> Meant | None:
    day = int(match["d"])
    return _day(days.the_nth(now.today, day)) if 1 <= day <= 31 else None


def _weekday(match: Match, now: Now) -> Meant | None:
    weekday, when = _weekday_of(match), match["when"] or ""
    is_this = when.startswith("this")
    near = days.coming(now.today, weekday, from_today=is_this)
    if when in _NEXT and weekday > now.today.weekday():
        return _day(near + WEEK, near)
    if not when and weekday == now.today.weekday():
        return _day(near, now.today)
    return _day(near)


def _weekday_week(match: Match, now: Now) -> Meant | None:
    return _day(days.coming(now.today, _weekday_of(match)) + WEEK)


def _weekday_next_week(match: Match, now: Now) -> Meant | None:
    group = "w" if match["w"] else "w2"
    monday, _ = days.week_of(now.today, int((match["when"] or match["when2"]) == "next"))
    return _day(monday + _weekday_of(match, group) * DAY)


def _weekday_after_next(match: Match, now: Now) -> Meant | None:
    return _day(days.coming(now.today, _weekday_of(match), from_today=True) + WEEK)


def _weeks_from(match: Match, now: Now) -> Meant | None:
    return _day(days.coming(now.today, _weekday_of(match)) + number_of(match["n"]) * WEEK)


def _plus(number: int, unit: str, start: date) -> date:
    away = {"day": DAY, "week": WEEK, "fortnight": 2 * WEEK}
    months = {"month": 1, "quarter": 3, "year": 12}
    return start + number * away[unit] if unit in away else days.plus_months(start, number * months[unit])


def _hours(now: Now, number: float, unit: str) -> Meant:
    at = now.later(timedelta(**{"minutes" if unit.startswith("min") else "hours": number}))
    return Meant(at.date(), clock=at.time().replace(second=0, microsecond=0))


def _from_day(match: Match, now: Now) -> Meant | None:
    number, unit = number_of(match["n"] or match["weeks"]), match["unit"] or "week"
    if unit in {"minute", "min", "hour", "hr"}:
        return _hours(now, number, unit)
    return _day(_plus(number, unit, now.today + DAY * ("tomorrow" in match[0])))


def _duration(match: Match, now: Now) -> Meant | None:
    if match["half_unit"]:
        return _hours(now, 0.5 if match["half_unit"] == "hour" else 12, "hour")
    number, unit = number_of(match["n"]), match["unit"]
    if unit in {"minute", "min", "hour", "hr"}:
        return _hours(now, number + (0.5 if match["half"] else 0), unit)
    if match["work"] and unit == "day":
        return _day(now.week.day_after(now.today, number))
    return _day(_plus(number, unit, now.today))


def _today(match: Match, now: Now) -> Meant | None:
    named = match["part"] or ("night" if match[0] == "tonight" else "")
    if named and now.local.time() > NAMED_CLOCKS[named]:
        return None
    return Meant(now.today, clock=NAMED_CLOCKS[named] if named else None)


def _tomorrow(match: Match, now: Now) -> Meant | None:
    return _day(now.today + DAY + (WEEK if match["week"] else 0 * DAY))


def _away(when: str | None) -> int:
    return int(when in _NEXT)


def _span(match: Match, now: Now) -> tuple[str, days.Range]:
    if match["mon"]:
        first = days.on_date(now.today.replace(day=1), _month_of(match), 1)
        return "month", days.month_of(first or now.today)
    if match["q"]:
        return "quarter", quarter_span(now.today, int(match["q"]))
    period = match["p"]
    return period, days.PERIODS[period](now.today, 2 if match["after"] else _away(match["when"]))


def quarter_span(today: date, quarter: int, year: int | None = None) -> days.Range:
    span = days.quarter_of(date(year or today.year, quarter * 3, 1))
    return span if year or span[1] >= today else days.quarter_of(date(today.year + 1, quarter * 3, 1))


def _part_of(match: Match, now: Now) -> Meant | None:
    part, period = match["part"], match["p"] or ""
    if period == "day":
        return _day(now.today + DAY * _away(match["when"])) if "end" in part or part == "close" else None
    if period == "weekend":
        return _day(days.week_of(now.today, _away(match["when"]))[1])
    period, span = _span(match, now)
    if "end" in part or part == "close":
        return _day(days.end_of(period, span, now.week))
    on = days.middle_of(period, span) if part.startswith("mid") else span[0]
    fits_next = period in days.PERIODS and not match["mon"] and on < now.today
    return _day(_moved(part, period, now) if fits_next else on)


def _moved(part: str, period: str, now: Now) -> date:
    """A start or middle that is over: the next one."""
    span = days.PERIODS[period](now.today, 1)
    return days.middle_of(period, span) if part.startswith("mid") else span[0]


def _period_end(match: Match, now: Now) -> Meant | None:
    period = match["p"]
    return _day(days.end_of(period, days.PERIODS[period](now.today, 0), now.week))


def _this_time(match: Match, now: Now) -> Meant | None:
    return _day(_plus(1, match["p"], now.today) if match["p"] else now.today + DAY)


def _midweek(_match: Match, now: Now) -> Meant | None:
    return _day(days.coming(now.today, 2, from_today=True))


def _short_end(match: Match, now: Now) -> Meant | None:
    period = _SHORT[match["short"]]
    return _day(days.end_of(period, days.PERIODS[period](now.today, 0), now.week))


def _within_the(match: Match, now: Now) -> Meant | None:
    period = match["p"]
    if period == "hour":
        return _hours(now, 1, "hour")
    return _day(
        now.today if period == "day" else days.end_of(period, days.PERIODS[period](now.today, 0), now.week)
    )


def _weekend(match: Match, now: Now) -> Meant | None:
    sunday = days.week_of(now.today, 0)[1]
    is_next = match["when"] == "next"
    return (
        _day(sunday + WEEK, sunday)
        if is_next
        else _day(sunday, *({sunday - DAY} if now.today < sunday else ()))
    )


def _period(match: Match, now: Now) -> Meant | None:
    period = match["p"] or match["p2"]
    away = 2 if match["p2"] or match["after"] else _away(match["when"])
    first, last = days.PERIODS[period](now.today, away)
    return Meant(first=max(first, now.today), last=last)


def _month(match: Match, now: Now) -> Meant | None:
    first = days.on_date(now.today.replace(day=1), _month_of(match), 1) or now.today
    return Meant(first=first, last=days.last_of_month(first))


def _quarter(match: Match, now: Now) -> Meant | None:
    first, last = quarter_span(now.today, int(match["q"]), _year(match["y"]))
    return Meant(first=first, last=last)


def _clock(match: Match, now: Now) -> Meant | None:
    clock = clock_of(match)
    if clock is None:
        return None
    return Meant(now.today + (DAY if clock <= now.local.time() else 0 * DAY), clock=clock)


def clock_of(match: Match) -> time | None:
    """The time of a clock's match. One to six without am or pm is in the afternoon."""
    groups = {name: text for name, text in match.groupdict().items() if text}
    if name := groups.get("name"):
        return NAMED_CLOCKS.get(name, STARTS_EARLY if name.startswith("start") else None)
    hour = next((number_of(groups[name]) for name in ("h", "h2", "h3", "h4", "h5") if name in groups), 99)
    minute = 30 if "half_past" in groups else int(groups.get("min") or groups.get("min2") or 0)
    half = groups.get("half", "")[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif not half and 1 <= hour <= 6:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


READERS: Final[Mapping[str, Reader]] = {
    "iso": _iso, "dotted": _dotted, "slashed": _slashed, "day_month": _date, "month_day": _date, "nth": _nth, "weekday_nth": _nth,
    "weekday": _weekday, "weekday_week": _weekday_week, "weekday_next_week": _weekday_next_week,
    "weekday_after_next": _weekday_after_next, "weeks_from_weekday": _weeks_from, "from_day": _from_day,
    "day_after_tomorrow": lambda _match, now: Meant(now.today + 2 * DAY), "today": _today, "tomorrow": _tomorrow,
    "in_the_morning": lambda _match, now: Meant(now.today + DAY, clock=time(12)), "part_of": _part_of, "midweek": _midweek, "period_end": _period_end, "this_time": _this_time,
    "end_of_day": lambda _match, now: Meant(now.today), "short_end": _short_end, "duration": _duration, "within_the": _within_the,
    "feast": lambda match, now: Meant(days.feast(now.today, match["feast"])), "weekend": _weekend, "period": _period,
    "month": _month, "quarter": _quarter, "clock": _clock,
}  # fmt: skip


def before(meant: Meant, now: Now) -> Meant:
    """Before a day is by the end of the one before it; some read the day itself. Before a week or a month that is to
    come: by the last working day until then, or the last day."""
    if meant.first and meant.first > now.today:
        last = meant.first - DAY
        near = next((on for on in (last - n * DAY for n in range(7)) if now.week.is_working(on)), last)
        on, *also = dict.fromkeys((max(near, now.today), last))
        return Meant(on, tuple(also))
    return (
        meant if meant.day is None or meant.clock else replace(meant, day=meant.day - DAY, also=(meant.day,))
    )
