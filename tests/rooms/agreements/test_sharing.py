"""What two let others read of their agreement: it takes both, never more than what each does, and not what comes after."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.doors.clock import now
from fairlead.rooms.people import actions as people
from fairlead.rooms.people.queries import viewer_for
from tests.doors.program import Program, refused
from tests.rooms.agreements.test_api import of_two, proposed, said
from tests.rooms.agreements.test_pages import Three, clock, done, read, three, world
from tests.rooms.promises.conftest import Programs, programs

__all__ = ["clock", "programs", "three", "world"]
WORDS = "I write before noon when it slips"


@pytest.fixture
def agreed(programs: Programs) -> str:
    made = proposed(programs, of_two(programs))
    said(programs.dan, made["id"], "agree", version=1)
    return str(made["id"])


def share(program: Program, id_: str, audience: str = "team", *, shared: bool = True) -> Any:
    return program.call("PUT", f"/agreements/{id_}/sharing", {"audience": audience, "shared": shared})


def shown_to(program: Program, programs: Programs) -> list[str]:
    items = program.get(f"/teams/{programs.world.team}/agreements").data["items"]
    return [one["text"] for item in items for one in item["actions"]]


def test_the_team_reads_it_once_both_said_so_and_no_longer_when_one_takes_it_back(
    programs: Programs, agreed: str
) -> None:
    assert share(programs.alice, agreed).status_code == 200
    assert shown_to(programs.olga, programs) == []
    assert len(share(programs.dan, agreed).data["items"]) == 2
    assert WORDS in shown_to(programs.olga, programs)
    refused(programs.olga.get(f"/agreements/{agreed}"), 404, "not_found")
    refused(programs.mallory.get(f"/teams/{programs.world.team}/agreements"), 404, "not_found")
    share(programs.dan, agreed, shared=False)
    assert shown_to(programs.olga, programs) == []


def test_what_one_said_of_sharing_is_in_the_own_export_of_the_two(programs: Programs, agreed: str) -> None:
    share(programs.alice, agreed)
    said_ = {"by": str(programs.world.alice.person), "audience": "team", "team": str(programs.world.team)}
    for who in (programs.alice, programs.dan):
        [one] = who.get("/me/export").data["own"]["agreements"]
        assert one["sharing"] == [said_]
    share(programs.alice, agreed, shared=False)
    [one] = programs.dan.get("/me/export").data["own"]["agreements"]
    assert one["sharing"] == []


def test_a_change_is_the_twos_alone_until_both_share_that(programs: Programs, agreed: str) -> None:
    for who in (programs.alice, programs.dan):
        share(who, agreed)
    changed = of_two(programs)["actions"]
    changed[1]["text"] = "Something else"
    said(programs.dan, agreed, "change", actions=changed)
    assert WORDS in shown_to(programs.olga, programs)
    said(programs.alice, agreed, "agree", version=2)
    assert shown_to(programs.olga, programs) == []
    for who in (programs.alice, programs.dan):
        share(who, agreed)
    assert "Something else" in shown_to(programs.olga, programs)


def test_who_leads_the_team_above_reads_it_only_when_both_sent_it(programs: Programs, agreed: str) -> None:
    world = programs.world
    refused(share(programs.alice, agreed, "above"), 409, "not_your_move")
    over = people.add_team("All of it", organisation=world.alice.organisation, by=None, at=now())
    people.move_team(world.team, parent=over, by=world.alice)
    top = people.add_person(
        email="top@example.org", name="Tove Top", organisation=world.alice.organisation, at=now()
    )
    people.join_team(top.person, team=over, by=None, at=now(), is_lead=True)
    viewer = viewer_for(top.person)
    assert viewer is not None
    tove = Program.of(viewer, at=now())
    for who in (programs.alice, programs.dan):
        share(who, agreed)
    assert shown_to(tove, programs) == []
    for who in (programs.alice, programs.dan):
        assert share(who, agreed, "above").status_code == 200
    assert WORDS in shown_to(tove, programs)


def test_who_is_no_party_shares_nothing_and_what_is_ended_is_read_by_nobody(
    programs: Programs, agreed: str
) -> None:
    refused(share(programs.olga, agreed), 404, "not_found")
    refused(share(programs.alice, agreed, "everybody"), 422, "bad_field")
    for who in (programs.alice, programs.dan):
        share(who, agreed)
    said(programs.dan, agreed, "end")
    assert shown_to(programs.olga, programs) == []
    refused(share(programs.dan, agreed), 409, "not_your_move")


def test_who_leaves_the_team_takes_their_leave_along(programs: Programs, agreed: str) -> None:
    for who in (programs.alice, programs.dan):
        share(who, agreed)
    people.leave_team(programs.world.dan.person, team=programs.world.team, by=programs.world.alice, at=now())
    assert shown_to(programs.olga, programs) == []


def test_on_pages_it_takes_one_press_each(three: Three) -> None:
    here = three.of_two()
    done(three.dan, here, "I agree to my side")
    assert f'href="{here}/sharing"' in read(three.alice, here)
    assert "without the accounts" in read(three.alice, f"{here}/sharing")
    done(three.alice, f"{here}/sharing", "Share it")
    assert "Alice has said yes to that" in read(three.dan, f"{here}/sharing")
    assert "Name the date in the ask" not in read(three.olga, "/agreements")
    done(three.dan, f"{here}/sharing", "Share it")
    page = read(three.olga, "/agreements")
    assert "Name the date in the ask" in page
    assert here not in page
    assert "Your team reads what each of you does." in read(three.alice, here)
    done(three.alice, f"{here}/sharing", "Keep it between the two of us")
    assert "Name the date in the ask" not in read(three.olga, "/agreements")
