"""What the promises show stands beside the pulse: whole numbers of five people and ten events, and cards where the two differ."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from fairlead.rooms.feedback.actions.give import give_feedback
from fairlead.rooms.feedback.models import Standing as FeedbackStanding
from fairlead.rooms.team.actions.freeze import freeze
from fairlead.rooms.team.models import WeekCounts
from fairlead.rooms.team.queries.rhythm import SIGNS
from fairlead.rooms.team.web.also import WORDS
from tests.doors.program import Program
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.world import NOW, the_world
from tests.rooms.pulses.published import publish, told
from tests.rooms.team.ring import Ring

DUE = NOW + timedelta(days=20)
AFTER = DUE + timedelta(days=1)


@pytest.fixture
def ring(db: None) -> Ring:
    return Ring(the_world())


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as moved:
        yield moved


def asks(ring: Ring, rounds: int) -> list[Any]:
    """Promised, each by who answers it, and due on one day."""
    facts = {"due": DUE.isoformat(), "standard": ["Two names"]}
    return [ring.promised(asker, doer, **facts) for asker, doer in ring.pairs * rounds]


def frozen(ring: Ring, at: Any = AFTER) -> dict[str, Any]:
    freeze(ring.world.team, ring.world.alice.organisation, at=at)
    shown: dict[str, Any] = WeekCounts.objects.latest("monday_on").shown
    return shown


def page(ring: Ring) -> str:
    text: str = browser_of(ring.people[1]).get(f"/team/{ring.world.team}/balance").content.decode()
    return text


def pulse(ring: Ring, safe: int, matter: int) -> None:
    publish(ring.world.alice.organisation, ring.world.team, told(safe, matter))


def test_every_sign_has_words_and_nothing_is_shown_of_a_team_that_just_began(ring: Ring) -> None:
    assert set(WORDS) == set(SIGNS)
    assert {frozen(ring)[name] for name in SIGNS} == {None}
    pulse(ring, 70, 70)
    assert "Not enough yet to show without pointing at somebody." in page(ring)


def test_what_slipped_stands_beside_what_was_renegotiated_before_its_day(ring: Ring) -> None:
    promises = asks(ring, 2)
    doers = [doer for _asker, doer in ring.pairs * 2]
    ring.moved(doers[0], promises[0], "report_done")
    shown = frozen(ring)
    assert shown["clear"] == [10, 10]
    assert shown["noes"] == [0, 10]
    assert shown["moved"] is None, "nine slipped: fewer than ten events"
    for doer, promise in list(zip(doers, promises, strict=True))[1:3]:
        ring.moved(doer, promise, "propose_change", terms={"due": (DUE + timedelta(days=9)).isoformat()})
    shown = frozen(ring, AFTER + timedelta(days=7))
    assert shown["moved"] == [2, 11]


def test_a_yes_makes_an_ask_clear_and_a_no_or_a_change_is_counted_as_one(ring: Ring) -> None:
    from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise
    from tests.rooms.promises.world import terms

    asks(ring, 2)
    for number, (asker, doer) in enumerate(ring.pairs):
        wanted = Wanted(kind="request", to=doer.person, terms=terms(), team=str(ring.world.team))
        asked = make_promise(viewer=asker, wanted=wanted, at=ring.at)
        if number < 4:
            ring.moved(doer, asked, "decline")
    shown = frozen(ring)
    assert shown["clear"] == [10, 15]
    assert shown["noes"] == [4, 15]


def test_early_words_count_as_such_with_two_days_to_spare(ring: Ring) -> None:
    promises = asks(ring, 2)
    for number, ((_asker, doer), promise) in enumerate(zip(ring.pairs * 2, promises, strict=True)):
        if number == 5:
            ring.at = DUE - timedelta(hours=5)
        ring.moved(doer, promise, "flag_risk", text="Two are ill")
    assert frozen(ring)["warned"] == [5, 10]


def test_what_was_kept_is_told_of_what_ended_and_what_slipped_with_its_talks(ring: Ring) -> None:
    from fairlead.rooms.conversations.actions.begin import Wanted as Begun
    from fairlead.rooms.conversations.actions.begin import begin
    from fairlead.rooms.conversations.actions.take_step import take_step

    for (asker, doer), promise in zip(ring.pairs * 2, asks(ring, 2), strict=True):
        ring.moved(asker, ring.moved(doer, promise, "report_done"), "declare_satisfied")
    for number, ((asker, _doer), promise) in enumerate(zip(ring.pairs * 2, asks(ring, 2), strict=True)):
        talk = begin(viewer=asker, wanted=Begun(promise=str(promise.id)), at=ring.at).id
        if number < 4:
            facts = {"purpose": "What stopped it", "mode": "days"}
            take_step(viewer=asker, conversation=talk, act="invite", facts=facts, at=ring.at)
    shown = frozen(ring)
    assert shown["kept"] == [10, 10]
    assert shown["talked"] == [4, 10], "a talk nobody was invited to is the opener's alone"


def test_feedback_to_the_team_is_counted_once_it_has_had_its_time(ring: Ring, clock: Any) -> None:
    for one in ring.people * 2:
        facts = {"about": "way_of_working", "text": "Asks come on Friday evenings"}
        give_feedback(viewer=one, to=str(ring.world.team), facts=facts, at=NOW)
    assert frozen(ring)["answered"] is None, "it has nine days left"
    some = list(FeedbackStanding.objects.values_list("feedback_id", flat=True))[:4]
    FeedbackStanding.objects.filter(feedback_id__in=some).update(decided_on=(NOW + timedelta(days=9)).date())
    late = FeedbackStanding.objects.exclude(feedback_id__in=some).first()
    assert late is not None
    FeedbackStanding.objects.filter(feedback_id=late.feedback_id).update(
        decided_on=(NOW + timedelta(days=31)).date()
    )
    shown = frozen(ring, NOW + timedelta(days=40))
    assert shown["answered"] == [4, 10]


def test_where_people_say_it_is_safe_and_nobody_ever_says_no_the_page_says_to_ask(ring: Ring) -> None:
    asks(ring, 4)
    frozen(ring)
    pulse(ring, 85, 50)
    text = page(ring)
    assert "in 20 asks nobody has said no or suggested a change. Ask about it." in text
    assert "<b>0</b> of 20" in text
    pulse(ring, 50, 50)
    assert "Ask about it." not in page(ring)


def test_programs_read_the_same_whole_numbers(ring: Ring) -> None:
    asks(ring, 2)
    frozen(ring)
    found = Program.of(ring.people[1], at=AFTER).get(f"/teams/{ring.world.team}/process").data
    assert found["noes"] == {"part": 0, "whole": 10}
    assert found["answered"] is None
