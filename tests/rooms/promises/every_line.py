"""Every line of the law's table as people would play it: who, where, with which facts, and what it must leave behind.

What may not live here: a door. `Scene.start` builds the stage by actions; a door plays the line; `last_move` reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.promise import journal
from fairlead.core.promise.journal import Promise, line_of
from fairlead.core.promise.law import Opening, decide, open_promise
from fairlead.core.promise.rules import LINES, Line, Role, other
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise
from fairlead.rooms.promises.models import Move, Words
from tests.core.promise.cast import DAY, MONDAY, TERMS, Story, everywhere, good_facts, on
from tests.rooms.promises.world import World

MINUTE = timedelta(minutes=1)
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Written:
    """A line of the journal but for ids, times and hashes."""

    act: str
    role: str
    version: int
    data: Mapping[str, Any]
    words: Mapping[str, Any] | None


@dataclass(frozen=True)
class Scene:
    """One line of the table about to be played: `story` leads there, `facts` are good for it at `at`."""

    line: Line
    story: Story
    facts: Mapping[str, Any]
    at: datetime

    @property
    def version(self) -> int:
        return self.story.promise.version

    def start(self, world: World) -> UUID:
        """A promise of its own, brought to the stage of this line by the same actions as everybody's."""
        return played(world, self.story)

    def expected(self, world: World) -> Written:
        """What the law itself writes."""
        promise = replace(self.story.promise, asker=world.alice.person, doer=world.dan.person)
        by = promise.person(self.line.actor)
        move = decide(
            promise,
            by=by,
            act=self.line.act,
            version=self.version,
            facts=self.facts,
            at=self.at,
            zone=zone(world),
        )
        return Written(move.act, self.line.actor, move.version, move.data, move.words)


@dataclass(frozen=True)
class Opened:
    """A first move: a request or an offer, now or of something made in talk."""

    act: str
    made_at: str | None
    at: datetime

    @property
    def role(self) -> Role:
        return "asker" if self.act == "request" else "doer"

    @property
    def facts(self) -> dict[str, Any]:
        return {"terms": dict(TERMS), "text": "As we said at lunch"}

    def expected(self, world: World) -> Written:
        by, to = actor(world, self.role), actor(world, other(self.role))
        opening = Opening(NOBODY, by.person, to.person, self.act, team=world.team)
        move = open_promise(opening, facts=self.facts, made_at=self.made_at, at=self.at, zone=zone(world))
        return Written(move.act, self.role, move.version, move.data, move.words)


def openings() -> list[Opened]:
    yesterday = on(MONDAY - DAY)
    return [Opened(act, made_at, MONDAY) for act in ("request", "offer") for made_at in (None, yesterday)]


def zone(world: World) -> str:
    assert world.alice.zone == world.dan.zone
    return world.alice.zone


def actor(world: World, role: Role) -> Viewer:
    return world.alice if role == "asker" else world.dan


def scenes(stage: str, spoke_last: Role | None) -> list[Scene]:
    """Every line that can be played at this stage after this one spoke last."""
    found = []
    for line in LINES:
        if (line.stage, line.spoke_last) == (stage, spoke_last):
            story = everywhere()[stage, spoke_last, line.act == "confirm_read_back"]
            at = story.at
            if line.act == "close_unassessed":
                assert story.promise.check_by is not None
                at = max(at, story.promise.check_by.replace(second=0) + MINUTE)
            found.append(Scene(line, story, good_facts(line.needs, story.promise, at), at))
    return found


def played(world: World, story: Story) -> UUID:
    """The story of the cast, told once more by the people of this world."""
    opening, *moves = story.moves
    viewer = world.alice if opening.act == "request" else world.dan
    to = world.dan if opening.act == "request" else world.alice
    wanted = Wanted(kind=opening.act, to=to.person, terms=TERMS)
    promise = make_promise(viewer=viewer, wanted=wanted, at=opening.at).id
    state: Promise = journal.apply(None, opening)
    for move in moves:
        role = state.role(move.by)
        assert role is not None
        line = line_of(state, role, move.act, writes="terms" in move.data)
        facts = good_facts(line.needs, state, move.at)
        viewer = actor(world, role)
        make_move(
            viewer=viewer, promise=promise, act=move.act, version=state.version, facts=facts, at=move.at
        )
        state = journal.apply(state, move)
    return promise


def last_move(world: World, promise: UUID) -> Written:
    """The last line of a journal in the database."""
    move = Move.objects.filter(promise_id=promise).order_by("-number")[0]
    words = Words.objects.filter(promise_id=promise, number=move.number).first()
    role = {world.alice.person: "asker", world.dan.person: "doer"}[move.by_id]
    kept = json.loads(words.words) if words else None
    return Written(move.act, role, move.version, json.loads(move.data), kept)
