"""Alice asks, Dan does, Olga is a stranger: stories of their promises, played by the law itself.

What lives here: good facts for every line of the table, and a story for every stage that can be reached.
What may not: expectations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from fairlead.core.calendar import Moment, written
from fairlead.core.promise import rules
from fairlead.core.promise.journal import Move, Promise, apply
from fairlead.core.promise.law import OpenAct, Opening, decide, open_acts, open_promise
from fairlead.core.promise.rules import Line, Role

ALICE, DAN, OLGA = (UUID(int=number) for number in (0xA11CE, 0xDA4, 0x019A))
PROMISE = UUID("0193a2c4-7b3e-7c11-8f6d-2b9f5f0a1c77")
ZONE = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
FRIDAY_NOON = "2026-11-27T12:00:00+01:00[Europe/Berlin]"
TERMS: Mapping[str, Any] = {
    "outcome": "The board has the costs of the new warehouse",
    "due": FRIDAY_NOON,
    "standard": ["One page", "Three offers compared", "Mira has read it"],
    "purpose": "so that the board can decide on Monday",
}
DAY = timedelta(days=1)


def on(at: datetime) -> str:
    """A moment as it comes in at a door."""
    return written(Moment(at.astimezone(UTC), ZONE))


@dataclass(frozen=True)
class Story:
    """A promise as far as it has come. Every telling is a new story: none changes another."""

    moves: tuple[Move, ...]
    promise: Promise
    at: datetime

    @property
    def here(self) -> tuple[str, Role | None]:
        return self.promise.stage, self.promise.spoke_last

    @property
    def stage(self) -> str:
        return self.promise.stage

    def later(self, by: timedelta = DAY) -> Story:
        return replace(self, at=self.at + by)

    def decided(self, person: UUID, act: Any, *, version: Any = ..., **facts: Any) -> Move:
        """What the law says to this; the version of the terms is named, unless another is given."""
        seen = self.promise.version if version is ... else version
        return decide(self.promise, by=person, act=act, version=seen, facts=facts, at=self.at, zone=ZONE)

    def then(self, person: UUID, act: Any, *, version: Any = ..., **facts: Any) -> Story:
        move = self.decided(person, act, version=version, **facts)
        return Story((*self.moves, move), apply(self.promise, move), self.at + timedelta(minutes=1))

    def alice(self, act: str, **facts: Any) -> Story:
        return self.then(ALICE, act, **facts)

    def dan(self, act: str, **facts: Any) -> Story:
        return self.then(DAN, act, **facts)

    def along(self, line: Line) -> Story:
        """The story after this line of the table, with good facts, and late enough for it."""
        ready = self
        if line.act == "close_unassessed":
            assert self.promise.check_by is not None
            ready = replace(self, at=max(self.at, self.promise.check_by + timedelta(seconds=1)))
        person = self.promise.person(line.actor)
        return ready.then(person, line.act, **good_facts(line.needs, ready.promise, ready.at))

    def acts(self, person: UUID) -> dict[str, OpenAct]:
        return {found.act: found for found in open_acts(self.promise, by=person, at=self.at)}

    def lines(self) -> Iterator[Line]:
        """The lines of the table that can be walked from here."""
        for role in ("asker", "doer"):
            yield from lines_of(self.promise, role)


def lines_of(promise: Promise, role: Role) -> Iterator[Line]:
    for line in rules.lines_for(promise.stage, promise.spoke_last, role):
        if line.act != "confirm_read_back" or promise.waits_read_back:
            yield line


def good_facts(needs: tuple[str, ...], promise: Promise, at: datetime) -> dict[str, Any]:
    """Facts an act takes, fit for this promise now; the version is not among them."""
    fix_by = promise.fix_by.at_utc if promise.fix_by else at + DAY
    facts: dict[str, Any] = {
        "terms": {"background": f"This came up\nafter move {promise.number}"},
        "text": f"Said after\n\nmove {promise.number}",
        "date": on(fix_by if promise.stage == "GAP" else at + DAY),
        "conditions": [1, 3],
        "answer": "partly",
    }
    return {name: facts[name] for name in needs if name != "version"}


def opened(
    act: str = "request", *, at: datetime = MONDAY, made_at: Any = None, text: str | None = None, **terms: Any
) -> Story:
    """Alice's request to Dan or Dan's offer to Alice; a term given as None is left out."""
    given = {name: value for name, value in {**TERMS, **terms}.items() if value is not None}
    by, to = (ALICE, DAN) if act == "request" else (DAN, ALICE)
    move = open_promise(
        Opening(PROMISE, by, to, act), facts={"terms": given, "text": text}, made_at=made_at, at=at, zone=ZONE
    )
    return Story((move,), apply(None, move), at + timedelta(minutes=1))


def promised(**terms: Any) -> Story:
    return opened(**terms).dan("accept")


def reported(**terms: Any) -> Story:
    return promised(**terms).dan("report_done")


def in_gap(conditions: tuple[int, ...] = (1, 3), fix_by: str | None = None, **terms: Any) -> Story:
    return reported(**terms).alice("name_gap", conditions=list(conditions), fix_by=fix_by)


@cache
def everywhere() -> dict[tuple[str, Role | None, bool], Story]:
    """A shortest story to every stage, who spoke last there, and whether a read-back waits for its answer."""
    found: dict[tuple[str, Role | None, bool], Story] = {}
    edge = [opened("request"), opened("offer")]
    while edge:
        story = edge.pop(0)
        key = (*story.here, story.promise.waits_read_back)
        if key not in found:
            found[key] = story
            edge += [story.along(line) for line in story.lines()]
    return found


def stages() -> list[Story]:
    """A story for every reachable stage and who spoke last there."""
    return [story for (_, _, waits), story in everywhere().items() if not waits]


def open_stages() -> list[Story]:
    return [story for story in stages() if not story.promise.ended]


def told(story: Story) -> str:
    """The name of a story in a test's output."""
    return "-".join(filter(None, story.here))
