"""A world to measure on: many people, very many promises, by a bulk path of its own.

People are added by the same actions as everybody. Promises are patterns told by the law and written over and
over between other people; every chain is a real one, and a sample is replayed at the end."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Final
from uuid import UUID

from django.db import connections

from fairlead.doors import sql
from fairlead.doors.journal.replaying import Rebuilt, ids_of
from fairlead.rooms.archive.demo import cast
from fairlead.rooms.archive.demo.chance import Chance
from fairlead.rooms.archive.demo.story import Plot, tell
from fairlead.rooms.archive.demo.team import Made, sign_in_links
from fairlead.rooms.archive.demo.texts import asks, ways
from fairlead.rooms.archive.demo.working_time import PRESENT, WorkingTime
from fairlead.rooms.people.actions import found
from fairlead.rooms.people.actions.many import Arrival, add_many
from fairlead.rooms.people.queries import teams_of
from fairlead.rooms.promises.actions.append_many import (
    IndexesLater,
    Pattern,
    Rows,
    Stamp,
    reckon,
    write_rows,
)
from fairlead.rooms.promises.actions.rebuild import replayed
from fairlead.rooms.promises.queries.stored import BOOK

CHUNK: Final = 1000
"""promises told by one process in one go"""
WRITINGS: Final = 25
"""So often a pattern is written, each time between other people."""
COMMIT: Final = 20
"""chunks in one transaction on SQLite; on PostgreSQL all are one"""
SAMPLE: Final = 10_000
PARENT: Final = UUID(int=1), UUID(int=2)
"""who stand for asker and doer in a pattern"""
LINKS: Final = 100
"""So many people of a crowd get a line with an address."""
Tick = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class World:
    """Everything a process needs to tell its part."""

    seed: int
    today: date
    weeks: int
    organisation: UUID
    people: tuple[UUID, ...]
    teams: tuple[UUID, ...]
    weights: tuple[float, ...]
    """summed up: busy people are in more promises"""

    def colleagues(self, place: int) -> range:
        begin = place // cast.TEAM_OF * cast.TEAM_OF
        return range(begin, min(begin + cast.TEAM_OF, len(self.people)))


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    promises: int
    weeks: int


def make_crowd(
    size: Size, *, seed: int, today: date, at: datetime, processes: int = 2, tick: Tick = lambda _: None
) -> tuple[tuple[Made, ...], Rebuilt]:
    """Some of the people with their codes, and what replaying a sample has found. tick: promises written so far."""
    chance = Chance("crowd", seed)
    members = cast.members(size.people, chance=chance)
    world = _gathered(members, size, seed=seed, today=today, chance=chance)
    _write_all(world, size.promises, processes=processes, tick=tick)
    reckon()
    looked = _sampled(world, size.promises)
    shown = members[:LINKS]
    return tuple(sign_in_links(shown, world.people[: len(shown)], at=at)), looked


def _gathered(members: Sequence[cast.Member], size: Size, *, seed: int, today: date, chance: Chance) -> World:
    at = WorkingTime(today, cast.ZONE).at(-5.0 * size.weeks - 1)
    arrivals = [Arrival(one.name, one.email, cast.team_name(one.team), one.is_lead) for one in members]
    first = arrivals[0]
    with sql.one_transaction():
        founded = found(
            name=first.name,
            email=first.email,
            team=first.team,
            organisation=cast.ORGANISATION,
            zone=cast.ZONE,
            at=at,
        )
        ids, teams = add_many(arrivals[1:], organisation=founded.organisation, at=at)
        people = (founded.person, *ids)
        teams = [teams_of(founded.person)[0].id, *teams]
    weights = accumulate(chance.between(0.4, 1.0) + 2 * chance.between(0, 1) ** 6 for _ in people)
    return World(seed, today, size.weeks, founded.organisation, people, tuple(teams), tuple(weights))


def _write_all(world: World, promises: int, *, processes: int, tick: Tick) -> None:
    counts = [min(CHUNK, promises - begin) for begin in range(0, promises, CHUNK)]
    with _telling(world, counts, processes) as told:
        if sql.is_postgresql():
            with sql.one_transaction(), IndexesLater():
                _write(told, tick)
        else:
            with IndexesLater():
                while True:
                    with sql.one_transaction():
                        if not _write(told, tick, most=COMMIT):
                            break


def _write(told: Iterator[Rows], tick: Tick, *, most: int | None = None) -> int:
    written = 0
    for rows in told:
        write_rows(rows)
        tick(len(rows.tables["promises_standing"]))
        written += 1
        if written == most:
            break
    return written


@contextmanager
def _telling(world: World, counts: Sequence[int], processes: int) -> Iterator[Iterator[Rows]]:
    """The chunks in order, told by this process alone or by several beside it."""
    parts = [(world, number, count) for number, count in enumerate(counts)]
    if processes < 2 or len(parts) < 2:
        yield map(_chunk, parts)
        return
    for connection in connections.all(initialized_only=True):
        connection.close()  # it must not cross the fork
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield pool.imap(_chunk, parts)


def _chunk(part: tuple[World, int, int]) -> Rows:
    world, number, count = part
    chance = Chance(world.seed, "chunk", number)
    time = WorkingTime(world.today, cast.ZONE)
    rows = Rows()
    done = 0
    while done < count:
        pattern = _pattern(world, time, chance)
        for _ in range(min(WRITINGS, count - done)):
            pattern.write(_stamp(world, pattern, chance), rows)
            done += 1
    return rows


def _pattern(world: World, time: WorkingTime, chance: Chance) -> Pattern:
    way = chance.weighed(ways(), [way.weight for way in ways()])
    asker, doer = PARENT
    plot = Plot(way, chance.one_of(asks()), asker, doer, chance.between(-5.0 * world.weeks, PRESENT))
    return Pattern(tell(plot, time=time, chance=chance).moves, organisation=world.organisation)


def _stamp(world: World, pattern: Pattern, chance: Chance) -> Stamp:
    asker = chance.place(world.weights)
    doer = asker
    while doer == asker:
        doer = chance.one_of(world.colleagues(asker)) if chance.happens(0.85) else chance.place(world.weights)
    is_near = world.teams[asker] == world.teams[doer]
    earlier = timedelta(microseconds=1 + int(chance.between(0, 599_999)) * 1000)
    return Stamp(
        chance.id_at(pattern.moves[0].at - earlier),
        world.people[asker],
        world.people[doer],
        world.teams[asker] if is_near else None,
        earlier,
        chance.bytes(32 * len(pattern.moves)),
    )


def _sampled(world: World, promises: int) -> Rebuilt:
    """Every so many-th promise, until there are enough."""
    every = max(1, promises // SAMPLE)
    ids = (promise for batch in ids_of(BOOK) for _, promise in batch)
    sample = [promise for number, promise in enumerate(ids) if number % every == 0]
    return replayed(sample[:SAMPLE], organisation=world.organisation)
