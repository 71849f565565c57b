"""From a result to a change: the team says what it means, agrees on one thing, and what it said is answered; the next wave
asks whether that changed something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from fairlead.core.policy import Viewer
from fairlead.core.pulse.after import DECISIONS
from fairlead.core.pulse.disclosure import Score
from fairlead.core.refusals import Refusal
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.agreements.queries.show import show as show_agreement
from fairlead.rooms.archive.queries import own_things
from fairlead.rooms.people import actions as people
from fairlead.rooms.promises.actions.drafts import drafts_of
from fairlead.rooms.promises.models import Erasing as Traces
from fairlead.rooms.pulses.actions import after as acts
from fairlead.rooms.pulses.actions import purging
from fairlead.rooms.pulses.actions.erasing import erase_words
from fairlead.rooms.pulses.actions.opening import open_due
from fairlead.rooms.pulses.models import Comments, Outcome, Release, Theme, Thought, Wave
from fairlead.rooms.pulses.queries.after import after, changed
from fairlead.rooms.pulses.queries.balance import balance_of
from fairlead.rooms.pulses.web.after import DECISIONS as WORDS
from fairlead.rooms.pulses.web.saw import _ends
from tests.rooms.promises.browser import browser_of
from tests.rooms.pulses.published import published
from tests.rooms.pulses.waves import CLOSES, OPENS, Crew

LATER = CLOSES + timedelta(days=12)
LOOK = "2026-12-21"
ON_ITS_DAY = datetime(2026, 12, 21, 9, tzinfo=UTC)


@dataclass
class Result:
    """A wave that is shown, of Alice's team; Dan is one of its people."""

    crew: Crew
    pulse: UUID

    @property
    def alice(self) -> Viewer:
        return self.crew.alice

    @property
    def dan(self) -> Viewer:
        return self.crew.people[0]

    @property
    def page(self) -> str:
        return f"/pulses/{self.pulse}/after"


@pytest.fixture
def result(crew: Crew, moving: Any) -> Result:
    pulse = crew.open().id
    published(Wave.objects.get(id=pulse))
    moving.move_to(CLOSES)
    return Result(crew, pulse)


def sent(viewer: Viewer, result: Result, **facts: str) -> Any:
    browser = browser_of(viewer)
    browser.get(f"/team/{result.crew.team}/rhythm")  # a page with a form, also for who finds none here
    return browser.post(result.page, facts, headers={"X-CSRFToken": browser.cookies["fairlead-csrf"].value})


def seen_by(viewer: Viewer, result: Result) -> str:
    answer = browser_of(viewer).get(result.page)
    assert answer.status_code == 200
    return str(answer.content.decode())


# --- what we saw ---


def test_what_was_seen_is_said_of_the_published_figures_alone(result: Result) -> None:
    page = seen_by(result.dan, result)
    for words in (
        "Agreements matter. Speaking up is less safe.",
        "Safe to speak: 45 on a scale of 100.",
        "Agreements matter: 90 or more on a scale of 100.",
        "Between 75 and 89 % of those who were asked answered.",
    ):
        assert words in page
    assert "Lowest of the questions" not in page


def test_only_a_question_that_stands_alone_is_said_to_be_lowest_or_highest() -> None:
    items = {"S1": Score(30, "low"), "S2": Score(30, "low"), "S3": Score(70)}
    assert [*_ends(items, "fairlead-pulse")] == [
        "Highest of the questions: “I can decline or renegotiate a request when I cannot do it well” (70)."
    ]
    assert [*_ends({"S1": Score(30)}, "fairlead-pulse")] == []


def test_the_page_of_the_result_has_the_same_road(result: Result) -> None:
    page = browser_of(result.dan).get(f"/pulses/{result.pulse}").content.decode()
    for words in ("What we think it means", "One agreement", "You said, we did", f'action="{result.page}"'):
        assert words in page
    assert page.count('class="btn btn-primary') == 1 + ("btn btn-primary new" in page)


# --- what we think it means ---


def test_what_somebody_thinks_is_read_by_the_team_and_changed_by_its_author(result: Result) -> None:
    assert sent(result.dan, result, act="meaning", meaning="We hear risks late").status_code == 303
    page = seen_by(result.alice, result)
    assert "We hear risks late" in page
    assert "Person 0" in page
    sent(result.dan, result, act="meaning", meaning="We answer risks late")
    sent(result.alice, result, act="meaning", meaning="I answer them late")
    assert [one.text for one in Thought.objects.order_by("text")] == [
        "I answer them late",
        "We answer risks late",
    ]
    sent(result.dan, result, act="meaning", meaning=" ")
    assert Thought.objects.get().person_id == result.alice.person


def test_nobody_else_finds_the_page_and_there_is_none_before_a_result(result: Result) -> None:
    mallory = browser_of(result.crew.mallory)
    answers = [mallory.get(f"/pulses/{one}/after") for one in (result.pulse, result.crew.team)]
    assert [one.status_code for one in answers] == [404, 404]
    for state in ("open", "too_few"):
        Wave.objects.update(state=state)
        assert browser_of(result.dan).get(result.page).status_code == 404
        assert sent(result.dan, result, act="meaning", meaning="early").status_code == 404
    assert not Thought.objects.exists()


# --- one agreement ---


def test_one_press_suggests_it_to_the_team_and_twice_is_once(result: Result) -> None:
    once = str(result.crew.team)
    facts = {"act": "agree", "actions": "Answer an early word the same day", "look_again_on": LOOK}
    first, second = (sent(result.dan, result, once=once, **facts) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.url == second.url == f"/agreements/{once}"
    made = show_agreement(viewer=result.alice, agreement=UUID(once), at=CLOSES)
    assert (made.team, made.in_force) == (result.crew.team, False)
    assert "Answer an early word the same day" in seen_by(result.alice, result)
    assert Outcome.objects.get().wave_id == result.pulse


@pytest.mark.parametrize("way", ["ask", "offer"])
def test_the_same_words_become_a_draft_that_only_their_author_sees(result: Result, way: str) -> None:
    answer = sent(result.dan, result, act="agree", actions="A quiet hour", **{"as": way})
    [draft] = drafts_of(viewer=result.dan)
    assert answer.url == f"/{way}?draft={draft.id}"
    assert not drafts_of(viewer=result.alice)
    assert "A quiet hour" in browser_of(result.dan).get(answer.url).content.decode()
    assert not Outcome.objects.exists()


def test_what_cannot_be_taken_comes_back_with_all_that_was_typed(result: Result) -> None:
    theme = acts.name_theme(viewer=result.dan, pulse=result.pulse, text="No answers", at=CLOSES)
    cases: tuple[tuple[dict[str, str], str], ...] = (
        ({"act": "agree", "actions": "", "look_again_on": LOOK}, "Please fill this in."),
        ({"act": "agree", "actions": "Typed", "look_again_on": "2026-11-01"}, "Choose a day from today on."),
        ({"act": "theme", "said": ""}, "Please fill this in."),
        ({"act": "answer", "of": str(theme), "answer": "Typed"}, "Choose one of the answers."),
        (
            {"act": "answer", "of": str(theme), "answer": "Typed", "decision": "will", "on": "2026-11-01"},
            "Choose a day from today on.",
        ),
        (
            {"act": "answer", "of": str(theme), "answer": "Typed", "decision": "not_now", "on": "2027-11-01"},
            "Choose a day after today, within half a year.",
        ),
        ({"act": "answer", "of": str(theme), "decision": "did"}, "Please fill this in."),
        ({"act": "theme", "said": "x" * 301}, "At most 300 characters, please."),
        ({"act": "destroy"}, "This does not fit here."),
    )
    for facts, sentence in cases:
        answer = sent(result.alice, result, **facts)
        page = answer.content.decode()
        assert answer.status_code == 422, facts
        assert sentence in page, facts
        assert ("Typed" in page) == ("Typed" in facts.values()), facts
    assert not Theme.objects.exclude(decision="").exists()
    assert not Outcome.objects.exists()


# --- you said, we did ---


def test_what_was_said_waits_by_age_until_who_leads_answers(result: Result, moving: Any) -> None:
    assert "Comments were written, and none has an answer yet" in seen_by(result.dan, result)
    sent(result.dan, result, act="theme", said="Early words get no answer")
    page = seen_by(result.alice, result)
    assert "Comments were written" not in page
    assert "since today" in page
    moving.move_to(LATER)
    assert "for 12 days" in seen_by(result.dan, result)
    assert "Answer it" not in seen_by(result.dan, result), "those who lead answer"
    team = browser_of(result.dan).get("/team").content.decode()
    assert team.count("Early words get no answer") == 1
    assert "for 12 days" in team
    stranger = browser_of(result.crew.mallory).get("/team").content.decode()
    assert "Early words get no answer" not in stranger
    [theme] = Theme.objects.all()
    facts = {"act": "answer", "of": str(theme.id), "decision": "will", "on": LOOK}
    refused = sent(result.dan, result, answer="Somebody should", **facts)
    assert (refused.status_code, "Those who lead the team can do this." in refused.content.decode()) == (
        403,
        True,
    )
    assert sent(result.alice, result, answer="I answer each the same day", **facts).status_code == 303
    page = seen_by(result.dan, result)
    assert "I answer each the same day" in page
    assert "We will, by Mon 21 Dec" in page
    assert "for 12 days" not in page
    team = browser_of(result.dan).get("/team").content.decode()
    assert "I answer each the same day" in team
    assert "We will, by Mon 21 Dec" in team
    assert "Alice" not in team.partition('id="said"')[2].partition("</section>")[0], (
        "of whoever answered no name"
    )
    done = {"act": "answer", "of": str(theme.id), "decision": "did", "answer": "Every one since"}
    assert sent(result.alice, result, on=LOOK, **done).status_code == 303
    assert "Every one since" in seen_by(result.dan, result)


def test_a_day_that_is_past_is_said_kindly_with_what_can_be_done(result: Result, moving: Any) -> None:
    theme = acts.name_theme(viewer=result.dan, pulse=result.pulse, text="No answers", at=CLOSES)

    def answered(decision: str, on: str | None) -> None:
        facts: dict[str, Any] = {"theme": theme, "text": "Each the same day", "decision": decision, "on": on}
        acts.answer_theme(viewer=result.alice, pulse=result.pulse, at=CLOSES, **facts)

    answered("will", LOOK)
    moving.move_to(ON_ITS_DAY)
    assert "We will, by Mon 21 Dec" in seen_by(result.alice, result)
    moving.move_to(ON_ITS_DAY + timedelta(days=1))
    team = browser_of(result.dan).get("/team").content.decode()
    for read in (seen_by(result.alice, result), seen_by(result.dan, result), team):
        assert "Date passed Mon 21 Dec" in read
        assert "We will, by" not in read
    assert "The team would like to hear what became of it" in seen_by(result.alice, result)
    assert "you can also simply ask" in seen_by(result.dan, result)
    answered("did", None)
    assert "Date passed" not in seen_by(result.dan, result)


def test_an_answer_is_of_this_wave_and_a_theme_of_its_author(result: Result) -> None:
    theme = acts.name_theme(viewer=result.dan, pulse=result.pulse, text="One", at=CLOSES)
    with pytest.raises(Refusal, match="not_found"):
        acts.answer_theme(
            viewer=result.alice,
            pulse=result.pulse,
            theme=result.pulse,
            decision="did",
            text="x",
            on=None,
            at=CLOSES,
        )
    with pytest.raises(Refusal, match="already_there"):
        acts.name_theme(viewer=result.alice, pulse=result.pulse, text="Two", theme=theme, at=CLOSES)
    assert sent(result.alice, result, act="answer", decision="did", answer="x").status_code == 404
    assert set(WORDS) == set(DECISIONS)


# --- the next wave ---


def third(result: Result) -> Wave:
    """The wave after the next: of those with odd numbers only a change makes C1 of C2."""
    Wave.objects.filter(id=result.pulse).update(number=2)
    earlier = Wave.objects.get(id=result.pulse)
    earlier.id, earlier.number, earlier.state, earlier.opens_on = UUID(int=7, version=4), 1, "too_few", JULY
    earlier.save(force_insert=True)
    at = OPENS + timedelta(days=28)
    assert open_due(at=at) == 1
    return Wave.objects.get(number=3)


def opened(viewer: Viewer, wave: Wave) -> str:
    """The page with which the wave opens, on its first day."""
    with time_machine.travel(OPENS + timedelta(days=28), tick=False):
        return str(browser_of(viewer).get(f"/pulses/{wave.id}").content.decode())


JULY = OPENS.date() - timedelta(days=120)


def test_without_a_change_the_next_wave_asks_what_people_expect(result: Result) -> None:
    acts.name_theme(viewer=result.dan, pulse=result.pulse, text="No answers", at=CLOSES)
    acts.suggest(viewer=result.dan, pulse=result.pulse, text="Not agreed to", look_again_on=LOOK, at=CLOSES)
    wave = third(result)
    assert wave.items[-1] == "C2"
    told = changed(viewer=result.dan, pulse=wave.id, at=OPENS + timedelta(days=28))
    assert (told.agreements, told.themes) == ((), ())
    assert "Since the last pulse" not in opened(result.dan, wave)


@pytest.mark.parametrize("decision", ["did", "will", "not_now"])
def test_after_an_answer_the_next_wave_asks_whether_it_changed_something(
    result: Result, decision: str
) -> None:
    theme = acts.name_theme(viewer=result.dan, pulse=result.pulse, text="No answers", at=CLOSES)
    on = None if decision == "did" else LOOK
    acts.answer_theme(
        viewer=result.alice,
        pulse=result.pulse,
        theme=theme,
        decision=decision,
        text="The same day",
        on=on,
        at=CLOSES,
    )
    wave = third(result)
    assert wave.items[-1] == ("C2" if decision == "not_now" else "C1")
    told = changed(viewer=result.dan, pulse=wave.id, at=OPENS + timedelta(days=28))
    assert [one.answer for one in told.themes] == ["The same day"]
    page = opened(result.dan, wave)
    assert "Since the last pulse" in page
    assert "Did this change anything?" in page
    assert "Not now. Looked at again Mon 21 Dec" in page or decision != "not_now"
    assert ("last check-in. (“The same day”)" in page) == (decision != "not_now"), "C1 says what it could be"


def test_after_an_agreement_in_force_the_next_wave_asks_about_it(result: Result) -> None:
    made = acts.suggest(
        viewer=result.dan, pulse=result.pulse, text="The same day", look_again_on=LOOK, at=CLOSES
    )
    for one in (result.alice, *result.crew.people[1:]):
        move_agreement(viewer=one, agreement=made, act="agree", version=1, facts={}, at=CLOSES)
    wave = third(result)
    assert wave.items[-1] == "C1"
    told = changed(viewer=result.dan, pulse=wave.id, at=OPENS + timedelta(days=28))
    assert [one.id for one in told.agreements] == [made]
    assert "last check-in. (“The same day”)" in opened(result.dan, wave)


# --- whose words they are ---


def written(result: Result) -> UUID:
    acts.say_meaning(viewer=result.dan, pulse=result.pulse, text="canarymeaning", at=CLOSES)
    theme = acts.name_theme(viewer=result.dan, pulse=result.pulse, text="canarytheme", at=CLOSES)
    facts: dict[str, Any] = {"decision": "did", "text": "canaryanswer", "on": None}
    acts.answer_theme(viewer=result.alice, pulse=result.pulse, theme=theme, at=CLOSES, **facts)
    return theme


def test_who_leaves_with_their_own_things_has_what_they_wrote_about_a_pulse_and_no_ballot(
    result: Result,
) -> None:
    written(result)
    told = own_things(viewer=result.dan, at=CLOSES).content
    assert [(one["sort"], one["text"]) for one in told["pulses"]] == [
        ("meaning", "canarymeaning"),
        ("theme", "canarytheme"),
    ]
    assert [one["sort"] for one in own_things(viewer=result.alice, at=CLOSES).content["pulses"]] == ["answer"]
    assert "ballot" not in repr(told)
    assert own_things(viewer=result.crew.people[1], at=CLOSES).content["pulses"] == []


def test_who_is_erased_is_erased_here_and_what_others_said_stays(result: Result) -> None:
    written(result)
    people.erase(result.dan.person, at=CLOSES)
    while erase_words(at=CLOSES + timedelta(days=1)):
        pass
    shown = after(viewer=result.alice, pulse=result.pulse, at=CLOSES)
    assert shown.thoughts == ()
    assert [(one.text, one.answer) for one in shown.themes] == [(None, "canaryanswer")]
    assert "(erased)" in seen_by(result.alice, result)
    assert balance_of(viewer=result.alice, pulse=result.pulse).now, "what was published is of nobody"


def test_comments_and_what_was_written_about_them_are_forgotten_after_a_year(result: Result) -> None:
    written(result)
    before = CLOSES.replace(hour=0)
    assert purging.count(until=before) == purging.forget(until=before) == 0
    assert purging.count(until=LATER) == 1
    assert purging.forget(until=LATER) == 1
    assert not Comments.objects.exists()
    assert not Thought.objects.exists()
    assert not Theme.objects.exists()
    assert Release.objects.count() == 1
    assert purging.forget(until=LATER) == 0
    assert Traces.objects.filter(look="again", traces__gt=0).exists(), "and swept out of the files"
