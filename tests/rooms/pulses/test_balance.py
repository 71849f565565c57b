"""The balance of a team after its pulse: words first, a picture as sure as it is, and nothing that was not published."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import combinations, product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairlead.core.pulse import bounds
from fairlead.core.pulse.bounds import BANDS, LOWEST
from fairlead.core.pulse.disclosure import Score, read
from fairlead.core.pulse.estimate import ZONES
from fairlead.core.pulse.items import instrument
from fairlead.rooms.people.actions import leave_team
from fairlead.rooms.people.models import Person
from fairlead.rooms.pulses.actions.picture import zone_and_drawing
from fairlead.rooms.pulses.models import Comments, Release, Wave
from fairlead.rooms.pulses.web import saying
from fairlead.rooms.pulses.web.method import shown_from
from fairlead.rooms.pulses.words import ALIKE, AXES, BETWEEN, IN_A_SENTENCE, LEANS, NAMED, PARTICIPATION, WAYS
from fairlead.rooms.pulses.words import ZONES as ZONE_WORDS
from tests.rooms.promises.browser import browser_of
from tests.rooms.pulses.published import publish, shown_in, told, wave
from tests.rooms.pulses.waves import OPENS, Crew, the_crew

CORE = instrument().codes("safe", "matter")
LEARNING, STRAIN = told(85, 85), told(30, 90)


@pytest.fixture
def crew(db: None) -> Crew:
    return the_crew(5)


def page(crew: Crew, number: int = 0, *, below: str = "", who: Any = None) -> str:
    client = browser_of(who or crew.people[number])
    text: str = client.get(f"/team/{crew.team}/balance{below}").content.decode()
    return text


def words(html: str) -> str:
    """What is read, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]))


# --- words first ---


def test_a_zone_is_named_when_it_is_likely_and_else_between_which_it_lies(crew: Crew) -> None:
    shown_in(crew, told(90, 90))
    assert "<h1>It is safe to speak, and agreements matter.</h1>" in page(crew)
    shown_in(crew, told(65, 85))
    assert "<h1>Between learning and strain: agreements matter, and how safe it is to speak is less certain.</h1>" in page(crew)  # fmt: skip
    shown_in(crew, told(65, 65))
    assert "Near the middle, between" in page(crew)


def test_whether_the_team_sees_it_alike_is_said_where_it_is_published_and_else_why_not(crew: Crew) -> None:
    shown_in(crew, told(60, 60))
    assert "told once 10 people or more answered every question of it" in words(page(crew))
    shown_in(crew, told(60, 60, respondents="12-19", is_changed=True))
    assert "Whether you see it alike is not told just now: one or two people came or went" in words(
        page(crew)
    )
    pulse = shown_in(crew, told(60, 60, respondents="12-19", alike={"safe": "alike", "matter": "apart"}))
    said = "How safe it is to speak, you see alike. How much agreements matter, you see differently"
    assert said in words(page(crew))
    assert said in words(browser_of(crew.people[0]).get(f"/pulses/{pulse}/after").content.decode())


@pytest.mark.parametrize("zone", ZONES)
def test_every_lean_has_one_question_and_one_small_thing(zone: str) -> None:
    lean = LEANS[zone]
    assert str(lean.question).endswith("?")
    assert str(lean.attempt)
    assert saying.lean_of({"name": None, "between": [zone, "drift"]}) is lean


def test_there_are_words_for_all_that_can_be_published() -> None:
    assert set(ZONES) == set(NAMED) == set(LEANS) == set(ZONE_WORDS) == set(IN_A_SENTENCE)
    assert set(BETWEEN) == {frozenset(pair) for pair in combinations(ZONES, 2)}
    assert set(PARTICIPATION) == {name for _least, name in bounds.PARTICIPATION}
    assert set(WAYS) == {(axis, way) for axis in AXES for way in ("rising", "falling")}
    words_ = ("alike", "apart", None)
    assert set(ALIKE) == {*product(words_, repeat=2)} - {(None, None)}


# --- the picture ---


def test_the_picture_has_a_title_a_description_and_a_table(crew: Crew) -> None:
    shown_in(crew, told(60, 80), told(70, 80))
    html = page(crew)
    assert 'role="img" aria-labelledby="q-t q-d"' in html
    assert "Safe to speak: shown as 70, nine in ten from" in html
    assert "10 Aug: safe to speak 60, agreements matter 80." in html
    assert html.count('class="q-old"') == 1
    assert re.search(r"<tbody><tr><th scope=.row.>.*<td>70</td>.*<td>60</td>", html)
    assert 'class="q-50"' in html
    assert 'class="q-90"' in html


def test_an_end_told_only_as_or_more_stays_open_on_that_side(crew: Crew) -> None:
    shown_in(crew, told(Score(20, "low"), Score(90, "high")))
    html = page(crew)
    assert html.count('class="q-open"') == 2
    assert "20 or less" in words(html)
    assert "90 or more" in words(html)
    assert "it may lie further out" in html
    shown_in(crew, told(55, 75), told(60, Score(90, "high")))
    assert 'dx="8" dy="5" text-anchor="start">Now' in page(crew), "beside it, for the trail comes from below"


def test_what_is_drawn_comes_of_the_manifests_alone_and_comes_out_again_to_the_byte(crew: Crew) -> None:
    """Computed again of what is published, after people left: the same corners, bars and zone."""
    items = {code: Score(70) for code in CORE}
    shown_in(crew, told(50, 60), told(65, 60), told(85, 60, items=items, withheld=("comments",)))
    leave_team(crew.people[0].person, team=crew.team, by=crew.alice, at=OPENS)
    before: list[Any] = []
    rows = {row.wave_id: row for row in Release.objects.all()}
    for one in Wave.objects.order_by("number"):
        row = rows[one.id]
        again = read({**row.manifest, "comments": []}, is_changed=row.is_changed)
        zone, drawing = zone_and_drawing(again, before)
        assert json.dumps(drawing, sort_keys=True) == json.dumps(row.drawing, sort_keys=True)
        assert zone == row.manifest["zone"]
        before.append(again)


def test_serving_pages_loads_neither_numpy_nor_scipy() -> None:
    program = (
        "import django, sys; django.setup(); import fairlead.config.urls;"
        " from fairlead.rooms.pulses.web import balance, method;"
        " sys.exit(bool({'numpy', 'scipy'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# --- before and after ---


def test_rising_is_said_by_the_rule_alone(crew: Crew) -> None:
    many = {"respondents": "20+"}
    shown_in(crew, told(45, 70, **many), told(65, 70, **many))
    assert "from the third pulse on" in page(crew)
    shown_in(crew, told(85, 70, **many))
    text = words(page(crew))
    assert "Safe to speak is rising over the last three pulses." in text
    assert "Agreements matter: no clear change." in text


def test_a_rise_that_is_not_sure_enough_is_no_clear_change(crew: Crew) -> None:
    shown_in(crew, told(60, 70), told(65, 70), told(70, 70))
    assert "there is no clear change" in page(crew)


def test_after_one_came_or_went_no_direction_is_told(crew: Crew) -> None:
    changed = {"is_changed": True, "has_arrow": False, "withheld": ("items", "comments", "arrow")}
    shown_in(crew, told(45, 70), told(65, 70), told(85, 70, **changed))
    text = words(page(crew))
    assert "one or two people came or went" in text
    assert "rising over" not in text


# --- question by question, and what people wrote ---


def test_single_questions_are_shown_with_their_range_and_the_pulse_before(crew: Crew) -> None:
    items = {code: Score(70) for code in CORE} | {"A6": Score(20, "low")}
    before = {code: Score(55) for code in CORE}
    withheld = {"withheld": ("comments",)}
    shown_in(crew, told(70, 70, items=before, **withheld), told(70, 70, items=items, **withheld))
    html = page(crew)
    assert html.count('class="q-row"') == 10
    assert html.count('class="iv"') == 8
    assert html.count('class="prev"') == 8
    assert html.count("Fewer than 8 people answered this one.") == 2
    assert "70" in html
    assert "What people wrote" in html


def test_where_fewer_answered_the_page_says_why_single_questions_are_not_shown(crew: Crew) -> None:
    shown_in(crew, told(70, 70, respondents="5-7"))
    text = words(page(crew))
    assert "Single questions are shown once 8 people or more answered." in text
    assert "Comments are shown once 8 people or more answered and 3 of them wrote one" in text
    assert 'class="iv"' not in page(crew)


def test_comments_stand_as_they_were_written_and_are_inert(crew: Crew) -> None:
    shown_in(crew, told(70, 70, comments=("one", "<b>two</b>", "three"), withheld=("items",)))
    assert "&lt;b&gt;two&lt;/b&gt;" in page(crew)
    Comments.objects.all().delete()
    assert "have been deleted, as all are after a year" in page(crew)


# --- nothing to show ---


def test_before_any_pulse_the_page_says_when_there_will_be_something(crew: Crew) -> None:
    text = words(page(crew))
    assert "Results open after the pulse closes and at least five people answer." in text
    assert "<svg class" not in page(crew).split("<main", 1)[1].replace('<svg class="i', "")


def test_while_the_first_pulse_is_open_nothing_else_is_said(crew: Crew) -> None:
    wave(crew.alice.organisation, crew.team, state="open")
    assert "A pulse is open just now." in page(crew)


def test_too_few_answers_take_nothing_from_what_was_shown_before(crew: Crew) -> None:
    shown_in(crew, LEARNING)
    wave(crew.alice.organisation, crew.team, state="too_few")
    text = words(page(crew))
    assert "too few answered to show anything" in text
    assert "It is safe to speak, and agreements matter." in text


# --- who sees it ---


def test_leader_and_team_see_the_same_and_nobody_else_sees_it(crew: Crew) -> None:
    shown_in(crew, STRAIN)
    seen = {words(page(crew, who=one)) for one in (crew.alice, *crew.people)}
    assert len(seen) == 1
    for below in ("", "/method"):
        assert browser_of(crew.mallory).get(f"/team/{crew.team}/balance{below}").status_code == 404
    leave_team(crew.people[0].person, team=crew.team, by=crew.alice, at=OPENS)
    assert browser_of(crew.people[0]).get(f"/team/{crew.team}/balance").status_code == 404


def test_asked_hundreds_of_times_by_whomever_the_page_is_the_same(crew: Crew) -> None:
    """Nobody averages anything out: there is nothing to average."""
    shown_in(crew, told(60, 60), STRAIN)
    clients = [browser_of(one) for one in (crew.alice, *crew.people)]
    told_ = {
        words(client.get(f"/team/{crew.team}/balance").content.decode())
        for client in clients
        for _ in range(20)
    }
    assert len(told_) == 1


def test_what_is_kept_of_a_release_is_kept_for_one_language_and_for_the_thresholds_of_now(
    crew: Crew, settings: Any
) -> None:
    shown_in(crew, told(70, 70, respondents="5-7"))
    assert "Single questions are shown once 8 people or more answered." in words(page(crew))
    settings.PULSE_THRESHOLDS = bounds.Thresholds(items=11, comments=11)
    assert "Single questions are shown once 11 people or more answered." in words(page(crew))
    person = crew.people[0].person
    Person.objects.filter(id=person).update(language="de")
    assert "Single questions" not in words(page(crew))
    assert "Single questions" in words(page(crew, 1))


def test_the_page_costs_as_many_statements_after_a_year_as_after_one_pulse(crew: Crew) -> None:
    """Whether it is looked at as the team's newest or as the pulse itself."""
    newest = shown_in(crew, told(60, 60))
    client = browser_of(crew.people[0])

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    of_one = cost(f"/team/{crew.team}/balance"), cost(f"/pulses/{newest}")
    newest = shown_in(crew, *[told(60, 65) for _ in range(12)])
    assert (cost(f"/team/{crew.team}/balance"), cost(f"/pulses/{newest}")) == of_one == (12, 12)


# --- the method ---


def test_the_method_prints_the_numbers_that_hold(crew: Crew) -> None:
    text = words(page(crew, below="/method"))
    for number in (LOWEST.scores, LOWEST.items, LOWEST.comments, LOWEST.people, bounds.ROSTER_FROM):
        assert f"from {number} people on" in text
    for band in BANDS:
        assert f"{band.name} {band.low} or less {band.high} or more {band.noise} {band.noise_changed}" in text
    assert f"The zones meet at {bounds.BORDER}" in text
    assert f"at least {bounds.NAMED_FROM:.0%}".replace("%", " %") in text
    assert f"rounded to {bounds.STEP}" in text
    assert f"{bounds.INSIDER} or more" in text
    assert f"no further than {bounds.ALIKE_WITHIN} of 100 from the middle one" in text
    assert "licence CC0" in text
    assert "What this does not stop" in text


def test_a_raised_threshold_is_printed_as_it_is_raised(db: None, settings: Any) -> None:
    settings.PULSE_THRESHOLDS = bounds.Thresholds(items=11, comments=11)
    told_ = {str(name): when for name, when in shown_from()}
    assert told_["Single questions"] == "from 11 people on"


def test_no_wave_of_another_team_is_in_it(crew: Crew) -> None:
    shown_in(crew, LEARNING)
    other = publish(crew.mallory.organisation, crew.mallory.teams[0], STRAIN)
    assert str(other) not in page(crew)
    assert page(crew).count('scope="row"') == 1
