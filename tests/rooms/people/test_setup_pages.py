"""Set-up: what an administrator finds there, and nobody else."""

from __future__ import annotations

from uuid import UUID

import pytest

from fairlead.doors.clock import now
from fairlead.rooms.people import queries
from tests.doors.program import Program
from tests.rooms.people.test_pages import sent, text_of
from tests.rooms.people.world import World, browser

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------------- set-up


def test_nobody_but_an_administrator_finds_set_up(crew: World):
    client = browser(crew.dan, at=now())
    nowhere = client.get("/no/such/page")
    for address in (
        "/setup",
        "/setup/teams",
        "/setup/organisation",
        "/setup/reading",
        f"/setup/people/{crew.dan.person}",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (404, nowhere.content), address
    assert sent(client, f"/setup/people/{crew.alice.person}/suspend").status_code == 404
    assert queries.is_here(crew.alice.person)


def test_an_administrator_finds_nobody_of_another_organisation(crew: World):
    client = browser(crew.ada, at=now())
    nowhere = client.get(f"/setup/people/{UUID(int=7)}")
    theirs = client.get(f"/setup/people/{crew.olga.person}")
    assert (
        (theirs.status_code, theirs.content)
        == (nowhere.status_code, nowhere.content)
        == (404, nowhere.content)
    )
    assert sent(client, f"/setup/people/{crew.olga.person}/suspend").status_code == 404
    assert "Olga" not in text_of(client.get("/setup?q=olga"))


def test_what_an_administrator_does_to_a_person_is_told_to_them(crew: World):
    client = browser(crew.ada, at=now())
    here = f"/setup/people/{crew.dan.person}"
    sent(client, "/setup/teams", name="Second")
    second = next(team.id for team in queries.all_teams(crew.ada.organisation) if team.name == "Second")
    sent(client, f"{here}/name", name="Daniel")
    sent(client, f"{here}/join", team=second)
    sent(client, f"{here}/lead", team=second, is_lead="yes")
    sent(client, f"{here}/leave-team", team=crew.team)
    sent(client, f"{here}/admin", is_admin="yes")
    sent(client, f"{here}/suspend")
    sent(client, f"{here}/reinstate")
    page = text_of(browser(crew.dan, at=now()).get("/you"))
    for words in (
        "Ada changed your name from “Dan” to “Daniel”", "Ada added you to the team Second", "made you a lead",
        "took you out of the team Crew", "made you an administrator", "Ada suspended you", "Ada let you in again",
    ):  # fmt: skip
        assert words in page
    assert {act.act for act in queries.untold_admin_acts(limit=50) if act.person == crew.dan.person} >= {
        "renamed"
    }


def test_teams_form_a_tree(crew: World):
    client = browser(crew.ada, at=now())
    sent(client, "/setup/teams", name="Below", parent=crew.team)
    below = next(team.id for team in queries.all_teams(crew.ada.organisation) if team.name == "Below")
    assert queries.teams_below(crew.team, organisation=crew.ada.organisation) == {below}
    assert sent(client, f"/setup/teams/{crew.team}", name="Crew", parent=below).status_code == 422
    assert sent(client, f"/setup/teams/{below}", name="CREW", parent="").status_code == 409
    assert sent(client, f"/setup/teams/{below}", name="Lower", parent="").status_code == 303
    assert queries.team(crew.viewer(crew.ada), below).parent is None


def test_working_days_and_holidays_are_the_organisations(crew: World):
    client = browser(crew.ada, at=now())
    assert sent(client, "/setup/organisation", name="Harbour & Co").status_code == 303
    assert sent(client, "/setup/organisation/week", working_days=["6", "0"]).status_code == 303
    assert sent(client, "/setup/organisation/week").status_code == 422
    assert sent(client, "/setup/organisation/holidays", on="2026-12-24", called="Eve").status_code == 303
    assert sent(client, "/setup/organisation/holidays", on="").status_code == 422
    week = queries.work_week(crew.ada.organisation)
    assert week.weekdays == {6, 0}
    assert [str(day) for day in week.holidays] == ["2026-12-24"]
    holiday = queries.organisation(crew.ada.organisation).holidays[0]
    other = browser(crew.olga, at=now())
    assert sent(other, f"/setup/organisation/holidays/{holiday.id}/end").status_code == 404
    assert sent(client, f"/setup/organisation/holidays/{holiday.id}/end").status_code == 303


def test_whom_people_turn_to_is_named_before_they_open_a_conversation(crew: World):
    ada, dan = browser(crew.ada, at=now()), browser(crew.dan, at=now())
    assert "Your organisation has not said here who that is." in text_of(dan.get("/conversations/new"))
    named = "Dr. Weber, room 3\nweber@example.org"
    assert sent(ada, "/setup/organisation/concerns", concerns_to=named).status_code == 303
    assert "Dr. Weber, room 3 weber@example.org" in text_of(dan.get("/conversations/new"))
    assert "Weber" not in text_of(browser(crew.olga, at=now()).get("/conversations/new"))
    for unfit in ("x" * 501, "turned \u202eround"):
        answer = sent(ada, "/setup/organisation/concerns", concerns_to=unfit)
        assert (answer.status_code, unfit in text_of(answer)) == (422, True)
    assert sent(dan, "/setup/organisation/concerns", concerns_to="me").status_code == 404
    assert queries.concerns_to(crew.ada.organisation) == named
    assert sent(ada, "/setup/organisation/concerns", concerns_to=" ").status_code == 303
    assert queries.concerns_to(crew.ada.organisation) == ""


def test_a_program_reads_whom_people_turn_to_and_an_administrators_names_it(crew: World):
    ada = Program.of(crew.viewer(crew.ada), at=now(), scopes=("read", "admin"))
    dan = Program.of(crew.viewer(crew.dan), at=now())
    assert ada.call("PATCH", "/organisation", {"concerns_to": "Dr. Weber"}).data["concerns_to"] == "Dr. Weber"
    assert dan.get("/organisation").data == {
        "id": str(crew.ada.organisation),
        "name": "Harbour",
        "concerns_to": "Dr. Weber",
        "mirror": True,
    }
    assert dan.call("PATCH", "/organisation", {"concerns_to": "me"}).status_code == 403
    assert ada.call("PATCH", "/organisation", {}).status_code == 422
    assert ada.call("PATCH", "/organisation", {"concerns_to": 3}).status_code == 422


# ---------------------------------------------------------------------- no page changes by being opened


def test_a_get_of_what_only_a_post_does_is_refused(crew: World):
    client = browser(crew.ada, at=now())
    for address in (
        "/you/name", "/you/appearance", "/you/shortcuts", "/you/away", "/you/team", "/you/organisation",
        "/you/email", "/you/password", "/you/tokens", "/you/sessions/end", "/sign-in/code",
        f"/setup/people/{crew.dan.person}/suspend", "/setup/organisation/week", "/setup/organisation/holidays",
    ):  # fmt: skip
        assert client.get(address).status_code == 405, address
    assert queries.is_here(crew.dan.person)
