"""Reading leaves and what was asked beside a thing, as frozen data.

What may not live here: whether a viewer may read the thing (core/policy, asked by the room whose it is)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.leave import Leave as Law
from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.rooms.leaves.models import Leave
from fairlead.rooms.people.queries import NAME_OF


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads along, and until when."""

    coach: UUID
    ends_at: datetime

    def at(self, moment: datetime) -> UUID | None:
        return self.coach if moment < self.ends_at else None


@dataclass(frozen=True, slots=True)
class LeaveShown:
    """A leave that was not ended. since: None while it waits for the yes of `other`."""

    id: UUID
    organisation: UUID
    kind: str
    thing: UUID
    coach: UUID
    coach_name: str
    by: UUID
    other: UUID | None
    suggested_at: datetime
    since: datetime | None
    ends_at: datetime | None

    @property
    def law(self) -> Law:
        return Law(self.coach, self.by, self.other, self.since)


@dataclass(frozen=True, slots=True)
class Added:
    """What a coach asked, or gave to think about."""

    id: UUID
    sort: str
    by: UUID
    by_name: str
    text: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What the notices room tells of: a leave as it stands, with how it ended, if it did."""

    leave: LeaveShown
    ended_at: datetime | None
    ended_by: UUID | None


_OPEN: Final = (
    "l.kind = '{kind}' AND l.organisation_id = {organisation} AND l.thing_id = {thing} AND l.ended_at IS NULL"
)
_READS: Final = f"(SELECT l.{{column}} FROM leaves_leave l WHERE {_OPEN} AND l.agreed_at IS NOT NULL)"


def reading_of(kind: str, *, thing: str, organisation: str) -> tuple[str, str]:
    """Two columns, for the statement of a higher room that reads the thing: who reads along, until when."""
    given = {"kind": kind, "thing": thing, "organisation": organisation}
    return _READS.format(column="coach_id", **given), _READS.format(column="ends_at", **given)


def reader_from(coach: Any, ends_at: Any) -> Reader | None:
    """What these two columns say. `at` is looked at when it is asked who reads."""
    return None if coach is None else Reader(sql.take_id(coach), sql.take_at(ends_at))


def last_added(kind: str, *, thing: str) -> str:
    """Two columns that change whenever something is asked beside a thing, or erased."""
    where = f"FROM leaves_addition a WHERE a.kind = '{kind}' AND a.thing_id = {thing}"
    return f"(SELECT COUNT(*) {where}), (SELECT MAX(a.at) {where})"


_COLUMNS: Final = (
    "l.id, l.organisation_id, l.kind, l.thing_id, l.coach_id, {name}, l.by_id, l.other_id, l.suggested_at, l.agreed_at, l.ends_at"
).format(name=NAME_OF.format("l.coach_id"))


def _shown(row: tuple[Any, ...]) -> LeaveShown:
    id_, organisation, kind, thing, coach, name, by, other, suggested_at, since, ends_at = row
    return LeaveShown(
        sql.take_id(id_),
        sql.take_id(organisation),
        kind,
        sql.take_id(thing),
        sql.take_id(coach),
        name or "",
        sql.take_id(by),
        sql.take_id_or_none(other),
        sql.take_at(suggested_at),
        None if since is None else sql.take_at(since),
        None if ends_at is None else sql.take_at(ends_at),
    )


def leave_of(kind: str, thing: UUID, *, organisation: UUID, at: datetime) -> LeaveShown | None:
    """The one that holds or waits. Ask only for who may read the thing."""
    where = _OPEN.format(kind=kind, organisation="%s", thing="%s")
    found = sql.rows(
        f"SELECT {_COLUMNS} FROM leaves_leave l WHERE {where}", [sql.put_id(organisation), sql.put_id(thing)]
    )
    shown = _shown(found[0]) if found else None
    return None if shown is None or shown.law.is_over(at) else shown


_ADDED: Final = f"""
SELECT a.id, a.sort, a.by_id, {NAME_OF.format("a.by_id")}, a.text, a.at, a.kind, a.thing_id FROM leaves_addition a
 WHERE {{where}} AND a.organisation_id = %s ORDER BY a.at, a.id"""


def added_to(kind: str, thing: UUID, *, organisation: UUID) -> tuple[Added, ...]:
    """Everything asked beside it, oldest first. Ask only for who may read the thing."""
    where = "a.kind = %s AND a.thing_id = %s"
    found = sql.rows(_ADDED.format(where=where), [kind, sql.put_id(thing), sql.put_id(organisation)])
    return tuple(map(_added, found))


def added_to_many(things: Iterable[UUID], *, organisation: UUID) -> tuple[tuple[str, UUID, Added], ...]:
    """(kind, thing, what was asked) beside all of these, oldest first; ask only for who may read them."""
    found: list[tuple[Any, ...]] = []
    for some in _some(sql.put_ids(things)):
        where = f"a.thing_id IN ({sql.marks(some)})"
        found += sql.rows(_ADDED.format(where=where), [*some, sql.put_id(organisation)])
    return tuple((row[6], sql.take_id(row[7]), _added(row)) for row in found)


def _added(row: tuple[Any, ...]) -> Added:
    id_, sort, by, name, text, at = row[:6]
    return Added(sql.take_id(id_), sort, sql.take_id(by), name or "", text, sql.take_at(at))


BATCH: Final = 500


def _some(ids: list[Any]) -> Iterable[list[Any]]:
    """So many at a time as any database takes in one statement."""
    return (ids[begin : begin + BATCH] for begin in range(0, len(ids), BATCH))


def holds(viewer: Viewer, *, at: datetime, what: str = "1") -> sql.Statement:
    """What this person reads along with now, as a statement: also for one of a higher room that asks for more."""
    only = policy.visible(viewer, "leave")
    where = f"l.organisation_id = %s AND l.{only.columns[0]} = %s AND l.ends_at > %s AND l.ended_at IS NULL"
    values = [sql.put_id(only.organisation), sql.put_id(only.person), sql.put_at(at)]
    return f"SELECT {what} FROM leaves_leave l WHERE {where}", values


def held_by(viewer: Viewer, *, at: datetime) -> tuple[LeaveShown, ...]:
    """What this person may read along with now."""
    return tuple(map(_shown, sql.rows(*holds(viewer, at=at, what=_COLUMNS))))


def given_by(viewer: Viewer, *, at: datetime) -> tuple[LeaveShown, ...]:
    """Where this person's own things are read along with now, or somebody waits for a yes."""
    only = policy.visible(viewer, "given")
    found = sql.rows(
        f"SELECT {_COLUMNS} FROM leaves_leave l WHERE l.organisation_id = %s"
        f" AND ({' OR '.join(f'l.{column} = %s' for column in only.columns)})"
        " AND l.ended_at IS NULL AND (l.ends_at IS NULL OR l.ends_at > %s) ORDER BY l.suggested_at, l.id",
        [sql.put_id(only.organisation), *[sql.put_id(only.person) for _ in only.columns], sql.put_at(at)],
    )
    return tuple(map(_shown, found))


def untold(*, limit: int = 100) -> tuple[Told, ...]:
    """Leaves in which something has changed that nobody was told of."""
    rows = Leave.objects.filter(is_untold=True).order_by("id")[:limit]
    ends = {row.id: (row.ended_at, row.ended_by_id) for row in rows}
    return tuple(Told(one, *ends[one.id]) for one in _with_ids(ends))


def leave_by_id(leave: UUID) -> Told | None:
    """A leave as it stands, also after its end: for a notice about it, which says no word of the thing."""
    row = Leave.objects.filter(id=leave).first()
    found = _with_ids([leave])
    return Told(found[0], row.ended_at, row.ended_by_id) if row and found else None


def _with_ids(ids: Iterable[UUID]) -> tuple[LeaveShown, ...]:
    wanted = sql.put_ids(ids)
    found = sql.rows(f"SELECT {_COLUMNS} FROM leaves_leave l WHERE l.id IN ({sql.marks(wanted)})", wanted)
    return tuple(map(_shown, found))
