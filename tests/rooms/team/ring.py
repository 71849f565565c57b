"""Five people of one team who ask each other in a ring, and look back on what slipped. Same actions as everybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.conversations.actions.begin import Wanted as Begun
from fairlead.rooms.conversations.actions.begin import begin
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.people.actions import add_person, join_team
from fairlead.rooms.people.queries import viewer_for
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise
from fairlead.rooms.promises.queries.show import PromiseShown
from tests.rooms.promises.world import NOW, World, terms


@dataclass
class Ring:
    """people: Alice, Dan, Olga and two more, each asking the next."""

    world: World
    people: list[Viewer] = field(default_factory=list)
    at: datetime = NOW

    def __post_init__(self) -> None:
        self.people = [self.world.alice, self.world.dan, self.world.olga]
        for name in ("Eva Ek", "Ben Berg"):
            email = f"{name[:3].lower()}@example.org"
            entered = add_person(email=email, name=name, organisation=self.world.alice.organisation, at=NOW)
            join_team(entered.person, team=self.world.team, by=None, at=NOW)
            viewer = viewer_for(entered.person)
            assert viewer is not None
            self.people.append(viewer)

    @property
    def pairs(self) -> list[tuple[Viewer, Viewer]]:
        return list(zip(self.people, [*self.people[1:], self.people[0]], strict=True))

    def promised(
        self, asker: Viewer, doer: Viewer, *, team: UUID | None = None, **changes: Any
    ) -> PromiseShown:
        wanted = Wanted(
            kind="request", to=doer.person, terms=terms(**changes), team=str(team or self.world.team)
        )
        asked = make_promise(viewer=asker, wanted=wanted, at=self.at)
        return self.moved(doer, asked, "accept")

    def moved(self, who: Viewer, promise: PromiseShown, act: str, **facts: Any) -> PromiseShown:
        self.at += timedelta(seconds=1)
        return make_move(
            viewer=who, promise=promise.id, act=act, version=promise.state.version, facts=facts, at=self.at
        )

    def looked_back(self, asker: Viewer, doer: Viewer, *codes: str) -> UUID:
        """Up to the codes, revealed: each chooses all of these."""
        promise = self.promised(asker, doer)
        talk = begin(viewer=asker, wanted=Begun(promise=str(promise.id)), at=self.at).id
        for who, act, facts in _to_causes(asker, doer, codes):
            self.at += timedelta(seconds=1)
            take_step(viewer=who, conversation=talk, act=act, facts=facts, at=self.at)
        return talk


def _to_causes(
    asker: Viewer, doer: Viewer, codes: tuple[str, ...]
) -> list[tuple[Viewer, str, dict[str, Any]]]:
    picture = {"text": "Two names a day", "was_a_yes": True}
    return [
        (asker, "invite", {"purpose": "What stopped it", "mode": "days"}),
        (doer, "join", {}),
        (asker, "state_picture", picture),
        (doer, "state_picture", picture),
        (asker, "same_picture", {}),
        (doer, "same_picture", {}),
        (asker, "state_gap", {"conditions": [1], "text": "One name is missing"}),
        (doer, "confirm_gap", {}),
        (doer, "give_account", {"text": "Two fell ill"}),
        (asker, "read_back", {"text": "Two were ill"}),
        (doer, "confirm_read_back", {"answer": "yes"}),
        (asker, "own_part", {"text": "I asked late"}),
        (asker, "give_account", {"text": "I was short"}),
        (asker, "give_causes", {"codes": list(codes)}),
        (doer, "give_causes", {"codes": list(codes)}),
    ]
