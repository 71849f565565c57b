"""The cast: Ada runs the installation, Alice and Dan work in one team, Olga is in another organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.test import Client

from fairlead.core.policy import Viewer
from fairlead.rooms.people import actions, queries
from fairlead.rooms.people.shapes import Entered

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class World:
    ada: Entered
    alice: Entered
    dan: Entered
    olga: Entered
    team: UUID

    def viewer(self, who: Entered) -> Viewer:
        found = queries.viewer_for(who.person)
        assert found is not None
        return found


def make(at: datetime = AT) -> World:
    ada = actions.found(name="Ada", email="ada@example.org", team="Crew", organisation="Harbour", at=at)
    team = queries.teams_of(ada.person)[0].id
    alice = actions.add_person(email="alice@example.org", name="Alice", organisation=ada.organisation, at=at)
    dan = actions.add_person(email="dan@example.org", name="Dan", organisation=ada.organisation, at=at)
    for someone in (alice, dan):
        actions.join_team(someone.person, team=team, by=None, at=at)
    olga = actions.found(name="Olga", email="olga@example.net", team="Elsewhere", at=at)
    return World(ada, alice, dan, olga, team)


def browser(who: Entered, *, at: datetime) -> Client:
    """A browser signed in through a link made on the machine, as a person would be."""
    client = Client()
    link = actions.link_for(who.person, at=at, is_told=False)
    answer = client.post(f"/sign-in/{link.code}")
    assert answer.status_code == 303, answer.content
    assert settings.SESSION_COOKIE_NAME in client.cookies
    return client
