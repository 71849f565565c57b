"""A team's own words for where the process broke: offered, renamed, retired, and readable where they were chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests.doors.program import Program, refused
from tests.rooms.conversations.test_pages import Two, to_causes
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW, World, the_world


@pytest.fixture
def world(db: None) -> World:
    return the_world()


@pytest.fixture
def clock():
    with time_machine.travel(NOW + timedelta(hours=2), tick=False) as moved:
        yield moved


@pytest.fixture
def two(world: World, clock: Any) -> Two:
    found = Two(world, clock)
    found.promise = world.move(world.dan, world.ask(team=str(world.team)), "accept")
    return found


def added(world: World, words: str = "nobody knew the new form") -> str:
    """By Alice, who leads the team."""
    page = press(browser_of(world.alice), f"/team/{world.team}/causes", "Add it", label=words, place="means")
    assert page.status_code == 303, page.content.decode()
    api = Program.of(world.alice, at=NOW).get(f"/teams/{world.team}/causes").data["items"]
    return next(one["code"] for one in api if one["label"] == words)


def test_a_word_of_the_teams_own_is_offered_and_stays_readable_where_it_was_chosen(
    two: Two, world: World
) -> None:
    here = f"/team/{world.team}/causes"
    code = added(world)
    press(two.alice, f"{here}/LATE_WARNING", "Save", label="nothing was said in time")
    to_causes(two)
    form = two.dan.get(f"{two.here}/give_causes").content.decode()
    assert "nobody knew the new form" in form
    assert "nothing was said in time" in form
    two.does(two.dan, "give_causes", "Choose where it came apart", codes=[code, "LATE_WARNING"], own_words="")
    assert press(two.alice, f"{here}/{code}", "Retire it").status_code == 303
    press(two.alice, f"{here}/{code}", "Save", label="the form was new")
    press(two.alice, f"{here}/LATE_WARNING", "Save", label="")
    form = two.alice.get(f"{two.here}/give_causes").content.decode()
    assert "the form was new" not in form
    assert "nothing was said in time" not in form
    assert "no early word" in form
    sent = press(
        two.alice, f"{two.here}/give_causes", "Choose where it came apart", codes=[code], own_words=""
    )
    assert sent.status_code == 422
    two.does(two.alice, "give_causes", "Choose where it came apart", codes=["LATE_WARNING"], own_words="")
    page = two.page(two.alice)
    assert "Dan: nobody knew the new form" in page
    assert "Dan: nothing was said in time" in page
    assert "You: no early word" in page


def test_another_teams_words_are_not_offered(two: Two, world: World) -> None:
    code = added(world)
    two.promise = world.promised()  # of no team
    to_causes(two)
    assert code not in two.dan.get(f"{two.here}/give_causes").content.decode()


def test_everybody_in_the_team_sees_the_words_and_only_who_leads_it_changes_them(
    world: World, clock: Any
) -> None:
    code = added(world)
    here = f"/team/{world.team}/causes"
    dan, mallory = browser_of(world.dan), browser_of(world.mallory)
    page = dan.get(here).content.decode()
    assert "nobody knew the new form" in page
    assert "Add it" not in page
    assert dan.get(f"{here}/{code}").status_code == 404
    assert mallory.get(here).status_code == 404
    programs = {who: Program.of(getattr(world, who), at=NOW) for who in ("alice", "dan", "mallory")}
    refused(programs["dan"].post(f"/teams/{world.team}/causes", {"label": "too loud"}), 403, "not_allowed")
    refused(programs["mallory"].post(f"/teams/{world.team}/causes", {"label": "too loud"}), 404, "not_found")
    refused(programs["mallory"].get(f"/teams/{world.team}/causes"), 404, "not_found")
    one = f"/teams/{world.team}/causes/{code}"
    refused(programs["dan"].call("PATCH", one, {"is_retired": True}), 403, "not_allowed")
    changed = programs["alice"].call("PATCH", one, {"is_retired": True, "place": None})
    assert (changed.data["is_retired"], changed.data["place"]) == (True, None)


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("Dan forgot", "not_allowed"),
        ("it hung on Orlova", "not_allowed"),
        ("nobody knew the new form", "already_there"),
        ("", "missing_field"),
        ("x" * 61, "bad_field"),
        ("the dance floor was full", ""),
    ],
)
def test_words_are_of_the_process_and_never_a_persons_name(
    world: World, clock: Any, label: str, status: str
) -> None:
    added(world)
    answer = Program.of(world.alice, at=NOW).post(f"/teams/{world.team}/causes", {"label": label})
    assert (answer.data.get("code") if answer.status_code > 201 else "") == status, answer.data


def test_own_words_stay_and_a_built_in_word_keeps_its_place(world: World, clock: Any) -> None:
    alice = Program.of(world.alice, at=NOW)
    here = f"/teams/{world.team}/causes"
    refused(alice.call("PATCH", f"{here}/OWN_WORDS", {"is_retired": True}), 404, "not_found")
    refused(alice.call("PATCH", f"{here}/UNASKED", {"place": "check"}), 422, "bad_field", "place")
    refused(alice.call("PATCH", f"{here}/UNASKED", {"side": "D"}), 422, "bad_field", "side")
    refused(alice.post(here, {"label": "too loud", "place": "nowhere"}), 422, "bad_field", "place")
    assert alice.call("PATCH", f"{here}/UNASKED", {"is_retired": True}).data["is_retired"] is True
