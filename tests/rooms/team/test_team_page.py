"""The team's page shows what both let it see, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from fairlead.rooms.people.actions import add_team, join_team, leave_team
from fairlead.rooms.promises.actions.sharing import share_with_team
from fairlead.rooms.promises.queries.outlines import outlines
from fairlead.rooms.promises.queries.show import PromiseShown
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, World, the_world


@pytest.fixture
def world(db: None) -> World:
    return the_world()


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        yield


def shared_by_both(world: World, promise: PromiseShown) -> None:
    for who in (world.alice, world.dan):
        share_with_team(viewer=who, promise=promise.id, team=True, at=world.at)


def test_olga_sees_the_outline_once_both_said_so(world: World) -> None:
    promise = world.move(world.dan, world.ask(team=str(world.team), text="a private word"), "accept")
    olga = browser_of(world.olga)
    share_with_team(viewer=world.alice, promise=promise.id, team=True, at=world.at)
    assert "A rota for the Christmas" not in olga.get("/team").content.decode()
    shared_by_both(world, promise)
    page = olga.get("/team").content.decode()
    assert "A rota for the Christmas" in page
    assert "a private word" not in page
    assert "Every day has two names" not in page
    assert str(promise.id) not in page


def test_a_passed_date_and_how_it_ended_stay_between_the_two(world: World) -> None:
    promise = world.move(world.dan, world.ask(team=str(world.team)), "accept")
    shared_by_both(world, promise)
    later = world.at + timedelta(days=60)
    assert [(one.due_at, one.state) for one in outlines(viewer=world.olga, team=world.team, at=later)[0]] == [
        (None, "open")
    ]
    world.move(world.dan, promise, "revoke", text="I cannot")
    assert [one.state for one in outlines(viewer=world.olga, team=world.team, at=world.at)[0]] == ["closed"]


def test_a_stranger_of_the_team_asks_in_vain(world: World) -> None:
    shared_by_both(world, world.ask(team=str(world.team)))
    assert outlines(viewer=world.mallory, team=world.team, at=world.at) == ((), None)
    assert len(outlines(viewer=world.olga, team=world.team, at=world.at)[0]) == 1


def test_who_is_in_no_team_is_told_so(world: World) -> None:
    leave_team(world.olga.person, team=world.team, by=None, at=world.at)
    assert "No team yet" in browser_of(world.olga).get("/team").content.decode()


def test_who_is_in_two_teams_finds_the_other_under_the_mark_on_every_page(world: World) -> None:
    alice = browser_of(world.alice)
    assert 'class="menu"' not in alice.get("/promises").content.decode()
    second = add_team("Rota makers", organisation=world.alice.organisation, by=None, at=world.at)
    join_team(world.alice.person, team=second, by=None, at=world.at)
    rail = alice.get("/promises").content.decode().partition("<main")[0]
    assert f'name="team" value="{second}"' in rail
    token = alice.cookies["fairlead-csrf"].value
    shown = alice.post("/you/team", {"csrfmiddlewaretoken": token, "team": str(second), "next": "/promises"})
    assert (shown.status_code, shown["Location"]) == (303, "/promises")
    assert f'name="team" value="{world.team}"' in alice.get("/").content.decode()
