"""Calendar text (RFC 5545): dates in, lines out, each zone explained where it is used.

What may not live here: whose dates they are, and what a title may say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from fairlead.core.calendar import Moment

WIDE: Final = 75
"""So many bytes a line has at most."""


@dataclass(frozen=True, slots=True)
class Date:
    """uid stays the same as long as it is the same date; sequence grows when it is moved."""

    uid: str
    at: Moment
    title: str
    url: str
    sequence: int
    changed_at: datetime


def calendar(dates: Iterable[Date], *, name: str) -> str:
    found = sorted(dates, key=lambda date: (date.at.at_utc, date.uid))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fairlead//EN", f"X-WR-CALNAME:{escaped(name)}"]
    for zone in sorted({date.at.zone for date in found} - {"UTC"}):
        moments = [date.at.at_utc for date in found if date.at.zone == zone]
        lines += _zone(zone, min(moments), max(moments))
    for date in found:
        lines += _event(date)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def _event(date: Date) -> list[str]:
    local = f"{date.at.local:%Y%m%dT%H%M%S}"
    start = f"DTSTART:{local}Z" if date.at.zone == "UTC" else f"DTSTART;TZID={date.at.zone}:{local}"
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(date.uid)}",
        f"DTSTAMP:{date.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{date.sequence}",
        start,
        "DURATION:PT0S",
        "TRANSP:TRANSPARENT",
        f"SUMMARY:{escaped(date.title)}",
        f"URL:{date.url}",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """One line of text, whatever it holds."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = "\\n".join(text.splitlines())
    return "".join(mark for mark in text if unicodedata.category(mark) != "Cc")


def folded(line: str) -> Iterator[str]:
    """Parts of at most 75 bytes; no letter is cut in two."""
    part, room = "", WIDE
    for mark in line:
        size = len(mark.encode())
        if size > room:
            yield part
            part, room = " ", WIDE - 1
        part, room = part + mark, room - size
    yield part


# --- zones ---


def _zone(name: str, first: datetime, last: datetime) -> list[str]:
    """What the clock of this zone did around these moments: the offset at the beginning, and every change."""
    place = ZoneInfo(name)
    begin, end = first - timedelta(days=370), last + timedelta(days=370)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    lines += _part(begin.astimezone(place), begin.astimezone(place))
    for change in _changes(place, begin, end):
        lines += _part((change - timedelta(seconds=1)).astimezone(place), change.astimezone(place))
    return [*lines, "END:VTIMEZONE"]


def _changes(place: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The first second after each change of the clock."""
    day = timedelta(days=1)
    at = begin.replace(microsecond=0)
    while at < end:
        if _offset(place, at) != _offset(place, at + day):
            low, high = at, at + day
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (low, middle) if _offset(place, middle) != _offset(place, low) else (middle, high)
            yield high
        at += day


def _offset(place: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(place).utcoffset() or timedelta()


def _part(before: datetime, after: datetime) -> list[str]:
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    began = after.astimezone(UTC) + (before.utcoffset() or timedelta())  # on the clock as it was until then
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{began:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_signed(before)}",
        f"TZOFFSETTO:{_signed(after)}",
        f"TZNAME:{after.tzname()}",
        f"END:{kind}",
    ]


def _signed(at: datetime) -> str:
    seconds = int((at.utcoffset() or timedelta()).total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    text = f"{'-' if seconds < 0 else '+'}{hours:02}{rest // 60:02}"
    return f"{text}{rest % 60:02}" if rest % 60 else text
