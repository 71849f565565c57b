"""The fixed cast and what they do, through the same actions as everybody: Alice asks, Dan does, Olga is a stranger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.people.actions import add_person, found, join_team
from fairlead.rooms.people.queries import teams_of, viewer_for
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise
from fairlead.rooms.promises.queries.show import PromiseShown
from tests.rooms.remembered import remembered

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday


def terms(**changes: Any) -> dict[str, Any]:
    given = {
        "outcome": "A rota for the Christmas support desk",
        "due": "2026-12-09T17:00:00+01:00[Europe/Berlin]",
        "standard": ["Every day has two names", "Everyone on it has said yes"],
    }
    return {**given, **changes}


@dataclass
class World:
    """One organisation with Alice, Dan and Olga in one team; Mallory in another organisation."""

    alice: Viewer
    dan: Viewer
    olga: Viewer
    mallory: Viewer
    team: UUID
    at: datetime = field(default=NOW)

    def ask(self, **changes: Any) -> PromiseShown:
        more = {
            name: changes.pop(name) for name in ("text", "team", "linked_to", "made_at") if name in changes
        }
        wanted = Wanted(kind="request", to=self.dan.person, terms=terms(**changes), **more)
        return make_promise(viewer=self.alice, wanted=wanted, at=self.at)

    def offer(self, **changes: Any) -> PromiseShown:
        wanted = Wanted(kind="offer", to=self.alice.person, terms=terms(**changes))
        return make_promise(viewer=self.dan, wanted=wanted, at=self.at)

    def move(self, who: Viewer, promise: PromiseShown, act: str, **facts: Any) -> PromiseShown:
        self.at += timedelta(minutes=1)
        version = facts.pop("version", promise.state.version)
        return make_move(viewer=who, promise=promise.id, act=act, version=version, facts=facts, at=self.at)

    def promised(self, **changes: Any) -> PromiseShown:
        return self.move(self.dan, self.ask(**changes), "accept")


@remembered
def the_world() -> World:
    first = found(
        name="Alice Adams", email="alice@example.org", team="Delivery", at=NOW, zone="Europe/Berlin"
    )
    team = teams_of(first.person)[0].id
    viewers = [viewer_for(first.person)]
    for name in ("Dan Dorn", "Olga Orlova"):
        email = f"{name.split()[0].lower()}@example.org"
        entered = add_person(email=email, name=name, organisation=first.organisation, at=NOW)
        join_team(entered.person, team=team, by=None, at=NOW)
        viewers.append(viewer_for(entered.person))
    stranger = found(name="Mallory", email="mallory@example.net", team="Elsewhere", at=NOW)
    viewers.append(viewer_for(stranger.person))
    alice, dan, olga, mallory = (viewer for viewer in viewers if viewer is not None)
    return World(alice, dan, olga, mallory, team)
