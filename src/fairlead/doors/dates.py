"""Dates and moments in a person's zone and language, fast enough for a list of fifty rows.

What lives here: the words of a day, an hour, a distance in days. What may not: the clock (now is
handed in), and anything about what a date means for a promise."""

from __future__ import annotations

import re
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_OWN: Final = {
    "en": {
        "day": "{wd} {d} {mon}",
        "day_year": "{wd} {d} {mon} {y}",
        "long": "{weekday} {d} {month}",
        "short": "{d} {mon}",
        "clock": "{H:02}:{M:02}",
        "joined": "{day}, {clock}",
    },
    "de": {
        "day": "{wd} {d}. {mon}",
        "day_year": "{wd} {d}. {mon} {y}",
        "long": "{weekday}, {d}. {month}",
        "short": "{d}. {mon}",
        "clock": "{H:02}:{M:02}",
        "joined": "{day}, {clock}",
    },
}
"""Spoken forms, where those of the CLDR read like a form to fill in. Other languages take the CLDR's."""

_SKELETONS: Final = {
    "day": "MMMEd",
    "day_year": "yMMMEd",
    "long": "MMMMEEEEd",
    "short": "MMMd",
    "clock": "Hm",
}
_PARTS: Final = {
    "E": "{wd}",
    "EEE": "{wd}",
    "ccc": "{wd}",
    "EEEE": "{weekday}",
    "cccc": "{weekday}",
    "d": "{d}",
    "dd": "{d:02}",
    "M": "{m}",
    "MM": "{m:02}",
    "MMM": "{mon}",
    "LLL": "{mon}",
    "MMMM": "{month}",
    "LLLL": "{month}",
    "y": "{y}",
    "H": "{H}",
    "HH": "{H:02}",
    "mm": "{M:02}",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The names and patterns of one language, ready for str.format."""

    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    patterns: dict[str, str]


@lru_cache(maxsize=64)
def words_of(language: str) -> Words:
    locale = _locale(language)
    months = get_month_names("wide", "format", locale)
    short = get_month_names("abbreviated", "format", locale)
    days = get_day_names("wide", "format", locale)
    days_short = get_day_names("abbreviated", "format", locale)
    return Words(
        weekdays=tuple(days[i] for i in range(7)),
        weekdays_short=tuple(days_short[i].rstrip(".") for i in range(7)),
        months=tuple(months[i] for i in range(1, 13)),
        months_short=tuple(short[i].rstrip(".") for i in range(1, 13)),
        patterns=_OWN.get(locale.language) or _patterns(locale),
    )


def _locale(language: str) -> Locale:
    """The nearest language the CLDR knows; English for one it does not (a pseudo-language of the tests)."""
    try:
        return Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _patterns(locale: Locale) -> dict[str, str]:
    made = {}
    for name, skeleton in _SKELETONS.items():
        pattern = locale.datetime_skeletons.get(skeleton) or locale.datetime_skeletons.get(
            skeleton.replace("EEEE", "E").replace("MMMM", "MMM")
        )
        made[name] = _as_format(pattern.pattern) if pattern else _OWN["en"][name]
    made["joined"] = "{day}, {clock}"
    return made


def _as_format(pattern: str) -> str:
    """A CLDR pattern (`E, d. MMM`) as a str.format pattern."""
    pieces = re.findall(r"'[^']*'|[A-Za-z]+|[^A-Za-z']+", pattern)
    return "".join(
        piece.strip("'") if piece.startswith("'") else _PARTS.get(piece, piece) for piece in pieces
    )


@dataclass(frozen=True, slots=True)
class Dates:
    """How one reader writes dates: `Dates.of(zone, language, now)`. Cheap to make, one per request."""

    zone: tzinfo
    language: str
    now: datetime
    today: date
    words: Words

    @classmethod
    def of(cls, zone: str, language: str, now: datetime) -> Dates:
        place = _zone(zone)
        return cls(place, language, now, now.astimezone(place).date(), words_of(language))

    def day(self, value: datetime | date) -> str:
        """ "Thu 26 Nov"; with the year where it is not this one."""
        on = self.date_of(value)
        return _day(
            on, self.words.patterns["day" if on.year == self.today.year else "day_year"], self.language
        )

    def long_day(self, value: datetime | date) -> str:
        """ "Thursday 26 November"; with the year where it is not this one."""
        on = self.date_of(value)
        said = _day(on, self.words.patterns["long"], self.language)
        return said if on.year == self.today.year else f"{said} {on.year}"

    def short_day(self, value: datetime | date) -> str:
        """ "26 Nov"."""
        return _day(self.date_of(value), self.words.patterns["short"], self.language)

    def weekday(self, value: datetime | date) -> str:
        """ "Thursday"."""
        return self.words.weekdays[self.date_of(value).weekday()]

    def weekday_short(self, value: datetime | date) -> str:
        """ "Thu"."""
        return self.words.weekdays_short[self.date_of(value).weekday()]

    def clock(self, value: datetime) -> str:
        """ "17:00"."""
        local = value.astimezone(self.zone)
        return self.words.patterns["clock"].format(H=local.hour, M=local.minute)

    def moment(self, value: datetime) -> str:
        """ "Thu 26 Nov, 17:00"."""
        local = value.astimezone(self.zone)
        clock = self.words.patterns["clock"].format(H=local.hour, M=local.minute)
        return self.words.patterns["joined"].format(day=self.day(local.date()), clock=clock)

    def long_moment(self, value: datetime) -> str:
        """ "Thursday 26 November, 17:00"."""
        return self._joined(self.long_day(value), value)

    def near(self, value: datetime) -> str:
        """ "Today, 08:20", "Yesterday, 17:05", or the moment: for a story."""
        away = (self.date_of(value) - self.today).days
        near = {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}.get(away)
        return self._joined(near or self.day(value), value)

    def distance(self, value: datetime) -> str:
        """ "3 days", "Tomorrow", "Today", "Passed": beside a date, in a row."""
        away = self.days_until(value)
        if value < self.now:
            return _("Passed")
        return _distance(away, self.language)

    def how_long(self, value: datetime) -> str:
        """ "3 days left", "Until tomorrow, 17:00", "Until 17:00 today", "Date passed Fri 20 Nov"."""
        away = self.days_until(value)
        if value < self.now:
            return _("Date passed %(day)s") % {"day": self.day(value)}
        if away == 0:
            return _("Until %(clock)s today") % {"clock": self.clock(value)}
        if away == 1:
            return _("Until tomorrow, %(clock)s") % {"clock": self.clock(value)}
        return ngettext("%(number)d day left", "%(number)d days left", away) % {"number": away}

    def days_until(self, value: datetime | date) -> int:
        return (self.date_of(value) - self.today).days

    def date_of(self, value: datetime | date) -> date:
        """The day a moment falls on, for this reader; a day is itself."""
        return value.astimezone(self.zone).date() if isinstance(value, datetime) else value

    def field_date(self, value: datetime | None) -> str:
        """For `<input type=date>`."""
        return "" if value is None else self.date_of(value).isoformat()

    def field_clock(self, value: datetime | None) -> str:
        """For `<input type=time>`."""
        return "" if value is None else value.astimezone(self.zone).strftime("%H:%M")

    def _joined(self, day: str, value: datetime) -> str:
        return self.words.patterns["joined"].format(day=day, clock=self.clock(value))


@lru_cache(maxsize=4096)
def _day(on: date, pattern: str, language: str) -> str:
    names = words_of(language)
    return pattern.format(
        wd=names.weekdays_short[on.weekday()],
        weekday=names.weekdays[on.weekday()],
        mon=names.months_short[on.month - 1],
        month=names.months[on.month - 1],
        m=on.month,
        d=on.day,
        y=on.year,
    )


@lru_cache(maxsize=1024)
def _distance(away: int, _language: str) -> str:
    """In the language that is active, which is the reader's."""
    if away < 2:
        return _("Tomorrow") if away else _("Today")
    return ngettext("%(number)d day", "%(number)d days", away) % {"number": away}


@lru_cache(maxsize=1024)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


READER: ContextVar[Dates] = ContextVar("reader")
"""How the person who reads this page writes dates. Set by pages.render, read by the templates' filters."""
