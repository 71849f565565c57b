"""An invitation lets one person in, once, by their answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from fairlead.config.urls import urlpatterns as ours
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.rooms.people import actions, queries
from fairlead.rooms.people.web.invite import team_invitation
from tests.rooms.people.world import AT, World, browser

pytestmark = pytest.mark.django_db


def shown(request, code: str) -> HttpResponse:
    """As the room that owns the address calls it."""
    return team_invitation(request, queries.open_invitation(code, at=now()), code=code)


urlpatterns = [path("in/<str:code>", shown), *ours]
handler404 = "fairlead.doors.sorry.page_not_found"
at_in = override_settings(ROOT_URLCONF=__name__)


def refused(action, *args, **words) -> Refusal:
    with pytest.raises(Refusal) as told:
        action(*args, **words)
    return told.value


def test_opening_tells_who_invites_and_spends_nothing(crew: World):
    made = actions.invite(by=crew.viewer(crew.ada), name="Sam", team=crew.team, at=AT)
    for _ in range(3):
        found = queries.open_invitation(made.code, at=AT)
    assert (found.name, found.by_name, found.team_name) == ("Sam", "Ada", "Crew")
    assert found.viewer.person == made.person
    assert found.viewer.scopes == {"read"}
    assert queries.card(made.person).is_invited


def test_the_answer_makes_the_invited_person_real(crew: World):
    made = actions.invite(by=crew.viewer(crew.ada), name="Sam", team=crew.team, at=AT)
    entered = actions.spend_invitation(made.code, name="Samira", zone="Asia/Tokyo", language="de", at=AT)
    assert entered.person == made.person
    card = queries.card(made.person)
    assert (card.name, card.zone, card.language, card.is_invited) == ("Samira", "Asia/Tokyo", "de", False)
    assert [team.id for team in queries.teams_of(made.person)] == [crew.team]
    assert refused(actions.spend_invitation, made.code, at=AT).code == "code_used"
    assert refused(queries.open_invitation, made.code, at=AT).code == "code_used"


def test_after_seven_days_it_is_no_longer_good(crew: World):
    made = actions.invite(by=crew.viewer(crew.ada), name="Sam", at=AT)
    assert queries.open_invitation(made.code, at=AT + timedelta(days=6, hours=23))
    assert refused(actions.spend_invitation, made.code, at=AT + timedelta(days=7)).code == "code_expired"


@pytest.mark.parametrize("end", ["revoked", "inviter suspended", "asked again"])
def test_an_invitation_ends_with_what_it_rests_on(crew: World, end):
    made = actions.invite(by=crew.viewer(crew.alice), name="Sam", at=AT)
    if end == "revoked":
        actions.revoke_invitation(made.id, by=crew.viewer(crew.alice), at=AT)
    elif end == "asked again":
        actions.invite_again(made.person, by=crew.viewer(crew.ada), at=AT)
    else:
        actions.suspend(crew.alice.person, by=crew.viewer(crew.ada), at=AT)
    assert refused(queries.open_invitation, made.code, at=AT).code == "code_expired"
    assert refused(actions.spend_invitation, made.code, at=AT).code == "code_expired"


def test_the_same_address_is_the_same_person(crew: World):
    one = actions.invite(by=crew.viewer(crew.alice), email="Sam@Example.org", at=AT)
    two = actions.invite(by=crew.viewer(crew.dan), email="sam@example.org ", at=AT)
    assert one.person == two.person
    assert one.name == "sam"
    assert queries.colleague(crew.viewer(crew.ada), "SAM@example.org").id == one.person
    actions.spend_invitation(two.code, at=AT)
    assert refused(queries.open_invitation, one.code, at=AT).code == "code_used"
    assert (
        refused(actions.invite, by=crew.viewer(crew.dan), email="sam@example.org", at=AT).code
        == "already_there"
    )


def test_a_link_passed_on_does_not_give_away_the_address_it_was_sent_to(crew: World):
    made = actions.invite(by=crew.viewer(crew.alice), email="sam@example.org", at=AT)
    entered = actions.spend_invitation(made.code, name="Eve", at=AT)
    assert queries.myself(queries.viewer_for(entered.person)).email is None


def test_into_a_team_invite_its_leads_and_administrators(crew: World):
    assert (
        refused(actions.invite, by=crew.viewer(crew.dan), name="Sam", team=crew.team, at=AT).code
        == "not_found"
    )
    actions.set_lead(crew.dan.person, team=crew.team, is_lead=True, by=None, at=AT)
    assert actions.invite(by=crew.viewer(crew.dan), name="Sam", team=crew.team, at=AT)
    theirs = queries.teams_of(crew.olga.person)[0].id
    assert refused(actions.invite, by=crew.viewer(crew.ada), name="S", team=theirs, at=AT).code == "bad_field"


def test_a_form_sent_twice_invites_one_person(crew: World):
    client = browser(crew.ada, at=now())
    once = "0d5a6d0e-7d3c-4a51-9c2b-6f8a0a3b1c2d"
    fields = {"name": "Sam", "email": "", "team": "", "once": once}
    first, second = client.post("/invite", fields), client.post("/invite", fields)
    assert first.status_code == second.status_code == 200
    assert "<svg" in second.content.decode()
    people = [card.name for card in queries.people_of(crew.ada.organisation)]
    assert people.count("Sam") == 1
    assert len(queries.pending_invitations(crew.viewer(crew.ada), at=now())) == 1


def test_an_invitation_is_shown_as_link_and_picture_and_taken_back(crew: World):
    client = browser(crew.dan, at=now())
    page = client.post("/invite", {"name": "Sam", "email": "", "team": ""}).content.decode()
    assert "http://127.0.0.1:8000/in/" in page
    assert 'class="qr"' in page
    assert "style=" not in page
    waiting = queries.pending_invitations(crew.viewer(crew.dan), at=now())[0]
    assert client.post(f"/invite/{waiting.person}/again").status_code == 200
    waiting = queries.pending_invitations(crew.viewer(crew.dan), at=now())[0]
    assert browser(crew.alice, at=now()).post(f"/invite/{waiting.id}/end").status_code == 404
    assert client.post(f"/invite/{waiting.id}/end").status_code == 303
    assert queries.pending_invitations(crew.viewer(crew.dan), at=now()) == ()


@at_in
def test_a_new_person_answers_and_says_how_to_come_back(crew: World):
    made = actions.invite(
        by=crew.viewer(crew.ada), name="Sam", email="sam@example.org", team=crew.team, at=now()
    )
    client = Client()
    page = client.get(f"/in/{made.code}").content.decode()
    assert "Ada invites you to the team Crew" in page
    assert client.get("/you").status_code == 302
    answer = client.post(f"/in/{made.code}", {"name": "Sam", "zone": "Europe/Paris"})
    assert answer["Location"] == "/you/come-back"
    assert 'value="sam@example.org"' in client.get("/you/come-back").content.decode()
    answer = client.post("/you/come-back", {"email": "sam@example.org", "password": "some long words here"})
    assert answer.status_code == 303
    again = Client()
    answer = again.post("/sign-in", {"email": "sam@example.org", "password": "some long words here"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert again.get("/you").status_code == 200


@at_in
def test_a_double_click_on_the_answer_lets_in_once(crew: World):
    made = actions.invite(by=crew.viewer(crew.ada), name="Sam", at=now())
    one, two = Client(), Client()
    assert one.post(f"/in/{made.code}", {"name": "Sam"}).status_code == 303
    assert two.post(f"/in/{made.code}", {"name": "Sam"}).status_code == 409
    assert len([card for card in queries.people_of(crew.ada.organisation) if card.name == "Sam"]) == 1


@at_in
def test_somebody_of_another_organisation_keeps_one_account(crew: World):
    made = actions.invite(by=crew.viewer(crew.ada), name="Olga", at=now())
    client = browser(crew.olga, at=now())
    assert client.post(f"/in/{made.code}", {"name": "Olga"}).status_code == 303
    assert queries.account_of(made.person) == crew.olga.account
    assert len(queries.own_persons(crew.olga.account)) == 2
    assert "Harbour" in client.get("/you").content.decode()


@at_in
def test_somebody_who_is_here_already_is_told_so(crew: World):
    made = actions.invite(by=crew.viewer(crew.ada), name="Daniel", at=now())
    client = browser(crew.dan, at=now())
    answer = client.post(f"/in/{made.code}", {"name": "Daniel"})
    assert answer.status_code == 409
    assert "somebody who is here already" in answer.content.decode()
    assert queries.open_invitation(made.code, at=now())


@at_in
def test_a_hostile_name_is_said_at_its_place_and_spends_nothing(crew: World):
    made = actions.invite(by=crew.viewer(crew.ada), name="Sam", at=now())
    answer = Client().post(f"/in/{made.code}", {"name": "Sam\r\nx"})
    assert answer.status_code == 422
    assert queries.open_invitation(made.code, at=now())
