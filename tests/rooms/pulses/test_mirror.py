"""Who leads the team answers in mirror words: outside the cell, sealed, and seen by that person alone."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.core.pulse.disclosure import Score
from fairlead.core.pulse.items import instrument
from fairlead.core.refusals import Refusal
from fairlead.rooms.archive.queries import own_things
from fairlead.rooms.people.actions import erase, join_team, leave_team
from fairlead.rooms.pulses.actions.erasing import erase_words
from fairlead.rooms.pulses.actions.mirror import keep_mirror
from fairlead.rooms.pulses.models import Mirror, Wave
from fairlead.rooms.pulses.queries.mirror import mirror_of
from tests.doors.program import Program, refused
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.pulses.published import publish, told
from tests.rooms.pulses.waves import CLOSES, JOINED, OPENS, Crew, close, fresh, the_crew

CORE = instrument().codes("safe", "matter")


@pytest.fixture
def crew(db: None, clean_box: None, moving: Any) -> Crew:
    return the_crew(5)


def test_a_leader_answers_and_sees_it_beside_the_team_and_nobody_else_does(crew: Crew) -> None:
    pulse = crew.open()
    alice = browser_of(crew.alice)
    assert f"/pulses/{pulse.id}/mirror" in alice.get(f"/pulses/{pulse.id}").content.decode()
    page = alice.get(f"/pulses/{pulse.id}/mirror").content.decode()
    assert page.count("<fieldset") == 8
    assert "My team could bring bad news early" in page
    answer = press(alice, f"/pulses/{pulse.id}/mirror", "Keep it", S1="7", S2="4")
    assert answer.status_code == 303
    assert 'name="S1" value="7" checked' in alice.get(f"/pulses/{pulse.id}/mirror").content.decode()
    assert b"S1" not in bytes(Mirror.objects.get().sealed)
    shown = publish(crew.alice.organisation, crew.team, told(70, 70, items={"S1": Score(55)}))
    Mirror.objects.filter(wave_id=pulse.id).delete()
    Wave.objects.filter(id=shown).update(state="open", closes_at=CLOSES)
    keep_mirror(viewer=crew.alice, pulse=shown, answers={"S1": 7, "S2": 4}, at=OPENS)
    Wave.objects.filter(id=shown).update(state="closed")
    text = alice.get(f"/pulses/{shown}").content.decode()
    assert "Only you can read what you answered." in text
    assert "<td>100</td><td>55</td>" in text
    assert "<td>50</td><td>not shown</td>" in text
    second = crew.join("Second")
    join_team(second.person, team=crew.team, is_lead=True, by=None, at=JOINED)
    for one in (fresh(second.person), *crew.people):
        assert "mirror" not in browser_of(one).get(f"/pulses/{shown}").content.decode()
    leave_team(crew.alice.person, team=crew.team, by=None, at=OPENS)
    assert browser_of(crew.alice).get(f"/pulses/{shown}").status_code == 404


def test_the_mirror_is_in_no_sum(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    keep_mirror(viewer=crew.alice, pulse=pulse.id, answers=dict.fromkeys(CORE, 7), at=OPENS)
    moving.move_to(CLOSES)
    close()
    assert crew.shown().state == "too_few", "nobody who is asked answered"
    assert crew.shown().release is None


def test_only_who_leads_the_team_has_a_mirror_and_only_while_the_pulse_is_open(crew: Crew) -> None:
    pulse = crew.open()
    dan = browser_of(crew.people[0])
    assert dan.get(f"/pulses/{pulse.id}/mirror").status_code == 404
    assert "mirror" not in dan.get(f"/pulses/{pulse.id}").content.decode()
    assert browser_of(crew.mallory).get(f"/pulses/{pulse.id}/mirror").status_code == 404
    for viewer, answers, at, code in (
        (crew.people[0], {"S1": 7}, OPENS, "not_allowed"),
        (crew.mallory, {"S1": 7}, OPENS, "not_found"),
        (crew.alice, {"S1": 7}, CLOSES, "code_expired"),
        (crew.alice, {"S1": None}, OPENS, "missing_field"),
        (crew.alice, {"S1": 8}, OPENS, "bad_field"),
        (crew.alice, {"A6": 7}, OPENS, "bad_field"),
    ):
        with pytest.raises(Refusal) as refused:
            keep_mirror(viewer=viewer, pulse=pulse.id, answers=answers, at=at)
        assert refused.value.code == code
    assert mirror_of(viewer=crew.alice, pulse=pulse.id) == {}


def test_what_does_not_fit_comes_back_with_a_sentence(crew: Crew) -> None:
    pulse = crew.open()
    alice = browser_of(crew.alice)
    answer = press(alice, f"/pulses/{pulse.id}/mirror", "Keep it")
    assert answer.status_code == 422
    assert "Choose one answer at least." in answer.content.decode()


def test_a_program_has_the_mirror_with_a_token_made_to_reflect_and_for_who_leads_alone(
    crew: Crew, moving: Any
) -> None:
    address = f"/pulses/{crew.open().id}/mirror"
    alice, dan, mallory = (
        Program.of(one, at=OPENS, scopes=("reflect",)) for one in (crew.alice, crew.people[0], crew.mallory)
    )
    refused(Program.of(crew.alice, at=OPENS).get(address), 403, "scope")
    kept = alice.call("PUT", address, {"answers": {"S1": 7, "A4": None}})
    assert (kept.status_code, kept.data["answers"], kept.data["state"]) == (200, {"S1": 7}, "open")
    assert alice.get(address).data == kept.data
    assert [one["code"] for one in kept.data["items"]] == list(CORE)
    assert kept.data["items"][0]["text"].startswith("My team could")
    for sent, code, field in (
        ({"answers": {"S1": 8}}, "bad_field", "answers"),
        ({"answers": {"S1": "7"}}, "bad_field", "answers"),
        ({"answers": {"C1": 7}}, "bad_field", "answers"),
        ({"answers": "S1"}, "bad_field", "answers"),
        ({"answers": {"S1": None}}, "missing_field", "answers"),
        ({}, "missing_field", "answers"),
        ({"answers": {"S1": 1}, "mood": 3}, "bad_field", "mood"),
    ):
        refused(alice.call("PUT", address, sent), 422, code, field)
        for other in (dan, mallory):
            refused(other.call("PUT", address, sent), 404, "not_found")
    for other in (dan, mallory):
        assert other.get(address).content == other.get(f"/pulses/{crew.team}/mirror").content
    moving.move_to(CLOSES)
    alice = Program.of(crew.alice, at=CLOSES, scopes=("reflect",))
    refused(alice.call("PUT", address, {"answers": {"S1": 1}}), 410, "code_expired", "ballot")
    assert alice.get(address).data["answers"] == {"S1": 7}


def test_the_mirror_goes_with_what_is_ones_own_and_with_nobody_elses(crew: Crew) -> None:
    pulse = crew.open()
    keep_mirror(viewer=crew.alice, pulse=pulse.id, answers={"S1": 7}, at=OPENS)
    own = own_things(viewer=crew.alice, at=OPENS).content
    assert own["mirrors"] == [{"pulse": str(pulse.id), "answers": {"S1": 7}}]
    assert own_things(viewer=crew.people[0], at=OPENS).content["mirrors"] == []


def test_who_is_erased_leaves_no_mirror(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    keep_mirror(viewer=crew.alice, pulse=pulse.id, answers={"S1": 7}, at=OPENS)
    erase(crew.alice.person, at=OPENS)
    while erase_words(at=CLOSES):
        pass
    assert not Mirror.objects.exists()
