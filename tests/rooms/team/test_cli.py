"""How a team works, and its own words, on the command line, through the real server in this process."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.rooms.people import actions
from fairlead.rooms.people.queries import viewer_for
from fairlead.rooms.team.models import WeekCounts
from tests.doors.program import Program
from tests.rooms.promises.conftest import clock, programs, world
from tests.rooms.promises.test_cli import data, run
from tests.rooms.promises.world import NOW, World

__all__ = ["clock", "programs", "world"]


@pytest.fixture
def lead(world: World, clock: Any) -> Program:
    """Alice, who leads a crew of her own, with a token for all she may."""
    crew = actions.add_team("Crew", organisation=world.alice.organisation, parent=None, by=None, at=NOW)
    for viewer, is_lead in ((world.alice, True), (world.dan, False)):
        actions.join_team(viewer.person, team=crew, by=None, at=NOW, is_lead=is_lead)
    alice = viewer_for(world.alice.person)
    assert alice is not None
    return Program.of(alice, at=NOW, scopes=("read", "write", "admin"))


@pytest.fixture
def member(world: World, lead: Program) -> Program:
    dan = viewer_for(world.dan.person)
    assert dan is not None
    return Program.of(dan, at=NOW)


def test_who_leads_chooses_the_rhythm_and_everybody_sees_the_counts(
    lead: Program, member: Program, world: World
) -> None:
    assert "You look at it together on Tue 1 Dec 2026." in run(member, "process", "show", "Crew").stdout
    assert "There is not enough yet to show." in run(member, "process", "show", "Crew").stdout
    chosen = ("process", "rhythm", "Crew", "--every", "two_weeks", "--first-on", "2026-11-26")
    assert run(lead, *chosen).stdout == "You look at it together on Thu 26 Nov 2026.\n"
    refused = run(member, *chosen)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    crew = next(team["id"] for team in lead.get("/teams").data["items"] if team["name"] == "Crew")
    shown = {"causes": [["INPUT_LATE", 6]], "asks": [18, 22], "risks": [11, 11], "changes": None}
    WeekCounts.objects.create(
        team_id=crew,
        organisation_id=world.alice.organisation,
        monday_on=NOW.date(),
        taken_at=NOW,
        shown=shown,
    )
    told = run(member, "process", "show", "Crew").stdout
    assert "Asks with a date and what done means  18 of 22\n" in told
    assert "INPUT_LATE                            6\n" in told
    assert "Renegotiations" not in told


def test_a_team_has_words_of_its_own(lead: Program, member: Program) -> None:
    made = data(lead, "causes", "add", "Crew", "two calendars", "--place", "date")
    assert "two calendars" in run(member, "causes", "list", "Crew").stdout
    run(lead, "causes", "change", "Crew", made["code"], "--label", "three calendars", "--retire")
    [line] = [
        line for line in run(member, "causes", "list", "Crew").stdout.splitlines() if made["code"] in line
    ]
    assert " ".join(line.split()) == f"{made['code']} date three calendars not offered any more"
    assert not data(lead, "causes", "change", "Crew", made["code"], "--bring-back")["is_retired"]
    assert run(member, "causes", "add", "Crew", "a word").exit_code == 1


def test_whom_the_organisation_names_is_said_and_set(lead: Program, member: Program) -> None:
    told = run(member, "conversation", "concerns")
    assert told.stdout == "Your organisation has not said here who that is.\n"
    refused = run(member, "conversation", "concerns", "--set", "Olga")
    assert (refused.exit_code, "scope" in refused.stderr) == (1, True)
    run(lead, "conversation", "concerns", "--set", "Olga Okafor, olga@example.org")
    assert "Olga Okafor, olga@example.org" in run(member, "conversation", "concerns").stdout
