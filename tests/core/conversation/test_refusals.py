"""Who is refused what, in which order; which facts are taken; and that a refusal changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from fairlead.core.conversation import agenda
from fairlead.core.conversation.facts import FACTS, default_look_again
from fairlead.core.refusals import Refusal
from tests.core.conversation.cast import (
    ALICE,
    DAN,
    DAY,
    MAX,
    MONDAY,
    ZONE,
    Story,
    agreed,
    begun,
    compared,
    day,
    everywhere,
    good_facts,
    heard,
    in_agree,
    in_causes,
    joined,
    listening,
)
from tests.core.conversation.test_steps import refusal_of

SOME_STORIES = [
    begun(), joined(), compared(), listening(), heard(), in_causes(), in_agree(), in_agree(("A point",)), agreed(),
]  # fmt: skip


def test_what_dan_does_wrong_in_every_way_is_told_one_thing_at_a_time() -> None:
    over = agreed().alice("stop")
    assert refusal_of(over, DAN, "dance", version=9, text=7) == ("unknown_act", "act")
    assert refusal_of(over, DAN, "look_again", version=9, text=7) == ("ended", None)
    waits = agreed().alice("accept_summary").dan("accept_summary")
    assert refusal_of(agreed(), DAN, "look_again", version=9, text=7)[0] == "not_your_move"
    assert refusal_of(waits, DAN, "look_again", version=9, text=7)[0] == "too_early"
    ready = waits.later(30 * DAY)
    assert refusal_of(ready, DAN, "look_again", version=9, text=7)[0] == "stale_terms"
    assert refusal_of(ready, DAN, "look_again", text=7) == ("missing_field", "verdict")
    assert refusal_of(ready, DAN, "look_again", text=7, verdict="keep") == ("bad_field", "text")


@pytest.mark.parametrize("act", ["", None, 7, [], {"act": "join"}, "Join", "join ", True])
def test_an_act_nobody_knows_is_refused_everywhere(act: Any) -> None:
    for story in SOME_STORIES:
        assert refusal_of(story, story.talk.person(story.talk.opener), act) == ("unknown_act", "act")


@pytest.mark.parametrize("story", SOME_STORIES)
def test_what_an_open_act_says_it_needs_and_may_take_is_what_it_takes(story: Story) -> None:
    for person in (ALICE, DAN):
        role = story.talk.role(person)
        for act, found in story.acts(person).items():
            facts = good_facts(found.needs, story, role)
            for name in found.needs:
                less = {key: value for key, value in facts.items() if key != name}
                named: dict[str, Any] = {"version": None} if name == "version" else {}
                assert refusal_of(story, person, act, **less, **named) == ("missing_field", name)
            every = good_facts(FACTS, story, role)
            assert not set(found.needs) & set(found.may)
            for name in set(FACTS) - set(found.needs) - set(found.may):
                extra = {**facts, name: every.get(name) or "7"}
                assert refusal_of(story, person, act, **extra)[0] in ("bad_field", "missing_field")
            assert refusal_of(story, person, act, **facts, mood="good") == ("bad_field", "mood")


@pytest.mark.parametrize("nonsense", ["1", 1.0, True, [1], {"version": 1}])
def test_a_version_is_a_number(nonsense: Any) -> None:
    assert refusal_of(heard(), ALICE, "own_part", version=nonsense, text="Mine") == ("bad_field", "version")


def test_a_stale_page_is_told_so_and_a_note_never_is() -> None:
    for story in everywhere().values():
        if not story.talk.ended and story.talk.version:
            assert refusal_of(story, DAN, "stop", version=story.talk.version - 1) == (
                "stale_terms",
                "version",
            )
            assert refusal_of(story, DAN, "stop", version=story.talk.version + 1) == (
                "stale_terms",
                "version",
            )
            assert story.dan("note_private", version=0).notes
            assert story.dan("stop", version=None).talk.ended == "stopped"


def test_both_may_write_at_once_when_no_version_is_named() -> None:
    story = in_causes().alice("give_causes", version=None).dan("give_causes", version=None)
    assert story.here == "repair"


# --- facts ---


@pytest.mark.parametrize("nonsense", [7, True, ["x"], {"x": 1}, "a\0b", "\udfff", "x" * 10_001])
def test_words_are_text_of_10000_signs_at_most(nonsense: Any) -> None:
    assert refusal_of(listening(), DAN, "give_account", text=nonsense) == ("bad_field", "text")
    assert refusal_of(heard(), ALICE, "own_part", text=nonsense) == ("bad_field", "text")
    assert refusal_of(heard(), ALICE, "note_private", prompt=1, text=nonsense) == ("bad_field", "text")
    assert heard().alice("own_part", text="x" * 10_000)


def test_before_dan_was_heard_alice_says_little_and_dan_as_much_as_he_likes() -> None:
    long = "x" * 281
    for me, person in (("asker", ALICE), ("doer", DAN)):
        facts = {"purpose": long, "mode": "live"}
        if person == ALICE:
            assert refusal_of(begun(me), person, "invite", **facts) == ("bad_field", "purpose")  # type: ignore[arg-type]
        else:
            assert begun(me).then(person, "invite", **facts)  # type: ignore[arg-type]
    picture = {"text": long, "was_a_yes": True}
    assert refusal_of(joined(), ALICE, "state_picture", **picture) == ("bad_field", "text")
    assert joined().then(DAN, "state_picture", **picture)
    assert refusal_of(compared(), ALICE, "state_gap", text=long, conditions=[1]) == ("bad_field", "text")
    account = listening().dan("give_account", text="x" * 9000)
    assert refusal_of(account, ALICE, "ask_question", text=long) == ("bad_field", "text")
    assert account.alice("ask_question", text="x" * 280)
    assert refusal_of(account, ALICE, "read_back", text="x" * 2001) == ("bad_field", "text")
    assert account.alice("read_back", text="x" * 2000)


@pytest.mark.parametrize("blank", [None, "", " ", [], {}])
def test_what_is_left_blank_was_not_given(blank: Any) -> None:
    story = listening().dan("give_account", points=blank, date=blank)
    assert story.steps[-1].data == {}
    assert refusal_of(listening(), DAN, "give_account", text=blank) == ("missing_field", "text")


@pytest.mark.parametrize(
    "when", ["tomorrow", 7, "2026-11-27T12:00:00", "2026-02-30", "0001-01-01", day(MONDAY, -1)]
)
def test_a_day_is_today_or_later(when: Any) -> None:
    assert refusal_of(joined(), DAN, "pause", date=when) == ("bad_field", "date")
    assert refusal_of(begun().dan("invite"), ALICE, "another_time", date=when) == ("bad_field", "date")
    facts = good_facts(("actions", "look_again_on"), in_agree(), "doer")
    dan = in_agree()
    assert refusal_of(dan, DAN, "propose_agreement", **{**facts, "look_again_on": when}) == (
        "bad_field", "look_again_on",
    )  # fmt: skip
    actions = [facts["actions"][0], {**facts["actions"][1], "due": when}]
    assert refusal_of(dan, DAN, "propose_agreement", **{**facts, "actions": actions}) == (
        "bad_field",
        "actions",
    )


def test_a_day_is_the_senders_and_may_come_as_a_moment() -> None:
    assert joined().dan("pause", date=day(MONDAY)).talk.paused_until == MONDAY.date()
    late = joined().dan("pause", date="2026-11-26T23:30:00Z[Europe/Berlin]")
    assert str(late.talk.paused_until) == "2026-11-27"
    facts = good_facts(("actions", "look_again_on"), in_agree(), "doer")
    facts["actions"][1]["due"] = "2026-11-27T12:00:00+01:00"
    offer = in_agree().then(DAN, "propose_agreement", **facts).shown("asker").proposal
    assert offer is not None
    assert [action.due for action in offer.actions] == [None, "2026-11-27T12:00:00+01:00[Europe/Berlin]"]


def test_the_usual_day_of_looking_again_is_in_three_weeks() -> None:
    assert str(default_look_again(MONDAY, ZONE)) == "2026-12-14"


@pytest.mark.parametrize("answer", ["maybe", "Yes", 7, True])
def test_dan_answers_a_read_back_yes_partly_or_no(answer: Any) -> None:
    waits = listening().dan("give_account").alice("read_back")
    assert refusal_of(waits, DAN, "confirm_read_back", answer=answer, text="So") == ("bad_field", "answer")


@pytest.mark.parametrize("value", ["yes", 1, 0, "true"])
def test_whether_it_was_a_yes_is_true_or_false(value: Any) -> None:
    assert refusal_of(joined(), DAN, "state_picture", text="A rota", was_a_yes=value) == (
        "bad_field",
        "was_a_yes",
    )
    assert joined().dan("state_picture", text="A rota", was_a_yes=False).steps[-1].data == {
        "was_a_yes": False
    }


@pytest.mark.parametrize("value", [[0], [4], ["1"], [True], "1", 7, {"1": 1}, [1.0], [1] * 7])
def test_a_gap_is_about_conditions_that_were_agreed(value: Any) -> None:
    assert refusal_of(compared(), ALICE, "state_gap", text="So", conditions=value) == (
        "bad_field",
        "conditions",
    )
    assert compared().alice("state_gap", conditions=[3, 1, 3]).steps[-1].data == {"conditions": [1, 3]}


@pytest.mark.parametrize("value", [0, 2, "1", True, [1]])
def test_a_question_is_answered_by_its_number_and_once(value: Any) -> None:
    asked = listening().dan("give_account").alice("ask_question")
    assert refusal_of(asked, DAN, "answer_question", question=value, text="So") == ("bad_field", "question")
    answered = asked.dan("answer_question", question=1)
    assert refusal_of(answered, DAN, "answer_question", question=1, text="So")[0] == "not_your_move"


@pytest.mark.parametrize(
    "codes",
    ["LATE_WARNING", ["LATE"], [7], [["LATE_WARNING"]], ["UNASKED", "UNASKED"],
     ["UNASKED", "NOT_ASSESSED", "LATE_WARNING", "OUTSIDE_EVENT"]],
)  # fmt: skip
def test_one_to_three_codes_are_chosen(codes: Any) -> None:
    assert refusal_of(in_causes(), DAN, "give_causes", codes=codes) == ("bad_field", "codes")
    assert refusal_of(in_causes(), DAN, "give_causes", codes=[]) == ("missing_field", "codes")


def test_own_words_are_said_when_they_are_chosen_and_may_be_besides() -> None:
    assert refusal_of(in_causes(), DAN, "give_causes", codes=["OWN_WORDS"]) == ("missing_field", "own_words")
    assert in_causes().then(DAN, "give_causes", codes=["UNASKED"], own_words="We both assumed")
    assert in_causes().then(DAN, "give_causes", codes=["UNASKED"])


@pytest.mark.parametrize("prompt", [0, 6, "2", True, "assumed", [1]])
def test_a_prompt_is_one_of_the_five_of_ones_own_role(prompt: Any) -> None:
    assert refusal_of(begun(), DAN, "note_private", prompt=prompt, text="So") == ("bad_field", "prompt")
    assert begun().dan("note_private", prompt="first_seen").notes[-1].prompt == 3
    assert {role: len(names) for role, names in agenda.PROMPTS.items()} == {"asker": 5, "doer": 5}


def test_a_line_is_shared_only_once_it_is_written() -> None:
    assert refusal_of(begun(), DAN, "share_line", prompt=2) == ("bad_field", "prompt")
    assert begun().dan("share_line", prompt=3).steps[-1].words == {"text": "another one <doer>"}


@pytest.mark.parametrize("person", [str(ALICE), str(DAN), "Max", 7, ["x"]])
def test_a_facilitator_is_a_third_one(person: Any) -> None:
    assert refusal_of(joined(), DAN, "invite_facilitator", person=person) == ("bad_field", "person")
    assert joined().dan("invite_facilitator", person=MAX).talk.suggested == (MAX, "doer")


@pytest.mark.parametrize(
    "action", [7, "So", {}, {"by": str(DAN)}, {"text": "So"}, {"by": str(DAN), "text": " "},
               {"by": str(MAX), "text": "So"}, {"by": "x", "text": "So"}, {"by": str(DAN), "text": 7},
               {"by": str(DAN), "text": "x" * 501}, {"by": str(DAN), "text": "So", "mood": 1}],
)  # fmt: skip
def test_an_action_is_something_one_of_the_two_will_do(action: Any) -> None:
    facts = good_facts(("actions", "look_again_on"), in_agree(), "doer")
    facts["actions"].append(action)
    code, field = refusal_of(in_agree(), DAN, "propose_agreement", **facts)
    assert (code in ("bad_field", "missing_field"), field) == (True, "actions")


@pytest.mark.parametrize(
    "answers", [7, [7], [{"point": 2, "text": "So"}], [{"point": "1", "text": "So"}], [{"point": True, "text": "So"}],
                [{"point": 1}], [{"point": 1, "text": 7}], [{"point": 1, "text": "So", "x": 1}],
                [{"point": 1, "text": "So"}, {"point": 1, "text": "No"}]],
)  # fmt: skip
def test_an_answer_is_to_a_point_that_was_marked(answers: Any) -> None:
    story = in_agree(("A point",))
    facts = good_facts(("actions", "look_again_on"), story, "doer")
    code, field = refusal_of(story, DAN, "propose_agreement", **facts, answers=answers)
    assert (code in ("bad_field", "missing_field"), field) == (True, "answers")


def test_missing_comes_before_bad() -> None:
    facts = good_facts(("actions", "look_again_on"), in_agree(), "doer")
    facts["actions"] = [{"by": "x", "text": "So"}, {"by": str(DAN), "text": " "}]
    assert refusal_of(in_agree(), DAN, "propose_agreement", **facts) == ("missing_field", "actions")
    assert refusal_of(joined(), DAN, "state_picture", text=7) == ("missing_field", "was_a_yes")


def test_a_refusal_changes_nothing() -> None:
    for story in everywhere().values():
        before = story.steps, story.talk
        for act in ("give_account", "agree_to_it", "pause", "give_causes"):
            with pytest.raises(Refusal):
                story.then(DAN, act, text="\0", date="x", codes=7, version=None)
        assert (story.steps, story.talk) == before
