"""The eleven steps as two people take them: what leaves each, and the turns that differ from the straight way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fairlead.core.conversation import agenda
from fairlead.core.conversation.talk import Opening, open_conversation
from fairlead.core.journal import NO_HEAD, line_hash, words_hash
from fairlead.core.promise import rules
from fairlead.core.refusals import Refusal
from tests.core.conversation.cast import (
    ALICE,
    DAN,
    DAY,
    MONDAY,
    PROMISE,
    TALK,
    Story,
    agreed,
    begun,
    compared,
    day,
    heard,
    in_agree,
    in_causes,
    joined,
    listening,
    looking,
)


def refusal_of(story: Story, who: Any, act: Any, /, **facts: Any) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as refusal:
        story.then(who, act, **facts)
    return refusal.value.code, refusal.value.field


def test_alice_and_dan_go_through_all_eleven_steps() -> None:
    story = begun("doer").dan("note_private").dan("share_line")
    way = [story.here]

    def on(after: Story) -> Story:
        way.append(after.here)
        return after

    story = on(story.dan("invite"))
    story = on(story.alice("join"))
    story = on(story.alice("state_picture").dan("state_picture").alice("same_picture").dan("same_picture"))
    story = on(story.alice("state_gap").dan("own_version"))
    story = story.dan("give_account", points=["We never look midway"]).alice("ask_question")
    story = (
        story.dan("answer_question")
        .alice("read_back")
        .dan("confirm_read_back", answer="no")
        .alice("read_back")
    )
    story = on(story.dan("confirm_read_back", answer="yes"))
    story = on(story.alice("own_part").alice("give_account"))
    story = on(story.alice("give_causes").dan("give_causes"))
    story = story.alice("name_cost").alice("name_repair").dan("name_cost")
    story = on(story.dan("nothing_owed"))
    story = on(story.dan("propose_agreement").alice("agree_to_it"))
    story = on(story.alice("accept_summary").dan("own_statement"))
    assert tuple(way) == agenda.STEPS
    story = story.later(21 * DAY).alice("look_again")
    assert story.dan("look_again").talk.ended == "closed"


def test_each_step_stands_under_one_of_four_headings() -> None:
    headings = [agenda.HEADINGS[step] for step in agenda.STEPS]
    assert headings == ["prepare"] * 2 + ["listen"] * 4 + ["find_the_cause"] + ["agree"] * 4
    assert [leave.step for leave in agenda.LEAVES] == list(agenda.STEPS)


# --- opening ---


@pytest.mark.parametrize("stage", [*rules.OPEN, *rules.ENDS, None])
def test_it_is_about_a_promise_that_was_made(stage: str | None) -> None:
    opening = Opening(TALK, ALICE, DAN, "asker", PROMISE, stage, 3)
    if stage in rules.BINDING or (stage in rules.ENDS and stage not in ("declined", "withdrawn")):
        assert open_conversation(opening, at=MONDAY).version == 0
    else:
        with pytest.raises(Refusal, match="not_your_move"):
            open_conversation(opening, at=MONDAY)


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (Opening(TALK, ALICE, DAN, "boss", PROMISE, "GAP"), "bad_field: me"),
        (Opening(TALK, ALICE, DAN, None, expectation="A rota"), "missing_field: me"),
        (Opening(TALK, ALICE, DAN, "asker"), "missing_field: expectation"),
        (Opening(TALK, ALICE, DAN, "asker", expectation="x" * 281), "bad_field: expectation"),
        (Opening(TALK, ALICE, ALICE, "asker", expectation="A rota"), "bad_field: with"),
        (Opening(TALK, ALICE, DAN, "asker", PROMISE, "GAP", expectation="A rota"), "bad_field: expectation"),
    ],
)
def test_an_opening_names_two_people_their_roles_and_what_it_is_about(opening: Opening, said: str) -> None:
    with pytest.raises(Refusal, match=f"^{said}$"):
        open_conversation(opening, at=MONDAY)


def test_the_doer_may_say_at_length_what_he_thought_he_was_to_do() -> None:
    step = open_conversation(Opening(TALK, DAN, ALICE, "doer", expectation="x" * 281), at=MONDAY)
    assert step.data == {"asker": str(ALICE), "doer": str(DAN), "conditions": 0}


# --- the invitation ---


def test_another_time_is_an_answer_and_so_is_not_this_one() -> None:
    invited = begun("asker").alice("invite")
    later = invited.dan("another_time", date=day(MONDAY, 2))
    assert later.talk.answer_on is not None
    assert (later.here, later.waiting()) == ("open", (DAN,))
    assert later.alice("invite", date=day(MONDAY, 5)).talk.answer_on is None
    assert later.dan("join").here == "restore"
    assert invited.dan("not_this_one").talk.ended == "not_this_one"
    assert refusal_of(invited, ALICE, "join") == ("not_your_move", None)


# --- pictures and the gap ---


def test_with_two_pictures_only_the_gap_is_left_out() -> None:
    assert compared("two_pictures").here == "listen"
    assert compared().here == "gap"
    assert compared("two_pictures").dan("step_back").here == "restore"
    assert listening().dan("step_back").here == "gap"


def test_about_what_was_never_asked_only_the_gap_is_left_out() -> None:
    story = compared(unasked=True)
    assert (story.talk.promise, story.here) == (None, "listen")
    assert story.alice("step_back").here == "restore"


def test_a_new_picture_is_looked_at_anew() -> None:
    story = joined().alice("state_picture").dan("state_picture").alice("same_picture")
    again = story.dan("state_picture").dan("same_picture")
    assert again.here == "restore"
    assert again.waiting() == (ALICE,)
    assert again.alice("two_pictures").talk.picture == "two"
    assert story.alice("two_pictures").dan("same_picture").talk.picture == "two"


def test_what_came_late_but_whole_has_no_open_condition() -> None:
    story = compared().alice("state_gap", conditions=[])
    assert story.steps[-1].data == {"conditions": []}
    assert refusal_of(compared(), ALICE, "state_gap", text="It came on Monday") == (
        "missing_field",
        "conditions",
    )


# --- listening ---


def test_the_doer_speaks_first() -> None:
    story = listening()
    assert story.waiting() == (DAN,)
    assert not {"ask_question", "read_back", "give_account"} & story.acts(ALICE).keys()
    told = story.dan("give_account")
    assert {"ask_question", "read_back"} <= story.dan("give_account").acts(ALICE).keys()
    assert told.waiting() == (ALICE,)
    assert told.alice("ask_question").waiting() == (ALICE, DAN)


def test_talking_in_person_is_a_way_after_three_rounds_and_of_both() -> None:
    story = listening().dan("give_account")
    for _ in range(3):
        assert "talk_in_person" not in story.acts(ALICE)
        story = story.alice("read_back").dan("confirm_read_back", answer="no")
    chosen = story.dan("talk_in_person")
    assert (chosen.here, chosen.waiting()) == ("listen", (ALICE,))
    assert chosen.alice("talk_in_person").here == "own_part"
    listens = story.alice("talk_in_person").alice("read_back")
    assert listens.dan("confirm_read_back", answer="no").dan("talk_in_person").here == "listen"


def test_when_it_is_not_quite_it_what_is_missing_is_said() -> None:
    waits = listening().dan("give_account").alice("read_back")
    for answer in ("partly", "no"):
        assert refusal_of(waits, DAN, "confirm_read_back", answer=answer) == ("missing_field", "text")
    assert waits.then(DAN, "confirm_read_back", answer="yes").here == "own_part"
    assert refusal_of(waits, ALICE, "read_back", text="So") == ("not_your_move", None)


def test_back_from_the_askers_part_the_doer_is_heard_once_more() -> None:
    back = heard().dan("step_back")
    assert (back.here, back.waiting()) == ("listen", (ALICE,))
    again = back.dan("give_account").alice("read_back").dan("confirm_read_back", answer="yes")
    assert again.here == "own_part"


# --- the asker's part, causes, repair ---


def test_alice_looks_at_her_own_part_before_her_account() -> None:
    assert refusal_of(heard(), ALICE, "give_account", text="I was short with you") == ("not_your_move", None)
    assert heard().alice("own_part").alice("give_account").here == "causes"
    assert refusal_of(heard(), DAN, "own_part", text="Mine") == ("not_your_move", None)


def test_chosen_again_codes_are_silent_again() -> None:
    story = in_causes().alice("give_causes").dan("give_causes").alice("step_back")
    again = story.dan("give_causes", codes=["NOT_READ_BACK"], own_words=None)
    assert [causes.codes for causes in again.shown("asker").causes if causes.role == "doer"] == [
        ("LATE_WARNING", "OWN_WORDS")
    ]
    assert again.alice("give_causes").here == "repair"


def test_who_asked_says_first_what_would_set_it_right() -> None:
    story = in_causes().alice("give_causes").dan("give_causes")
    assert story.waiting() == (ALICE,)
    assert not {"name_cost", "name_repair", "nothing_owed"} & story.acts(DAN).keys()
    answered = story.alice("name_repair").alice("name_repair")
    assert answered.waiting() == (DAN,)
    assert answered.dan("name_cost").here == "repair"
    assert answered.dan("name_repair").here == "agree"


# --- the agreement ---


def test_a_marked_point_waits_for_its_answer() -> None:
    story = in_agree(("We never look midway", "The data came late"))
    assert "answers" in story.acts(DAN)["propose_agreement"].needs
    one = [{"point": 1, "text": "We look on Wednesdays"}]
    facts = {
        "look_again_on": day(MONDAY, 21),
        "actions": [{"by": str(person), "text": "Look midway"} for person in (ALICE, DAN)],
    }
    assert refusal_of(story, DAN, "propose_agreement", **facts) == ("missing_field", "answers")
    assert refusal_of(story, DAN, "propose_agreement", **facts, answers=one) == ("missing_field", "answers")
    both = [*one, {"point": 2, "text": "Not now, because it is not ours"}]
    offered = story.then(DAN, "propose_agreement", **facts, answers=both)
    assert offered.alice("agree_to_it").here == "close"
    anew = offered.then(DAN, "propose_agreement", **facts, answers=both).shown("asker")
    assert [len(point.answers) for point in anew.points] == [1, 1], (
        "the same answer once more stands there once"
    )


def test_that_nothing_is_to_change_also_answers_every_point_and_the_asker_does() -> None:
    story = in_agree(("We never look midway",)).dan("nothing_to_change")
    assert refusal_of(story, ALICE, "nothing_to_change", text="It was the storm") == (
        "missing_field",
        "answers",
    )
    answers = [{"point": 1, "text": "Not now, because it was once"}]
    done = story.alice("nothing_to_change", answers=answers)
    assert (done.here, done.talk.waiting_points) == ("close", frozenset())
    assert refusal_of(story, DAN, "nothing_to_change", text="So", answers=answers) == ("bad_field", "answers")


def test_an_answer_that_came_with_nothing_to_change_holds_only_if_both_say_so() -> None:
    story = in_agree(("We never look midway",)).alice("nothing_to_change").dan("propose_agreement")
    assert story.talk.waiting_points == {1}
    assert story.alice("agree_to_it").talk.waiting_points == frozenset()
    assert story.waiting() == (ALICE,)
    handed_back = story.alice("nothing_to_change")
    assert (handed_back.here, handed_back.waiting()) == ("agree", (DAN,))
    anew = handed_back.dan("propose_agreement")
    assert anew.waiting() == (ALICE,)


def test_without_an_agreement_there_is_nothing_to_look_at_again() -> None:
    story = in_agree().alice("nothing_to_change").dan("nothing_to_change")
    assert story.alice("accept_summary").dan("accept_summary").talk.ended == "closed"


def test_consent_is_to_what_lies_there_now() -> None:
    story = in_agree().dan("propose_agreement")
    assert refusal_of(story, DAN, "agree_to_it", version=story.talk.version) == ("not_your_move", None)
    assert refusal_of(story, ALICE, "agree_to_it", version=None) == ("missing_field", "version")
    newer = story.dan("propose_agreement")
    assert refusal_of(newer, ALICE, "agree_to_it", version=story.talk.version) == ("stale_terms", "version")
    assert newer.alice("agree_to_it").talk.agreement == newer.talk.proposal
    assert newer.dan("nothing_to_change").talk.proposal is None


def test_what_was_agreed_stands_until_something_else_is() -> None:
    first = agreed(("We never look midway",))
    back = first.alice("step_back")
    assert (back.here, back.talk.proposal, back.talk.agreement) == ("agree", None, first.talk.agreement)
    again = back.alice("propose_agreement").dan("agree_to_it")
    assert again.talk.agreement != first.talk.agreement
    assert again.talk.waiting_points == frozenset(), "what was answered once stays answered"
    kept = back.alice("nothing_to_change").dan("nothing_to_change")
    assert kept.talk.agreement == first.talk.agreement


# --- looking again ---


def test_they_look_again_on_the_day_and_not_before() -> None:
    story = agreed().alice("accept_summary").dan("accept_summary")
    assert (story.here, story.waiting()) == ("look_again", ())
    early = story.later(19 * DAY)
    assert refusal_of(early, ALICE, "look_again", verdict="keep", text="It held") == ("too_early", None)
    assert refusal_of(early, ALICE, "look_again") == ("too_early", None)
    assert "look_again" not in early.acts(ALICE)
    assert looking().waiting() == (ALICE, DAN)


@pytest.mark.parametrize(
    ("alice", "dan", "leads"),
    [
        ("keep", "keep", "closed"),
        ("drop", "drop", "closed"),
        ("keep", "drop", "agree"),
        ("change", "keep", "agree"),
        ("change", "change", "agree"),
    ],
)
def test_both_keep_or_both_drop_else_they_agree_anew(alice: str, dan: str, leads: str) -> None:
    first = looking().alice("look_again", verdict="change")
    story = first.alice("look_again", verdict=alice).dan("look_again", verdict=dan)
    assert (story.talk.ended or story.here) == leads


# --- the journal ---


def test_the_chain_holds_with_and_without_words() -> None:
    salt = bytes(range(32))
    head = NO_HEAD
    for step in looking().alice("look_again").steps:
        text = words_hash(step.words, salt)
        after = line_hash(step, prev=head, text=text)
        bare = replace(step, words=None)
        assert after == line_hash(bare, prev=head, text=text) != head
        assert len(after) == 64
        head = after


def test_what_people_write_and_choose_is_in_the_words_alone() -> None:
    written = {"text", "purpose", "points", "codes", "own_words", "expectation"}
    for step in looking().alice("look_again").dan("look_again").steps:
        assert "<" not in str(dict(step.data))
        assert not written & set(step.data) - {"points"}
        assert isinstance(step.data.get("points", 0), int)
