"""A team looks at how it works: on its day, with the same page and the same mail for all, and numbers of nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairlead.core.process import EVERY
from fairlead.outside.mail import Letter
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.notices.actions.letters import Cancelled, letter_of
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.people.actions import add_team, join_team, leave_team
from fairlead.rooms.people.queries import team as team_of
from fairlead.rooms.team.actions.call import call_together
from fairlead.rooms.team.actions.freeze import freeze, freeze_counts
from fairlead.rooms.team.models import WeekCounts
from fairlead.rooms.team.queries.rhythm import SIGNS
from fairlead.rooms.team.web.rhythm import EVERY_WORDS
from tests.doors.program import Program, refused
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW, the_world
from tests.rooms.team.ring import Ring

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def ring(db: None) -> Ring:
    return Ring(the_world())


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False) as moved:
        yield moved


def page(ring: Ring, number: int = 1) -> str:
    text: str = browser_of(ring.people[number]).get(f"/team/{ring.world.team}/rhythm").content.decode()
    return text


def process(ring: Ring, number: int = 1) -> Any:
    return Program.of(ring.people[number], at=NOW).get(f"/teams/{ring.world.team}/process").data


def frozen(ring: Ring, *, at: datetime = LATER) -> None:
    freeze(ring.world.team, ring.world.alice.organisation, at=at)


# --- where agreements part ---


def test_five_conversations_of_five_people_show_where_agreements_part(ring: Ring) -> None:
    for asker, doer in ring.pairs:
        ring.looked_back(asker, doer, "LATE_WARNING")
    frozen(ring)
    assert process(ring)["causes"] == [{"code": "LATE_WARNING", "number": 10}]
    assert "no early word&#160;·&#160;10" in page(ring)


def test_four_conversations_show_nothing(ring: Ring) -> None:
    for asker, doer in ring.pairs[:4]:
        ring.looked_back(asker, doer, "LATE_WARNING", "UNASKED")
    frozen(ring)
    assert process(ring)["causes"] is None
    assert "Not enough yet to show without pointing at somebody." in page(ring)
    assert WeekCounts.objects.get().shown["causes"] is None  # and nothing is kept of it


def test_a_code_only_one_of_the_two_may_read_counts_nowhere(ring: Ring) -> None:
    from fairlead.rooms.conversations.actions.begin import Wanted, begin
    from tests.rooms.team.ring import _to_causes

    for asker, doer in ring.pairs[:4]:
        ring.looked_back(asker, doer, "LATE_WARNING", "UNASKED")
    asker, doer = ring.pairs[4]
    promise = ring.promised(asker, doer)
    talk = begin(viewer=asker, wanted=Wanted(promise=str(promise.id)), at=ring.at).id
    for who, act, facts in _to_causes(asker, doer, ("LATE_WARNING",))[:-1]:
        ring.at += timedelta(seconds=1)
        take_step(viewer=who, conversation=talk, act=act, facts=facts, at=ring.at)
    frozen(ring)
    assert process(ring)["causes"] is None


def test_what_is_older_than_ninety_days_is_not_counted(ring: Ring) -> None:
    """Also where the two have said something since."""
    talks = [(asker, ring.looked_back(asker, doer, "LATE_WARNING")) for asker, doer in ring.pairs]
    for asker, talk in talks:
        take_step(viewer=asker, conversation=talk, act="stop", at=LATER + timedelta(days=90))
    frozen(ring, at=LATER + timedelta(days=91))
    assert WeekCounts.objects.get().shown["causes"] is None


def test_what_another_team_found_out_is_not_counted(ring: Ring) -> None:
    other = add_team("Other", organisation=ring.world.alice.organisation, by=None, at=NOW)
    for one in ring.people:
        join_team(one.person, team=other, by=None, at=NOW)
    for asker, doer in ring.pairs:
        ring.looked_back(asker, doer, "LATE_WARNING")
    freeze(other, ring.world.alice.organisation, at=LATER)
    assert WeekCounts.objects.get().shown == dict.fromkeys(("causes", "asks", "risks", "changes", *SIGNS))


# --- frozen for a week, the same for all ---


def test_numbers_stand_for_a_week_whatever_happens_meanwhile(ring: Ring) -> None:
    frozen(ring)
    for asker, doer in ring.pairs:
        ring.looked_back(asker, doer, "LATE_WARNING")
    frozen(ring, at=LATER + timedelta(days=1))
    assert process(ring)["causes"] is None
    frozen(ring, at=LATER + timedelta(days=7))
    assert [process(ring, number)["causes"] for number in range(5)] == [
        [{"code": "LATE_WARNING", "number": 10}]
    ] * 5


def test_the_worker_counts_each_team_once_a_week(ring: Ring) -> None:
    on_the_hour = LATER.replace(minute=0)
    assert [freeze_counts(at=on_the_hour + timedelta(minutes=25)) for _ in range(3)] == [1, 1, 0]
    assert freeze_counts(at=on_the_hour + timedelta(minutes=59)) == 0
    assert freeze_counts(at=on_the_hour + timedelta(days=6)) == 0
    assert freeze_counts(at=on_the_hour + timedelta(days=7)) == 1


def test_nobody_is_named_in_what_is_kept(ring: Ring) -> None:
    for asker, doer in ring.pairs:
        ring.looked_back(asker, doer, "LATE_WARNING")
    frozen(ring)
    kept = str(list(WeekCounts.objects.values()))
    assert not [one.name for one in ring.people if str(one.person) in kept or one.person.hex in kept]


# --- what the promises show ---


def test_asks_early_words_and_renegotiations_are_told_in_whole_numbers(ring: Ring) -> None:
    for number, (asker, doer) in enumerate(ring.pairs * 2):
        promise = ring.promised(asker, doer, standard=["Two names"])
        promise = ring.moved(doer, promise, "flag_risk", text="Two are ill")
        if number < 9:  # by five people, and one too few
            ring.moved(doer, promise, "propose_change", terms={"due": "2026-12-10T17:00:00Z"})
    asker, doer = ring.pairs[0]
    from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise

    for lacks in ({"standard": ["One line"]}, {"due": "2026-12-10T17:00:00Z"}):
        terms = {"outcome": "A word", **lacks}
        bare = Wanted(kind="request", to=doer.person, terms=terms, team=str(ring.world.team))
        make_promise(viewer=asker, wanted=bare, at=ring.at)
    late = ring.promised(asker, doer, standard=["Two names"], due="2026-11-23T09:30:00Z")
    ring.at = NOW + timedelta(hours=1)  # a word after its date is no early one
    ring.moved(doer, late, "flag_risk", text="It is not here")
    frozen(ring)
    found = process(ring)
    assert found["asks"] == {"part": 11, "whole": 13}
    assert found["risks"] == {"part": 10, "whole": 10}
    assert found["changes"] is None
    text = page(ring)
    assert "11 of 13 asks had a date and said what done means." in text
    assert "10 early words before the date." in text
    assert "Renegotiated" not in text


# --- the day ---


def test_a_team_looks_once_a_month_until_it_chooses_otherwise(ring: Ring) -> None:
    assert process(ring)["rhythm"] == {"every": "month", "next_on": "2026-12-01"}
    alice, dan = browser_of(ring.world.alice), browser_of(ring.world.dan)
    days = f"/team/{ring.world.team}/rhythm/days"
    assert press(alice, days, "Save", every="two_weeks", first_on="2026-11-25").status_code == 303
    assert process(ring)["rhythm"] == {"every": "two_weeks", "next_on": "2026-11-25"}
    assert dan.get(days).status_code == 404
    assert press(alice, days, "Save", every="sometimes", first_on="2026-11-25").status_code == 422
    assert press(alice, days, "Save", every="month", first_on="").status_code == 422
    never = Program.of(ring.world.alice, at=NOW).call(
        "PUT", f"/teams/{ring.world.team}/rhythm", {"every": "never", "first_on": "2026-11-25"}
    )
    assert never.data == {"every": "never", "next_on": None}
    assert "Not for now" in page(ring)


def test_only_who_leads_the_team_chooses_and_only_who_is_in_it_finds_it(ring: Ring) -> None:
    given = {"every": "month", "first_on": "2026-11-25"}
    here = f"/teams/{ring.world.team}"
    dan, mallory = (Program.of(one, at=NOW) for one in (ring.world.dan, ring.world.mallory))
    refused(dan.call("PUT", f"{here}/rhythm", given), 403, "not_allowed")
    refused(mallory.call("PUT", f"{here}/rhythm", given), 404, "not_found")
    refused(mallory.get(f"{here}/process"), 404, "not_found")
    refused(
        Program.of(ring.world.alice, at=NOW).call(
            "PUT", f"{here}/rhythm", {"every": "month", "first_on": "soon"}
        ),
        422,
        "bad_field",
        "first_on",
    )
    assert browser_of(ring.world.mallory).get(f"/team/{ring.world.team}/rhythm").status_code == 404
    leave_team(ring.people[4].person, team=ring.world.team, by=None, at=NOW)
    assert browser_of(ring.people[4]).get(f"/team/{ring.world.team}/rhythm").status_code == 404


def test_on_the_day_everybody_in_the_team_is_mailed_once_and_alike(ring: Ring) -> None:
    alice = browser_of(ring.world.alice)
    press(alice, f"/team/{ring.world.team}/rhythm/days", "Save", every="two_weeks", first_on="2026-11-25")
    for hour in (3, 4):
        call_together(at=datetime(2026, 11, 23, hour, 0, tzinfo=UTC))
    rows = Outbox.objects.filter(kind="rhythm", cancelled_at=None, thing_id=ring.world.team)
    assert {row.person_id for row in rows} == {one.person for one in ring.people}
    assert {row.due_at.date() for row in rows} == {date(2026, 11, 25)}
    press(alice, f"/team/{ring.world.team}/rhythm/days", "Save", every="two_weeks", first_on="2026-11-26")
    call_together(at=datetime(2026, 11, 23, 5, 0, tzinfo=UTC))
    assert {row.mark for row in rows.all()} == {"v2026-11-26"}


def test_the_mail_of_the_day_names_the_team_and_no_person(ring: Ring, clock: Any) -> None:
    alice = browser_of(ring.world.alice)
    press(alice, f"/team/{ring.world.team}/rhythm/days", "Save", every="two_weeks", first_on="2026-11-25")
    call_together(at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
    row = Outbox.objects.get(kind="rhythm", person_id=ring.world.dan.person)
    letter = letter_of(row, at=row.due_at)
    assert isinstance(letter, Letter)
    assert f"/team/{ring.world.team}/rhythm" in letter.text
    assert "Delivery" in letter.text
    names = [one.name for one in ring.people if one.person != ring.world.dan.person]
    assert not [name for name in names if name in letter.text + letter.html]
    assert letter_of(row, at=row.due_at + timedelta(days=1)) == Cancelled("moved_on")
    leave_team(ring.world.dan.person, team=ring.world.team, by=None, at=NOW)
    assert letter_of(row, at=row.due_at) == Cancelled("gone")


def test_feedback_that_waits_is_told_by_age_and_never_for_whom(ring: Ring, clock: Any) -> None:
    from fairlead.rooms.feedback.actions.give import give_feedback

    assert "Nothing waits for an answer." in page(ring)
    facts = {"about": "way_of_working", "text": "Asks come on Friday evenings"}
    give_feedback(viewer=ring.world.alice, to=str(ring.world.olga.person), facts=facts, at=LATER)
    clock.shift(timedelta(days=3))
    text = page(ring)
    assert "In Delivery one thing waits for an answer, for 3 days." in text
    assert "Friday evenings" not in text
    assert "Olga" not in text


# --- what comes of it ---


def test_the_room_for_improvement_becomes_a_suggestion_to_the_team(ring: Ring) -> None:
    dan = browser_of(ring.world.dan)
    here = f"/team/{ring.world.team}/rhythm"
    words = "Each ask says what it is for"
    made = press(dan, here, "Suggest it", actions=words)
    assert made["Location"].startswith("/agreements/")
    agreement = browser_of(ring.people[3]).get(made["Location"]).content.decode()
    assert words in agreement
    empty = press(dan, here, "Suggest it", actions="  ", look_again_on="2026-12-24")
    assert (empty.status_code, "2026-12-24" in empty.content.decode()) == (422, True)
    past = press(dan, here, "Suggest it", actions="kept as typed", look_again_on="2020-01-01")
    assert (past.status_code, "kept as typed" in past.content.decode()) == (422, True)


def test_every_rhythm_has_its_words() -> None:
    assert set(EVERY_WORDS) == set(EVERY)


def test_the_page_costs_a_few_statements(ring: Ring) -> None:
    for asker, doer in ring.pairs:
        ring.looked_back(asker, doer, "LATE_WARNING")
    frozen(ring)
    browser = browser_of(ring.world.dan)
    with CaptureQueriesContext(
        connection,
    ) as statements:
        browser.get(f"/team/{ring.world.team}/rhythm")
    assert len(statements) <= 18, [one["sql"][:80] for one in statements]
    assert team_of(ring.world.dan, ring.world.team).members
