"""A coach from outside: let in by a link, reads what is shared and finds nothing else; a home across organisations."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from fairlead.core.policy import open_to_guests
from fairlead.rooms.coaching.actions.sharing import act_on, invite_outside
from fairlead.rooms.coaching.queries.things import promise_thing
from fairlead.rooms.people import actions
from fairlead.rooms.people.queries import account_of, colleague, people_of, viewer_for
from fairlead.rooms.promises.actions.inviting import ask_anybody
from fairlead.rooms.promises.actions.make_promise import Wanted
from tests.doors.program import Program
from tests.rooms.coaching.conftest import Coached
from tests.rooms.coaching.test_pages import text_of
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW, terms


@pytest.fixture
def outside(coached: Coached) -> Coached:
    """Mallory, who founded another organisation, is let into this one as a coach, and reads the promise."""
    world = coached.world
    thing = promise_thing(viewer=world.alice, promise=coached.promise.id, at=world.at)
    made = invite_outside(viewer=world.alice, thing=thing, name="Mo", email="mo@example.net", at=world.at)
    assert made is not None
    entered = actions.spend_invitation(made.code, account=account_of(world.mallory.person), at=world.at)
    viewer = viewer_for(entered.person)
    assert viewer is not None
    coached.max = viewer
    coached.act(world.dan, "agree", "promise", at=world.at)
    return coached


def test_a_link_lets_somebody_in_who_then_reads_what_both_shared_and_lands_there(coached: Coached) -> None:
    alice, dan = browser_of(coached.world.alice), browser_of(coached.world.dan)
    here = f"/promises/{coached.promise.id}"
    shown = press(alice, f"{here}/coach", "Invite them", name="Mo Mann", email="mo@example.net")
    assert shown.status_code == 200
    link = re.search(r"/in/[^\"<]+", shown.content.decode())
    assert link is not None
    press(dan, f"{here}/coach", "Yes, Mo can read it")
    mo = Client(enforce_csrf_checks=True)
    assert "Alice Adams invites you to read along" in text_of(mo.get(link[0]))
    answer = press(mo, link[0], "Join", name="Mo Mann")
    assert (answer.status_code, answer["Location"]) == (303, "/you/come-back?next=/coaching")
    assert mo.get("/")["Location"] == "/coaching"
    assert "A rota canarypromise" in text_of(mo.get("/coaching"))
    page = mo.get(here)
    assert "canarypromise" in text_of(page)
    assert "Ask or offer" not in page.content.decode()
    assert 'href="/team"' not in page.content.decode()


def test_somebody_without_a_name_and_a_wrong_address_are_told_at_the_field(coached: Coached) -> None:
    alice, here = browser_of(coached.world.alice), f"/promises/{coached.promise.id}/coach"
    for typed in ({"name": "", "email": ""}, {"name": "Mo", "email": "no address"}):
        answer = press(alice, here, "Invite them", **typed)
        assert answer.status_code == 422
        assert '<details class="more-f" open' in answer.content.decode()
    assert press(alice, here, "Invite them", name="Dan", email="dan@example.org").status_code == 422


def test_a_guest_finds_no_people_no_team_no_pulse_and_no_list(outside: Coached) -> None:
    browser, program = browser_of(outside.max), Program.of(outside.max, at=NOW)
    assert browser.get(f"/promises/{outside.promise.id}").status_code == 200
    assert program.get(f"/promises/{outside.promise.id}").data["me"] == "coach"
    for address in ("/team", "/promises", "/ask", "/offer", "/invite", "/conversations", "/conversations/new", "/setup",
                    "/reflect", "/agreements", "/feedback"):  # fmt: skip
        assert browser.get(address).status_code == 404, address
    for address in (
        "/people",
        "/teams",
        "/promises",
        "/conversations",
        "/today",
        "/leaves",
        "/organisation",
        "/drafts",
    ):
        assert program.get(address).status_code == 404, address
    body: dict[str, Any] = {"kind": "request", "to": str(outside.world.dan.person), "terms": terms()}
    assert program.post("/promises", body).status_code == 404
    assert "Dan Dorn" not in browser.get("/you").content.decode()


def test_nobody_finds_a_guest_to_ask_or_to_talk_to(outside: Coached) -> None:
    world = outside.world
    assert outside.max.person not in {one.id for one in people_of(world.alice.organisation)}
    assert colleague(world.alice, outside.max.person) is None
    assert colleague(world.alice, outside.max.person, or_guest=True) is not None
    listed = Program.of(world.alice, at=NOW).get("/people").data["items"]
    assert "Mo" not in {one["name"] for one in listed}


def test_the_home_of_a_coach_shows_all_organisations_of_the_account_and_a_token_its_own(
    outside: Coached,
) -> None:
    elsewhere = browser_of(outside.world.mallory)
    page = elsewhere.get("/coaching")
    assert "A rota canarypromise" in text_of(page)
    assert elsewhere.get(f"/promises/{outside.promise.id}").status_code == 404
    there = press(elsewhere, "/coaching", "Go there")
    assert there["Location"] == f"/promises/{outside.promise.id}"
    assert elsewhere.get(f"/promises/{outside.promise.id}").status_code == 200
    of_mallory = Program.of(outside.world.mallory, at=NOW).get("/coaching")
    assert b"canarypromise" not in of_mallory.content


def test_after_the_end_a_guest_has_an_empty_home_and_nothing_else(outside: Coached) -> None:
    browser = browser_of(outside.max)
    outside.act(outside.world.dan, "end", "promise", at=outside.world.at)
    assert "Nothing is shared with you." in text_of(browser.get("/coaching"))
    assert browser.get(f"/promises/{outside.promise.id}").status_code == 404
    assert b"canarypromise" not in browser_of(outside.world.mallory).get("/coaching").content


def test_a_guest_is_invited_once_more_by_address_without_a_new_link(outside: Coached) -> None:
    world = outside.world
    outside.act(world.dan, "end", "promise", at=world.at)
    thing = promise_thing(viewer=world.dan, promise=outside.promise.id, at=world.at)
    assert invite_outside(viewer=world.dan, thing=thing, name="", email="mo@example.net", at=world.at) is None
    again = promise_thing(viewer=world.alice, promise=outside.promise.id, at=world.at)
    act_on(viewer=world.alice, thing=again, act="agree", at=world.at)
    assert browser_of(outside.max).get(f"/promises/{outside.promise.id}").status_code == 200


def test_who_is_taken_into_a_team_or_asked_for_something_is_no_guest_any_longer(outside: Coached) -> None:
    world = outside.world
    actions.join_team(outside.max.person, team=world.team, by=world.alice, at=world.at)
    member = viewer_for(outside.max.person)
    assert member is not None
    assert not member.is_guest
    assert browser_of(member).get("/team").status_code == 200
    thing = promise_thing(viewer=world.dan, promise=world.promised().id, at=world.at)
    made = invite_outside(viewer=world.dan, thing=thing, name="Nora", email="nora@example.net", at=world.at)
    assert made is not None
    asked = ask_anybody(
        viewer=world.dan, wanted=Wanted(kind="request", to="nora@example.net", terms=terms()), at=world.at
    )
    assert asked.code is not None
    actions.spend_invitation(asked.code, at=world.at)
    nora = viewer_for(made.person)
    assert nora is not None
    assert not nora.is_guest


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        ("/coaching", True), ("/you/tokens", True), ("/api/v1/me", True), ("/sign-out", True),
        ("/promises/01a20e72-7b62-70bc-b105-e53096b94bf9", True), ("/promises/drafts", False), ("/promises", False),
        ("/conversations/new", False), ("/coachingx", False), ("/youth", False), ("/api/v1/people", False),
        ("/api/v1/me/export", False), ("/pulses/1", False), ("//coaching", False), ("/team", False),
    ],
)  # fmt: skip
def test_what_is_not_named_is_not_there_for_a_guest(path: str, is_open: bool) -> None:
    assert open_to_guests(path) == is_open
