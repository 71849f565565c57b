"""Alice's team is asked every four weeks: who is asked, by which ticket, and what becomes of a ballot until the close."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairlead.core.pulse.ballot import to_text
from fairlead.core.refusals import Refusal
from fairlead.doors import cookieless, sql
from fairlead.doors.api.rate import Buckets
from fairlead.outside.ballots import new_token_key
from fairlead.rooms.people import actions
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.actions.rhythm import set_rhythm
from fairlead.rooms.pulses.actions.tickets import issue
from fairlead.rooms.pulses.models import Asked, Rhythm, Wave
from fairlead.rooms.pulses.queries.show import pulses_of, show
from tests.doors.program import Program
from tests.rooms.pulses.waves import (
    CLOSES,
    JOINED,
    OPENS,
    Crew,
    answers,
    body_of,
    close,
    day,
    fresh,
    post,
    the_crew,
    ticket_of,
)


@pytest.fixture(autouse=True)
def _no_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cookieless.BUCKETS, "/ballots", Buckets(rate=1e9, burst=1e9))


def refused(code: str, field: str | None, work: Any) -> None:
    with pytest.raises(Refusal) as no:
        work()
    assert (no.value.code, no.value.field) == (code, field)


# --- when a wave opens ---


def test_a_wave_opens_on_its_day_is_open_for_seven_and_the_next_is_weeks_away(crew: Crew) -> None:
    pulse = crew.open()
    assert (pulse.opens_on, pulse.closes_on, pulse.state) == (OPENS.date(), day(OPENS, 7), "open")
    assert Rhythm.objects.get().next_on == day(OPENS, 28)
    assert open_due(at=OPENS) == 0
    assert open_due(at=OPENS + timedelta(days=27)) == 0
    close()
    assert open_due(at=OPENS + timedelta(days=28)) == 1
    assert Wave.objects.count() == 2


def test_the_day_begins_where_the_team_is(db: None, clean_box: None) -> None:
    crew = the_crew(5, zone="Pacific/Auckland")
    set_rhythm(viewer=crew.alice, team=crew.team, weeks=4, first_on="2026-11-24", at=OPENS)
    assert open_due(at=OPENS.replace(hour=10, minute=59)) == 0
    assert open_due(at=OPENS.replace(hour=11, minute=1)) == 1
    assert Wave.objects.get().closes_at == OPENS.replace(hour=11) + timedelta(days=7)


def test_two_waves_are_never_closer_than_two_weeks(crew: Crew) -> None:
    crew.open()
    close()
    later = OPENS + timedelta(days=8)
    set_rhythm(viewer=crew.alice, team=crew.team, weeks=4, first_on=str(later.date()), at=later)
    assert open_due(at=OPENS + timedelta(days=13)) == 0
    assert open_due(at=OPENS + timedelta(days=14)) == 1


def test_whoever_leads_or_came_lately_is_not_asked(crew: Crew) -> None:
    late = crew.join("Late", at=OPENS - timedelta(days=13))
    just = crew.join("Just", at=OPENS - timedelta(days=14))
    crew.open()
    asked = set(Asked.objects.values_list("person_id", flat=True))
    assert asked == {one.person for one in crew.people} | {just.person}
    assert not asked & {late.person, crew.alice.person}


def test_who_is_asked_is_frozen_when_the_wave_opens(crew: Crew) -> None:
    pulse = crew.open()
    gone = crew.people[0]
    actions.leave(by=gone, at=OPENS)
    assert Asked.objects.filter(wave_id=pulse.id).count() == 9
    crew.join("Sam", at=JOINED)
    assert Asked.objects.filter(wave_id=pulse.id).count() == 9


def test_of_four_nothing_is_stored_and_the_next_day_comes(db: None, clean_box: None) -> None:
    crew = the_crew(4)
    set_rhythm(viewer=crew.alice, team=crew.team, weeks=5, first_on="2026-11-23", at=OPENS)
    assert open_due(at=OPENS) == 1
    assert not Wave.objects.exists()
    assert not Asked.objects.exists()
    with box.opened() as inside:
        assert not any(inside.rows(f"SELECT * FROM {table}") for table in box.TABLES)
    assert Rhythm.objects.get().next_on == day(OPENS, 35)


def test_those_who_lead_choose_the_rhythm_and_nobody_else(crew: Crew) -> None:
    def choose(viewer: Any, weeks: Any = 4, first_on: Any = "2026-11-23") -> Any:
        return lambda: set_rhythm(viewer=viewer, team=crew.team, weeks=weeks, first_on=first_on, at=OPENS)

    refused("not_allowed", "team", choose(crew.people[0]))
    refused("not_found", None, choose(crew.mallory))
    for weeks in (3, 7, "4", True, 4.0):
        refused("bad_field", "weeks", choose(crew.alice, weeks=weeks))
    for first_on in ("2026-11-22", "2027-12-01", "soon", 4):
        refused("bad_field", "first_on", choose(crew.alice, first_on=first_on))
    refused("missing_field", "first_on", choose(crew.alice, first_on=None))
    choose(crew.alice)()
    choose(crew.alice, weeks=None)()
    assert not Rhythm.objects.exists()


# --- a ticket ---


def test_everybody_asked_has_one_ticket_and_the_same_for_asking_again(crew: Crew) -> None:
    pulse = crew.open()
    dan = crew.people[0]
    blinded = to_text(b"\0" + bytes(range(255)))
    first = issue(viewer=dan, pulse=pulse.id, blinded=blinded, at=OPENS)
    assert issue(viewer=dan, pulse=pulse.id, blinded=blinded, at=OPENS) == first
    other = to_text(b"\0" * 2 + bytes(range(254)))
    refused("already_there", "ticket", lambda: issue(viewer=dan, pulse=pulse.id, blinded=other, at=OPENS))
    issue(viewer=crew.people[1], pulse=pulse.id, blinded=other, at=OPENS)


def test_nobody_has_a_ticket_who_is_not_asked(crew: Crew) -> None:
    pulse = crew.open()
    late = crew.join("Late", at=OPENS)
    refused("not_allowed", "pulse", lambda: ticket_of(crew.alice, pulse))
    refused("not_allowed", "pulse", lambda: ticket_of(late, pulse))
    refused("not_found", None, lambda: ticket_of(crew.mallory, pulse))
    gone = crew.people[3]
    actions.leave_team(gone.person, team=crew.team, by=crew.alice, at=OPENS)
    refused("not_found", None, lambda: ticket_of(fresh(gone.person), pulse))


def test_of_who_had_a_ticket_no_moment_is_kept(crew: Crew) -> None:
    pulse = crew.open()
    ticket_of(crew.people[0], pulse)
    with box.opened() as inside:
        [row] = inside.rows("SELECT * FROM pulses_issued")
    assert [type(value).__name__ for value in row[2:]] == ["str"]
    assert sql.take_id(row[0]) == pulse.id
    assert sql.take_id(row[1]) == crew.people[0].person
    assert len(row) == 3


# --- a ballot ---


def test_a_ballot_is_taken_without_a_cookie_and_once_more_alike(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    body = body_of(pulse, ticket_of(crew.people[0], pulse), answers(pulse))
    first, second = post(body), post(body)
    for answer in (first, second):
        assert (answer.status_code, answer.content) == (204, b"")
        assert not answer.cookies
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert first.headers == second.headers
    with box.opened() as inside:
        assert len(inside.rows("SELECT * FROM pulses_ballot")) == 1


def test_what_is_no_good_ballot_is_refused_with_a_sentence(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    ticket = ticket_of(crew.people[0], pulse)
    body = body_of(pulse, ticket, answers(pulse))
    others = {
        "forged": ({"signature": to_text(bytes(255) + b"\1")}, 422, "bad_field"),
        "another ballot": ({"ballot": to_text(bytes(64))}, 422, "bad_field"),
        "another team": ({"team": str(crew.alice.person)}, 422, "bad_field"),
        "another wave": ({"wave": str(crew.team)}, 422, "bad_field"),
        "no wave": ({"wave": ""}, 422, "missing_field"),
        "no number": ({"wave": 7}, 422, "bad_field"),
        "short": ({"sealed": to_text(b"too short")}, 422, "bad_field"),
        "long": ({"sealed": to_text(bytes(3000))}, 422, "bad_field"),
        "no point": ({"sealed": to_text(b"\4" + bytes(2128))}, 422, "bad_field"),
        "padded": ({"ballot": body["ballot"] + "="}, 422, "bad_field"),
        "more": ({"comment": "me"}, 422, "bad_field"),
    }
    for name, (change, status, code) in others.items():
        answer = post({**body, **change})
        assert (answer.status_code, answer.data["code"]) == (status, code), name
        assert answer.data["detail"], name
    assert post(b"{").status_code == 400
    with box.opened() as inside:
        assert not inside.rows("SELECT * FROM pulses_ballot"), "none of them was kept"
    assert post(body).status_code == 204, "and the good one is still good"


def test_a_spent_ticket_and_a_closed_wave_take_nothing(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    ticket, unused = ticket_of(crew.people[0], pulse), ticket_of(crew.people[1], pulse)
    late = body_of(pulse, unused, answers(pulse))
    assert post(body_of(pulse, ticket, answers(pulse))).status_code == 204
    again = post(body_of(pulse, ticket, answers(pulse, 1)))
    assert (again.status_code, again.data["code"]) == (409, "code_used")
    moving.move_to(CLOSES)
    assert post(late).data["code"] == "code_expired", "its time is over, whether or not the worker was there"
    refused("code_expired", "ballot", lambda: ticket_of(crew.people[2], pulse, at=CLOSES))
    close()
    moving.move_to(OPENS)
    assert post(late).data["code"] == "code_expired", "nor when the clock jumps back"
    refused("code_expired", "ballot", lambda: ticket_of(crew.people[2], pulse))


def test_a_ballot_of_another_wave_is_none(crew: Crew, moving: Any) -> None:
    first = crew.open()
    ticket = ticket_of(crew.people[0], first)
    close()
    moving.move_to(OPENS + timedelta(days=28))
    assert open_due(at=OPENS + timedelta(days=28)) == 1
    second = crew.shown()
    assert second.id != first.id
    answer = post(body_of(second, ticket, answers(second)))
    assert (answer.status_code, answer.data["code"]) == (422, "bad_field")


def test_a_ticket_of_another_team_is_none_here(crew: Crew, moving: Any) -> None:
    """Signed as it should be, by the key of another wave; whichever wave and team it says."""
    ours = crew.open()
    other = Wave.objects.get(id=ours.id)
    other.id, other.team_id, other.number = UUID(int=9, version=4), crew.alice.person, 7
    key = new_token_key()
    other.token_modulus = key.public.n.to_bytes(key.public.size)
    other.save(force_insert=True)
    body = body_of(ours, ticket_of(crew.people[0], ours), answers(ours))
    for change in ({"wave": str(other.id), "team": str(other.team_id)}, {"team": str(other.team_id)}):
        answer = post({**body, **change})
        assert (answer.status_code, answer.data["code"], answer.data["field"]) == (422, "bad_field", "ballot")
        assert "your answers are still here" in answer.data["detail"]
    assert post(body).status_code == 204, "where it belongs it is good"


def test_where_nobody_says_anything_applies_nobody_has_a_score_and_nothing_is_shown(
    crew: Crew, moving: Any
) -> None:
    pulse = crew.open()
    for one in crew.people:
        assert post(body_of(pulse, ticket_of(one, pulse), answers(pulse, None))).status_code == 204
    close()
    assert (crew.shown().state, crew.shown().release) == ("too_few", None)


# --- nothing is shown before the close ---


def test_with_no_ballot_in_and_with_nine_every_answer_is_the_same(crew: Crew, moving: Any) -> None:
    """Not a byte and not a statement tells how many answered: over the API, to those asked and to who leads."""
    pulse = crew.open()
    viewers = [crew.alice, *crew.people[:2]]
    tickets = [ticket_of(one, pulse) for one in crew.people]
    programs = [Program.of(one, at=OPENS) for one in viewers]
    places = (f"/pulses/{pulse.id}", f"/teams/{crew.team}/pulses")

    def told() -> list[tuple[bytes, Any, list[str]]]:
        found = []
        for program in programs:
            for place in places:
                with CaptureQueriesContext(connection) as asked:
                    answer = program.get(place)
                assert answer.status_code == 200
                found.append(
                    (answer.content, answer.headers["ETag"], [one["sql"] for one in asked.captured_queries])
                )
        return found

    before = told()
    sent = []
    for ticket in tickets:
        body = body_of(pulse, ticket, answers(pulse))
        with CaptureQueriesContext(connection) as asked:
            answer = post(body)
        sent.append((answer.status_code, answer.content, answer.headers, len(asked.captured_queries)))
    assert all(one == sent[0] for one in sent), "the ninth is taken like the first"
    assert told() == before


def test_a_wave_is_there_for_its_team_and_for_nobody_else(crew: Crew, moving: Any) -> None:
    pulse = crew.open()
    assert show(viewer=crew.alice, pulse=pulse.id).is_asked is False
    assert show(viewer=crew.people[0], pulse=pulse.id).is_asked is True
    refused("not_found", None, lambda: show(viewer=crew.mallory, pulse=pulse.id))
    refused("not_found", None, lambda: pulses_of(viewer=crew.mallory, team=crew.team))
    mallory = Program.of(crew.mallory, at=OPENS)
    there, nowhere = mallory.get(f"/pulses/{pulse.id}"), mallory.get(f"/pulses/{crew.team}")
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
    assert there.status_code == 404
    for place in (f"/pulses/{pulse.id}/token", f"/pulses/{crew.team}/token"):
        assert mallory.post(place, {"blinded": 7}).status_code == 404
    assert mallory.call("PUT", f"/teams/{crew.team}/pulses/rhythm", {"weeks": 4}).status_code == 404


def test_over_the_api_a_leader_chooses_the_rhythm_and_a_ticket_is_signed(crew: Crew, moving: Any) -> None:
    alice, dan = Program.of(crew.alice, at=OPENS), Program.of(crew.people[0], at=OPENS)
    rhythm = f"/teams/{crew.team}/pulses/rhythm"
    assert dan.call("PUT", rhythm, {"weeks": 4, "first_on": "2026-11-23"}).status_code == 403
    assert alice.call("PUT", rhythm, {}).data["field"] == "weeks"
    assert alice.call("PUT", rhythm, {"weeks": 4, "at": 1}).data["field"] == "at"
    set_ = alice.call("PUT", rhythm, {"weeks": 4, "first_on": "2026-11-23"})
    assert set_.data["rhythm"] == {"weeks": 4, "next_on": "2026-11-23", "links": False}
    open_due(at=OPENS)
    [head] = dan.get(f"/teams/{crew.team}/pulses").data["items"]
    assert (head["state"], head["asked"]) == ("open", True)
    pulse = dan.get(f"/pulses/{head['id']}").data
    assert len(pulse["items"]) == 10
    assert pulse["release"] is None
    signed = dan.post(f"/pulses/{head['id']}/token", {"blinded": to_text(bytes(255) + b"\2")})
    assert (signed.status_code, len(signed.data["signature"])) == (201, 342)
    assert dan.post(f"/pulses/{head['id']}/token", {"blinded": "7", "x": 1}).data["field"] == "x"
    assert dan.post(f"/pulses/{head['id']}/token", {"blinded": to_text(bytes(9))}).status_code == 422
