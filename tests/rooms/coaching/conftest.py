"""The world of the coaching tests: Alice and Dan with a promise, a conversation and a week; Max is to read along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from fairlead.core.policy import Viewer
from fairlead.rooms.coaching.actions.sharing import act_on
from fairlead.rooms.coaching.queries.things import promise_thing, talk_thing, week_thing
from fairlead.rooms.conversations.actions.begin import Wanted as Begun
from fairlead.rooms.conversations.actions.begin import begin
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.people import actions
from fairlead.rooms.people.queries import viewer_for
from fairlead.rooms.promises.queries.show import PromiseShown
from fairlead.rooms.reflections.actions.write import write_week
from fairlead.rooms.reflections.queries.read import begun_week
from fairlead.rooms.reflections.queries.shared import own_written
from tests.rooms.promises.conftest import clock, programs, world
from tests.rooms.promises.world import NOW, World

__all__ = ["clock", "programs", "world"]
WEEK = "2026-W48"


def somebody(world: World, name: str, *, organisation: UUID | None = None) -> Viewer:
    home = organisation or world.alice.organisation
    entered = actions.add_person(
        email=f"{name.split()[0].lower()}@example.org", name=name, organisation=home, at=NOW
    )
    viewer = viewer_for(entered.person)
    assert viewer is not None
    return viewer


@dataclass
class Coached:
    """Three things with a canary each, and Max, who can be let read along with them one by one."""

    world: World
    max: Viewer
    promise: PromiseShown
    talk: UUID
    week: UUID
    WORDS = ("canarypromise", "canarytalk", "canaryweek")

    def act(
        self, who: Viewer, act: str, kinds: str = "promise conversation reflection", *, at: datetime = NOW
    ) -> None:
        """The act, with each of these things."""
        for kind in kinds.split():
            act_on(viewer=who, thing=self.thing(kind, who, at), act=act, coach=self.max.person, at=at)

    def thing(self, kind: str, who: Viewer, at: datetime) -> Any:
        if kind == "promise":
            return promise_thing(viewer=who, promise=self.promise.id, at=at)
        if kind == "conversation":
            return talk_thing(viewer=who, conversation=self.talk, at=at)
        return week_thing(viewer=who, week=WEEK, at=at)

    def share(self, *, at: datetime = NOW) -> None:
        """Alice invites Max to all three, and Dan says yes to those that are his, too."""
        self.act(self.world.alice, "invite", at=at)
        self.act(self.world.dan, "agree", "promise conversation", at=at)

    def addresses(self) -> list[str]:
        """Where the three are to be read, by pages and over the API."""
        promise, talk, week = self.promise.id, self.talk, self.week
        return [
            "/coaching", "/api/v1/coaching",
            f"/promises/{promise}", f"/promises/{promise}/coach/ask", f"/api/v1/promises/{promise}",
            f"/api/v1/promises/{promise}/journal", f"/api/v1/coaching/promise/{promise}/additions",
            f"/conversations/{talk}", f"/conversations/{talk}/fresh?tag=x", f"/conversations/{talk}/coach/ask",
            f"/api/v1/conversations/{talk}", f"/api/v1/coaching/conversation/{talk}/additions",
            f"/coaching/weeks/{week}", f"/coaching/weeks/{week}/ask", f"/api/v1/coaching/weeks/{week}",
            f"/api/v1/coaching/reflection/{week}/additions",
        ]  # fmt: skip


@pytest.fixture
def coached(world: World, clock: Any) -> Coached:
    promise = world.promised(outcome="A rota canarypromise")
    talk = begin(viewer=world.dan, wanted=Begun(promise=str(promise.id)), at=world.at)
    steps: list[tuple[Viewer, str, dict[str, Any]]] = [
        (world.dan, "invite", {"purpose": "How canarytalk went", "mode": "days"}),
        (world.alice, "join", {}),
        (world.dan, "state_picture", {"text": "Mine", "was_a_yes": True}),
        (world.alice, "state_picture", {"text": "Hers", "was_a_yes": True}),
        (world.alice, "two_pictures", {}),
        (world.dan, "two_pictures", {}),
    ]
    for who, act, facts in steps:
        take_step(viewer=who, conversation=talk.id, act=act, facts=facts, at=world.at)
    write_week(viewer=world.alice, week=WEEK, answers={"1": "I was canaryweek"}, at=NOW)
    _, week = own_written(world.alice, begun_week(world.alice, WEEK, at=NOW))
    clock.move_to(world.at)
    return Coached(world, somebody(world, "Max Maier"), promise, talk.id, week)
