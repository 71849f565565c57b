"""Who is refused what, in which order; and that a refusal changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.core.promise import rules
from fairlead.core.promise.law import FACTS, Opening, open_acts, open_promise
from fairlead.core.refusals import LAW, Refusal
from tests.core.promise.cast import (
    ALICE,
    DAN,
    DAY,
    FRIDAY_NOON,
    MONDAY,
    OLGA,
    PROMISE,
    TERMS,
    ZONE,
    Story,
    everywhere,
    good_facts,
    in_gap,
    lines_of,
    on,
    opened,
    promised,
    reported,
    stages,
    told,
)

ANYWHERE = pytest.mark.parametrize("story", everywhere().values(), ids=told)
GOOD = ("terms", "text", "date", "conditions", "answer")


def refusal_of(story: Story, person: Any, act: Any, **facts: Any) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as refusal:
        story.then(person, act, **facts)
    return refusal.value.code, refusal.value.field


# --- the order: the first that fits ---


def test_the_order_is_the_designs() -> None:
    assert LAW == (
        "unknown_act",
        "ended",
        "not_your_move",
        "too_early",
        "stale_terms",
        "missing_field",
        "bad_field",
    )


def test_what_dan_does_wrong_in_every_way_is_told_one_thing_at_a_time() -> None:
    over = promised().alice("declare_satisfied")
    assert refusal_of(over, DAN, "dance", version=9, terms=7) == ("unknown_act", "act")
    assert refusal_of(over, DAN, "close_unassessed", version=9, terms=7)[0] == "ended"
    assert refusal_of(promised(), DAN, "close_unassessed", version=9, terms=7)[0] == "not_your_move"
    assert refusal_of(reported(), DAN, "close_unassessed", version=9, terms=7)[0] == "too_early"
    assert refusal_of(opened(), DAN, "counter", version=9, text=7) == ("stale_terms", "version")
    assert refusal_of(opened(), DAN, "counter", text=7) == ("missing_field", "terms")
    assert refusal_of(opened(), DAN, "counter", terms={"purpose": 7}, text=7)[0] == "bad_field"


def test_missing_comes_before_bad_also_within_the_terms() -> None:
    assert refusal_of(opened(), DAN, "counter", terms={"outcome": " "}, conditions=[1]) == (
        "missing_field",
        "outcome",
    )
    assert refusal_of(opened(), DAN, "counter", terms={"outcome": " "}, text=7) == (
        "missing_field",
        "outcome",
    )
    assert refusal_of(opened(), DAN, "counter", terms={"outcome": " "}, version="1") == (
        "missing_field",
        "outcome",
    )
    assert refusal_of(opened(due=None), DAN, "accept", conditions=[1]) == ("missing_field", "due")


@pytest.mark.parametrize("act", ["dance", "", None, 7, [], {"act": "accept"}, "Accept", "accept ", True])
def test_an_act_nobody_knows_is_refused_everywhere(act: Any) -> None:
    for story in stages():
        assert refusal_of(story, ALICE, act) == ("unknown_act", "act")


@ANYWHERE
def test_olga_finds_no_promise_whatever_she_tries(story: Story) -> None:
    assert open_acts(story.promise, by=OLGA, at=story.at) == ()
    assert story.promise.role(OLGA) is None
    for act in (*rules.ACTS, "dance"):
        assert refusal_of(story, OLGA, act) == ("not_found", None)


@ANYWHERE
def test_an_act_that_is_not_open_to_this_one_here_is_not_their_move(story: Story) -> None:
    if story.promise.ended:
        return
    for person, role in ((ALICE, "asker"), (DAN, "doer")):
        open_here = {line.act for line in lines_of(story.promise, role)}  # type: ignore[arg-type]
        for act in set(rules.ACTS) - open_here:
            assert (
                refusal_of(story, person, act, **good_facts(GOOD, story.promise, story.at))[0]
                == "not_your_move"
            )


@ANYWHERE
def test_the_acts_shown_are_exactly_those_that_are_accepted(story: Story) -> None:
    for later in (0 * DAY, 400 * DAY):
        then = story.later(later)
        for person, role in ((ALICE, "asker"), (DAN, "doer")):
            accepted = set()
            for line in lines_of(then.promise, role):  # type: ignore[arg-type]
                facts = good_facts(line.needs, then.promise, then.at)
                try:
                    then.then(person, line.act, **facts)
                except Refusal:
                    continue
                accepted.add(line.act)
            assert set(then.acts(person)) == accepted


@ANYWHERE
def test_what_an_open_act_says_it_needs_and_may_take_is_what_it_takes(story: Story) -> None:
    for person in (ALICE, DAN):
        for act, found in story.acts(person).items():
            facts = good_facts(found.needs, story.promise, story.at)
            assert not set(found.needs) & set(found.may)
            for name in found.needs:
                less = {key: value for key, value in facts.items() if key != name}
                named: dict[str, Any] = {"version": None} if name == "version" else {}
                assert refusal_of(story, person, act, **less, **named) == ("missing_field", name)
            extra: dict[str, Any] = {
                "read_back": "So, the costs on one page",
                "fix_by": on(story.at + DAY),
                "text": "And thank you",
                "terms": {"purpose": "another"},
            }
            for name in found.may:
                assert story.then(person, act, **{**facts, name: extra[name]})
            for name in set(FACTS) - set(found.may) - set(found.needs):
                assert refusal_of(story, person, act, **facts, **{name: "7"}) == ("bad_field", name)


# --- versions ---


@pytest.mark.parametrize("nonsense", ["1", 1.0, True, [1], {"version": 1}])
def test_a_version_is_a_number(nonsense: Any) -> None:
    assert refusal_of(opened(), DAN, "accept", version=nonsense) == ("bad_field", "version")
    assert refusal_of(promised(), DAN, "report_done", version=nonsense) == ("bad_field", "version")


@pytest.mark.parametrize("blank", [None, "", " "])
def test_an_answer_names_its_version_and_other_acts_may(blank: Any) -> None:
    assert refusal_of(opened(), DAN, "accept", version=blank) == ("missing_field", "version")
    assert promised().dan("report_done", version=blank).stage == "REPORTED"
    assert promised().dan("report_done", version=1).stage == "REPORTED"


def test_of_two_yeses_at_once_the_second_meets_the_new_terms() -> None:
    story = opened().alice("amend", terms={"purpose": None})
    assert refusal_of(story, DAN, "accept", version=1) == ("stale_terms", "version")
    assert story.dan("accept", version=2).stage == "PROMISED"


def test_a_release_is_answered_with_the_version_in_force() -> None:
    story = (
        promised().dan("propose_change", terms={"purpose": None}).alice("keep_terms").alice("propose_release")
    )
    assert refusal_of(story, DAN, "agree", version=2)[0] == "stale_terms"
    assert story.dan("agree", version=1).stage == "released"


# --- facts ---


@pytest.mark.parametrize("act", ["note", "flag_risk", "read_back", "revoke"])
@pytest.mark.parametrize("blank", [None, "", " \n ", [], {}])
def test_words_that_are_needed_are_not_blank(act: str, blank: Any) -> None:
    assert refusal_of(promised(), DAN, act, text=blank) == ("missing_field", "text")


@pytest.mark.parametrize("nonsense", [7, True, ["x"], {"x": 1}, "a\0b", "\udfff", "x" * 10_001])
def test_words_are_text_of_10000_signs_at_most(nonsense: Any) -> None:
    assert refusal_of(promised(), DAN, "note", text=nonsense) == ("bad_field", "text")
    assert refusal_of(promised(), DAN, "thank", text=nonsense) == ("bad_field", "text")
    assert refusal_of(opened(), DAN, "accept", read_back=nonsense) == ("bad_field", "read_back")
    assert promised().dan("note", text="x" * 10_000)


@pytest.mark.parametrize("blank", [None, "", " ", [], {}])
def test_what_is_left_blank_was_not_given(blank: Any) -> None:
    story = opened().dan("accept", read_back=blank, text=blank, conditions=blank, fix_by=blank)
    assert story.moves[-1].words is None
    assert story.moves[-1].data == {}
    assert reported().alice("name_gap", conditions=[1], fix_by=blank).promise.fix_by is None


def test_a_fact_nobody_knows_is_bad() -> None:
    assert refusal_of(promised(), DAN, "thank", mood="good") == ("bad_field", "mood")


@pytest.mark.parametrize("date", ["tomorrow", 7, "2026-11-27T12:00:00", on(MONDAY)])
def test_a_date_is_a_moment_ahead_and_is_named_as_what_is_wrong(date: Any) -> None:
    assert refusal_of(opened(), DAN, "answer_by", date=date) == ("bad_field", "date")
    assert refusal_of(in_gap(), DAN, "agree_to_fix", date=date) == ("bad_field", "date")
    assert refusal_of(reported(), ALICE, "name_gap", conditions=[1], fix_by=date) == ("bad_field", "fix_by")


@pytest.mark.parametrize("answer", ["maybe", "Yes", 7, True, ["yes"]])
def test_alice_answers_a_read_back_yes_partly_or_no(answer: Any) -> None:
    story = promised().dan("read_back", text="The costs, on one page")
    assert refusal_of(story, ALICE, "confirm_read_back", answer=answer) == ("bad_field", "answer")
    for good in ("yes", "partly", "no"):
        after = story.alice("confirm_read_back", answer=good)
        assert after.here == story.here
        assert after.moves[-1].data == {"answer": good}


@pytest.mark.parametrize(("given", "kept"), [([3, 1, 3], (1, 3)), ((2,), (2,)), ([1, 2, 3], (1, 2, 3))])
def test_a_gap_keeps_which_conditions_are_open(given: Any, kept: tuple[int, ...]) -> None:
    assert reported().alice("name_gap", conditions=given).promise.gap == kept
    assert reported().alice("close_with_gap", conditions=given).promise.gap == kept


def test_closing_a_gap_that_was_named_names_no_other() -> None:
    closed = in_gap((2,)).alice("close_with_gap")
    assert (closed.stage, closed.promise.gap) == ("closed_with_gap", (2,))
    assert refusal_of(in_gap((2,)), ALICE, "close_with_gap", conditions=[1]) == ("bad_field", "conditions")


def test_a_date_that_has_passed_is_not_promised_any_more() -> None:
    due = opened().promise.terms.due
    assert due is not None
    story = opened()
    last = story.later(due.at_utc - story.at)
    assert last.dan("accept").stage == "PROMISED"
    assert "accept" in last.acts(DAN)
    over = last.later(DAY / 86400)
    assert "accept" not in over.acts(DAN)
    assert refusal_of(over, DAN, "accept") == ("bad_field", "due")


# --- opening ---


def opening(kind: Any = "request", to: Any = DAN, made_at: Any = None, **facts: Any) -> Any:
    return open_promise(Opening(PROMISE, ALICE, to, kind), facts=facts, made_at=made_at, at=MONDAY, zone=ZONE)


@pytest.mark.parametrize("kind", ["accept", "", None, "demand", 7, ["request"]])
def test_a_promise_begins_with_a_request_or_an_offer(kind: Any) -> None:
    with pytest.raises(Refusal, match="unknown_act"):
        opening(kind, terms=TERMS)


def test_a_promise_is_between_two_different_people() -> None:
    with pytest.raises(Refusal, match="bad_field: to"):
        opening(to=ALICE, terms=TERMS)


@pytest.mark.parametrize("terms", [None, {}, "", [], {"due": FRIDAY_NOON}])
def test_an_ask_without_an_outcome_is_none(terms: Any) -> None:
    with pytest.raises(Refusal, match="missing_field: outcome"):
        opening(terms=terms)


@pytest.mark.parametrize("text", [7, "\0", "x" * 10_001])
def test_what_goes_with_an_ask_is_a_text(text: Any) -> None:
    with pytest.raises(Refusal, match="bad_field: text"):
        opening(terms=TERMS, text=text)
    assert opening(terms=TERMS, text=" ").words.keys() == {"terms"}
    assert opening(terms=TERMS, text="Please").words["text"] == "Please"


def test_an_ask_keeps_its_team_and_what_it_is_linked_to_if_there_is_any() -> None:
    plain = Opening(PROMISE, ALICE, DAN, "request")
    linked = Opening(PROMISE, ALICE, DAN, "request", team=OLGA, linked_to=DAN)
    kept = [open_promise(one, facts={"terms": TERMS}, at=MONDAY, zone=ZONE).data for one in (plain, linked)]
    assert kept[0].keys() == {"asker", "doer", "terms", "zone"}
    assert kept[1] == {**kept[0], "team": str(OLGA), "linked_to": str(DAN)}
    assert (kept[0]["asker"], kept[0]["doer"], kept[0]["zone"]) == (str(ALICE), str(DAN), ZONE)


@pytest.mark.parametrize("code", ["no_such_code", ""])
def test_a_refusal_has_a_code_that_every_door_knows(code: str) -> None:
    with pytest.raises(ValueError, match="unknown refusal code"):
        Refusal(code)


@ANYWHERE
def test_a_refusal_changes_nothing(story: Story) -> None:
    before = story.moves, story.promise
    for act in rules.ACTS:
        for person in (ALICE, DAN, OLGA):
            with pytest.raises(Refusal):
                story.then(person, act, terms={"due": "x"}, date="x", conditions=[9], answer="x", text="\0")
    assert (story.moves, story.promise) == before
