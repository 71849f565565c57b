"""What each reads at every state: the other's unrevealed words are in no part of the answer, in no form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fairlead.core.conversation.agenda import Role
from fairlead.core.conversation.fold import replay
from fairlead.core.conversation.journal import Step
from fairlead.core.conversation.shown import Viewer, note_shown_again, shown, viewer_of
from fairlead.core.conversation.summary import draft
from fairlead.core.refusals import Refusal
from tests.core.conversation.cast import (
    ALICE,
    DAN,
    DAY,
    MAX,
    OLGA,
    ROLES,
    Story,
    agreed,
    begun,
    compared,
    everywhere,
    heard,
    in_agree,
    in_causes,
    joined,
    listening,
    looking,
)  # fmt: skip
from tests.core.conversation.test_properties import is_heard_by

VIEWERS: tuple[Viewer, ...] = ("asker", "doer", "facilitator", "coach")


def texts_of(step: Step) -> Iterator[str]:
    """Every text of a step, as it was written."""
    for word in (step.words or {}).values():
        yield from word if isinstance(word, list) else [word]


def hidden(story: Story) -> list[tuple[Role, Step]]:
    """Every step whose words the design still keeps from all but their author: told from the journal alone, not
    from what the law keeps; only which visit of a step it was is taken from the fold."""
    heard_at = is_heard_by(story)
    acts = {(step.act, step.by) for step in story.steps}
    is_joined = any(act == "join" for act, _ in acts)
    visits = [said.visit for said in story.talk.said]
    found: list[tuple[Role, Step]] = []
    for step, visit in zip(story.steps, visits, strict=True):
        author: Role = "asker" if step.by == ALICE else "doer"
        together = {
            one.by for one, at in zip(story.steps, visits, strict=True) if (one.act, at) == (step.act, visit)
        }
        is_hidden = {
            "give_account": author == "asker" and heard_at is None,
            "talk_in_person": author == "asker" and heard_at is None,
            "share_line": not is_joined or (author == "asker" and heard_at is None),
            "state_picture": not {("state_picture", ALICE), ("state_picture", DAN)} <= acts,
            "give_causes": together != {ALICE, DAN},
            "look_again": together != {ALICE, DAN},
        }
        if step.words and (is_hidden.get(step.act) or story.talk.version == 0):
            found.append((author, step))
    return found


def leaks(story: Story) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    kept = hidden(story)
    for viewer in VIEWERS if kept else ():
        said = shown(story.talk, viewer)
        answer = repr(said) + repr(said and draft(said))
        for author, step in kept:
            if author != viewer:
                texts = [text for text in texts_of(step) if "<" in text and text in answer]
                found += [(story.here, viewer, step.act, text) for text in texts]
    return found


def test_the_others_unrevealed_words_are_in_no_part_of_what_is_shown() -> None:
    assert [leak for story in everywhere().values() for leak in leaks(story)] == []


def test_that_this_would_be_seen() -> None:
    story = joined().alice("state_picture")
    said = tuple(replace(one, is_revealed=True) for one in story.talk.said)
    assert leaks(replace(story, talk=replace(story.talk, said=said)))
    asked = in_causes().dan("give_causes")
    said = tuple(replace(one, is_revealed=True) for one in asked.talk.said)
    assert leaks(replace(asked, talk=replace(asked.talk, said=said)))


def test_everybody_reads_their_own_words_at_every_state() -> None:
    for story in everywhere().values():
        for viewer, person in (("asker", ALICE), ("doer", DAN)):
            if story.talk.role(person) is not None:
                answer = repr(shown(story.talk, viewer))  # type: ignore[arg-type]
                mine = [text for step in story.steps if step.by == person for text in texts_of(step)]
                assert all(text in answer for text in mine)


def read_by(story: Story, viewer: Viewer) -> set[tuple[int, str, str | None]]:
    return {(entry.version, entry.act, entry.text) for entry in story.shown(viewer).entries}


def test_who_reads_along_reads_only_what_both_can_read() -> None:
    """And the summary, from the close on, is one for all of them."""
    for story in everywhere().values():
        if story.talk.version:
            both = read_by(story, "asker") & read_by(story, "doer")
            assert read_by(story, "facilitator") == read_by(story, "coach") == both
            asker, doer, *others = (draft(story.shown(viewer)) for viewer in VIEWERS)
            assert others == [asker, doer]
            assert asker == doer
            assert (asker is not None) == (story.here in ("close", "look_again"))


# --- step by step ---


def test_before_the_invitation_there_is_nothing_to_read_for_the_other() -> None:
    story = begun("asker").alice("share_line").alice("pause").alice("resume")
    assert shown(story.talk, "doer") is None
    assert shown(story.talk, "facilitator") is None
    assert story.shown("asker").lines[0].text == "a line written alone <asker>"
    invited = story.alice("invite").shown("doer")
    assert invited.purpose is not None
    assert [entry.act for entry in invited.entries] == ["invite"]
    assert invited.version == 1


def test_dans_lines_are_read_when_both_are_there_and_alices_when_he_was_heard() -> None:
    by_dan = begun("doer").dan("share_line").dan("invite")
    assert by_dan.shown("asker").lines == ()
    assert [line.role for line in by_dan.alice("join").shown("asker").lines] == ["doer"]
    story = begun("asker").alice("share_line").alice("invite").dan("join").alice("share_line", prompt=3)
    assert story.shown("doer").lines == ()
    story = story.alice("state_picture").dan("state_picture").alice("same_picture").dan("same_picture")
    story = story.alice("state_gap").dan("confirm_gap").dan("give_account").alice("read_back")
    assert story.shown("doer").lines == ()
    opened = story.dan("confirm_read_back", answer="yes").shown("doer").lines
    assert [line.text for line in opened] == ["a line written alone <asker>", "another one <asker>"]


def test_a_stop_keeps_what_was_shared_and_leaves_the_rest_to_its_author() -> None:
    story = joined().alice("share_line").alice("state_picture").dan("stop")
    assert [entry.act for entry in story.shown("doer").entries] == ["invite", "join", "stop"]
    assert story.shown("asker").pictures
    assert story.shown("asker").lines
    later = in_causes().alice("give_causes").dan("stop")
    assert later.shown("doer").causes == ()
    assert later.shown("asker").causes[0].codes == ("LATE_WARNING", "OWN_WORDS")
    assert later.shown("doer").accounts == later.shown("asker").accounts


def test_two_pictures_are_read_beside_each_other_and_not_before() -> None:
    one = joined().alice("state_picture")
    assert one.shown("doer").pictures == ()
    assert len(one.shown("asker").pictures) == 1
    both = one.dan("state_picture")
    assert [entry.role for entry in both.shown("doer").pictures] == ["asker", "doer"]
    assert both.shown("doer").picture is None
    assert compared("two_pictures").shown("doer").picture == "two"


def test_a_note_to_talk_in_person_waits_until_both_choose_it() -> None:
    story = listening().dan("give_account")
    for answer in ("partly", "no", "partly"):
        story = story.alice("read_back").dan("confirm_read_back", answer=answer)
    chosen = story.alice("talk_in_person")
    assert chosen.shown("doer").in_person == ()
    assert not chosen.talk.is_heard
    both = chosen.dan("talk_in_person")
    assert (both.here, both.talk.is_heard) == ("own_part", True)
    assert [entry.role for entry in both.shown("doer").in_person] == ["asker", "doer"]
    rounds = both.shown("asker").read_backs
    assert [(one.answer, one.lacking is not None) for one in rounds] == [
        ("partly", True), ("no", True), ("partly", True),
    ]  # fmt: skip


def test_questions_stand_with_their_answers_and_points_with_theirs() -> None:
    story = listening().dan("give_account", points=["We never look midway", "The data came on Friday"])
    story = story.alice("ask_question").alice("ask_question").dan("answer_question", question=2)
    asked = story.shown("asker").questions
    assert [(one.number, len(one.answers)) for one in asked] == [(1, 0), (2, 1)]
    assert [(one.number, one.text, one.answers) for one in story.shown("asker").points] == [
        (1, "We never look midway", ()),
        (2, "The data came on Friday", ()),
    ]
    points = agreed(("We never look midway",)).shown("doer").points
    assert len(points[0].answers) == 1


def test_the_agreement_stands_with_its_sides_and_its_day() -> None:
    story = in_agree().dan("propose_agreement")
    offer = story.shown("asker").proposal
    assert offer is not None
    assert offer.version == story.talk.version
    assert [action.by for action in offer.actions] == [ALICE, DAN]
    assert story.shown("asker").agreement is None
    done = story.alice("agree_to_it").shown("asker")
    assert (done.proposal, done.agreement) == (None, offer)


def test_a_sentence_is_in_both_names_once_both_have_said_it() -> None:
    story = in_agree().alice("cause_sentence", text="Unattended meant two things")
    assert (story.shown("doer").sentence, story.shown("doer").sentence_in_both_names) == (
        "Unattended meant two things", False,
    )  # fmt: skip
    assert not story.dan("cause_sentence", text="Or three").shown("doer").sentence_in_both_names
    assert (
        story.dan("cause_sentence", text="Unattended meant two things").shown("asker").sentence_in_both_names
    )


def test_what_alice_believed_beforehand_is_shown_again_to_her_alone_once_dan_was_heard() -> None:
    for story in everywhere().values():
        assert note_shown_again(story.talk, "doer") is None
        assert (note_shown_again(story.talk, "asker") == 3) == (is_heard_by(story) is not None)


def test_erased_words_leave_a_conversation_that_can_still_be_read() -> None:
    for story in (looking().alice("look_again").dan("look_again"), in_agree(("A point",)).dan("stop")):
        bare = replay(replace(step, words=None) for step in story.steps)
        for viewer in ROLES:
            found = shown(bare, viewer)
            assert found is not None
            assert "<" not in repr(found)
            assert len(found.entries) == len(story.shown(viewer).entries)


# --- a facilitator ---


def test_max_reads_along_with_both_their_leave_and_no_longer() -> None:
    story = joined().alice("invite_facilitator")
    assert viewer_of(story.talk, MAX, at=story.at) is None
    assert "agree_facilitator" not in story.acts(ALICE)
    there = story.dan("agree_facilitator")
    assert viewer_of(there.talk, MAX, at=there.at) == "facilitator"
    assert there.acts(MAX) == {}
    assert viewer_of(there.talk, MAX, at=there.at + timedelta(days=30)) is None
    for person in (ALICE, DAN):
        for here in (there, there.alice("pause")):
            assert viewer_of(here.well(person, "end_facilitator").talk, MAX, at=here.at) is None
    assert viewer_of(there.talk, OLGA, at=there.at) is None
    again = there.later(31 * DAY).dan("invite_facilitator", person=str(OLGA)).alice("agree_facilitator")
    assert viewer_of(again.talk, OLGA, at=again.at) == "facilitator"
    assert viewer_of(again.talk, MAX, at=again.at) is None


@pytest.mark.parametrize("person", [ALICE, DAN])
def test_after_an_end_either_ends_what_max_may_read_and_nothing_else_moves(person: Any) -> None:
    story = joined().alice("invite_facilitator").dan("agree_facilitator").alice("state_picture").dan("stop")
    assert viewer_of(story.talk, MAX, at=story.at) == "facilitator"
    assert set(story.acts(person)) == {"end_facilitator"}
    alone = story.then(person, "end_facilitator")
    assert viewer_of(alone.talk, MAX, at=alone.at) is None
    assert (alone.talk.ended, alone.acts(ALICE), alone.acts(DAN)) == ("stopped", {}, {})
    assert leaks(alone) == []
    assert [said.is_revealed for said in alone.talk.said if said.step.act == "state_picture"] == [False]
    with pytest.raises(Refusal, match=r"^ended$"):
        alone.then(person, "end_facilitator")
    assert story.later(31 * DAY).acts(person) == {}


def test_a_facilitator_suggested_before_the_invitation_is_known_with_it() -> None:
    story = begun("doer").dan("invite_facilitator")
    assert story.talk.version == 0
    invited = story.dan("invite")
    assert "agree_facilitator" in invited.acts(ALICE)
    assert viewer_of(invited.alice("agree_facilitator").talk, MAX, at=invited.at) == "facilitator"


@pytest.mark.parametrize("viewer", VIEWERS)
def test_what_is_shown_cannot_be_changed(viewer: Viewer) -> None:
    entry = heard().shown(viewer).entries[-1]
    with pytest.raises(TypeError):
        entry.words["text"] = "something else"  # type: ignore[index]
    with pytest.raises(AttributeError):
        entry.text = "something else"  # type: ignore[misc]
