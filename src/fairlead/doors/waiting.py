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
from fairlead.doors import sql
from fairlead.doors.dates import Dates
from fairlead.doors.pages import EveryPage
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


class Asks(Protocol):
    """A statement whose answer is one number."""

    def __call__(self, *, viewer: Viewer, at: datetime) -> sql.Statement: ...


class Counts(Protocol):
    def __call__(self, *, viewer: Viewer, at: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A room's own. told: one of them as a line of Today, given the name of who or which team it is with.

    number: how many wait. exact: where no statement can tell that, so that `number` is only none or some."""

    kind: Kind
    found: Finds
    number: Asks
    told: Callable[[Waits, str, Dates], Waiting]
    exact: Counts | None = None


_sources: dict[Kind, Source] = {}


def also_waits(source: Source) -> None:
    _sources[source.kind] = source


def found(*, viewer: Viewer, at: datetime) -> tuple[Waits, ...]:
    """Of all rooms, in the order of Today: a statement a room, and those that what was found needs."""
    every = [one for source in _sources.values() for one in source.found(viewer=viewer, at=at)]
    return tuple(sorted(every, key=lambda one: (*one.place(viewer.zone), one.id)))


def told(one: Waits, name: str, dates: Dates) -> Waiting:
    return _sources[one.kind].told(one, name, dates)


def for_every_page(promises: Asks, reads_along: Asks) -> EveryPage:
    """What every page says beside its own: how many things wait, in its title, and whether the viewer reads along.

    One statement for all rooms; no words are read for it. Where the page counts itself, only the latter."""

    def ask(*, viewer: Viewer, at: datetime, is_counted: bool) -> tuple[int, bool]:
        sources = () if is_counted else tuple(_sources.values())
        asked = [reads_along, *(() if is_counted else (promises,)), *(source.number for source in sources)]
        statements = [one(viewer=viewer, at=at) for one in asked]
        columns = ", ".join(f"({statement})" for statement, _ in statements)
        [(along, *numbers)] = sql.rows(
            f"SELECT {columns}", [value for _, some in statements for value in some]
        )
        of_rooms = [
            source.exact(viewer=viewer, at=at) if number and source.exact else number
            for source, number in zip(sources, numbers[1:], strict=True)
        ]
        return min(sum([*numbers[:1], *of_rooms]), MOST), bool(along)

    return ask
