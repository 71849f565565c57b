"""What waits on somebody and is no promise: each higher room says what of its own does, and how it is told in a line.
Today, its count and the API ask here, so that they say the same.

What lives here: the one shape, and asking all. What may not: a room's statements and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, Literal, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core.policy import Viewer
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.pages import CountWaiting
from fairlead.doors.rows import Waiting

Kind = Literal["conversation", "agreement", "feedback"]
MOST: Final = 100
"""Counting stops here; a page then says 99+."""


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits for a word of the viewer. address: of its page, within the API as well.

    person: who it is with, team: or which team; neither: nobody knows who. title: what it is about, "": erased.
    state: where it is, in its room's word. on: the day it waits for; since: from when it has waited."""

    kind: Kind
    id: UUID
    address: str
    person: UUID | None
    team: UUID | None
    title: str
    state: str
    since: datetime
    on: date | None = None
    side: str = "a"

    def place(self, zone: str) -> tuple[datetime, datetime]:
        """Its place on Today: the nearest day first, then what has waited longest."""
        if self.on is None:
            return LAST, self.since
        return datetime.combine(self.on, time(), ZoneInfo(zone)).astimezone(UTC), self.since


LAST: Final = datetime.max.replace(tzinfo=UTC)


class Finds(Protocol):
    def __call__(self, *, viewer: Viewer, at: datetime) -> tuple[Waits, ...]: ...


class Counts(Protocol):
    def __call__(self, *, viewer: Viewer, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A room's own. told: one of them as a line of Today, given the name of who or which team it is with."""

    kind: Kind
    found: Finds
    count: Counts
    told: Callable[[Waits, str, Dates], Waiting]


_sources: dict[Kind, Source] = {}


def also_waits(source: Source) -> None:
    _sources[source.kind] = source


def found(*, viewer: Viewer, at: datetime) -> tuple[Waits, ...]:
    """Of all rooms, in the order of Today: a statement a room, and those that what was found needs."""
    every = [one for source in _sources.values() for one in source.found(viewer=viewer, at=at)]
    return tuple(sorted(every, key=lambda one: (*one.place(viewer.zone), one.id)))


def told(one: Waits, name: str, dates: Dates) -> Waiting:
    return _sources[one.kind].told(one, name, dates)


def counted_with(promises: CountWaiting) -> CountWaiting:
    """What every page says in its title: promises and everything else, a statement each; no words are read for it."""

    def count(*, viewer: Viewer) -> int:
        at = now()
        others = sum(source.count(viewer=viewer, at=at) for source in _sources.values())
        return min(promises(viewer=viewer) + others, MOST)

    return count
