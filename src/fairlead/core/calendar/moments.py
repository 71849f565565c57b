"""Moments and the zone they are meant in: reading, writing, and what a wall clock means.

What lives here: RFC 3339 with an optional `[Area/City]`, the date and time fields of a form, and
the two hours a year a wall clock lies. What may not: working days, the clock of the machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final, Literal
from zoneinfo import ZoneInfo, available_timezones

from fairlead.core.refusals import Refusal

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9000
"""Outside these years a moment is a slip of the finger, and adding days to it could overflow."""

_LONGEST: Final = 128
_NOT_ZONES: Final = frozenset({"localtime", "posixrules", "Factory"})

_MOMENT: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]"
    r"(?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,](?P<part>[0-9]{1,18}))?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?"
    r"(?:\[(?P<zone>[A-Za-z0-9+_/-]{1,64})\])?"
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK: Final = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time and the IANA zone a person meant it in: `at_utc` is aware and in UTC."""

    at_utc: datetime
    zone: str

    @property
    def local(self) -> datetime:
        """The same moment on the wall clock of its zone."""
        return self.at_utc.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """What a wall clock meant, and whether it had to be guessed.

    `guessed` is "gap" when that hour did not exist (the moment lies as much later as the clocks
    went forward: 02:30 becomes 03:30), "fold" when it came twice (the first is taken), or None."""

    moment: Moment
    guessed: Literal["gap", "fold"] | None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - _NOT_ZONES


def is_zone(name: str) -> bool:
    """Whether this is the name of an IANA zone, spelled exactly (`Europe/Berlin`, `UTC`)."""
    return name in _zones()


def at_local(on: date, clock: time, zone: str) -> LocalMoment:
    """The moment at which the wall clock of `zone` shows this day and time. See LocalMoment."""
    place = ZoneInfo(zone)
    wall = datetime.combine(on, clock.replace(tzinfo=None, fold=0))
    first = wall.replace(tzinfo=place).astimezone(UTC)
    second = wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    guessed: Literal["gap", "fold"] | None = None
    if first.astimezone(place).replace(tzinfo=None) != wall:
        guessed = "gap"
    elif first != second:
        guessed = "fold"
    return LocalMoment(Moment(first, zone), guessed)


def parse_moment(text: str, *, zone: str, field: str = "due") -> Moment:
    """Read `2026-11-27T12:00:00+01:00[Europe/Berlin]`; without brackets `zone` is kept with it.

    The offset says when it is, the zone only where it is read: if the two disagree, the offset
    holds. Seconds may be left out; digits past the microsecond are cut off.
    Refusal `bad_field` with facts.why: form, day, offset (a moment without one), zone, or range."""
    found = _MOMENT.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        raise Refusal("bad_field", field=field, why="form")
    if found["offset"] is None:
        raise Refusal("bad_field", field=field, why="offset")
    meant = found["zone"] or zone
    if not is_zone(meant):
        raise Refusal("bad_field", field=field, why="zone")
    wall = _wall(found["day"], found["clock"], found["part"] or "", field=field)
    return Moment(_at_utc(wall, found["offset"], field=field), meant)


def parse_local(
    day: str, clock: str, *, zone: str, field: str = "due", default: time = time(17)
) -> LocalMoment | None:
    """Read the date and time fields of a form on the wall clock of `zone`; both empty is None.

    A date without a time means `default`. Refusal `bad_field` with facts.why: form, day (also a
    time without a date), zone or range."""
    day, clock = day.strip(), clock.strip()
    if not day and not clock:
        return None
    if not is_zone(zone):
        raise Refusal("bad_field", field=field, why="zone")
    if not day:
        raise Refusal("bad_field", field=field, why="day")
    if not _DAY.fullmatch(day) or (clock and not _CLOCK.fullmatch(clock)):
        raise Refusal("bad_field", field=field, why="form")
    wall = _wall(day, clock or default.isoformat(), "", field=field)
    return at_local(wall.date(), wall.time(), zone)


def written(moment: Moment) -> str:
    """Write it as `2026-11-27T12:00:00+01:00[Europe/Berlin]`, which parse_moment reads back.

    Where the zone's offset was not whole minutes (before about 1970) the time is given in UTC."""
    local = moment.local
    if (local.utcoffset() or timedelta()) % timedelta(minutes=1):
        local = moment.at_utc
    return f"{local.isoformat()}[{moment.zone}]"


def _wall(day: str, clock: str, part: str, *, field: str) -> datetime:
    try:
        wall = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock))
    except ValueError:
        raise Refusal("bad_field", field=field, why="day") from None
    if not FIRST_YEAR < wall.year < LAST_YEAR:
        raise Refusal("bad_field", field=field, why="range")
    return wall.replace(microsecond=int(part[:6].ljust(6, "0")))


def _at_utc(wall: datetime, offset: str, *, field: str) -> datetime:
    if offset in "Zz":
        return wall.replace(tzinfo=UTC)
    if offset[1:3] > "23" or offset[4:6] > "59":
        raise Refusal("bad_field", field=field, why="offset")
    return datetime.fromisoformat(f"{wall.isoformat()}{offset}").astimezone(UTC)
