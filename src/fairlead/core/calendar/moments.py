"""A moment is an instant and the zone it was meant in. Reading and writing them, as text.

Written form: RFC 3339 with offset and, behind it, the zone of RFC 9557: 2026-11-27T12:00:00+01:00[Europe/Berlin]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_SHAPE: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)([Zz]|[+-]\d\d:\d\d)(?:\[([A-Za-z0-9_+/-]{1,64})\])?"
)


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The zone of that name. ValueError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"no such zone: {name}") from error


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """An instant in UTC (aware) and the name of the zone it was said in."""

    at: datetime
    zone: str

    @property
    def local(self) -> datetime:
        return self.at.astimezone(zone_named(self.zone))


def read_moment(text: str, zone: str) -> Moment:
    """`text` in the written form; without [Area/City] it is meant in `zone`. ValueError when it is not a moment."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise ValueError("a moment has a date, a time and an offset")
    day, time, offset, named = found.groups()
    zone_named(named or zone)
    at = datetime.fromisoformat(f"{day}T{time}{'+00:00' if offset in 'Zz' else offset}").astimezone(UTC)
    return Moment(at, named or zone)


def write_moment(moment: Moment) -> str:
    """The written form, in the moment's own zone."""
    return f"{moment.local.isoformat()}[{moment.zone}]"
