"""The summary both accept: what was said and agreed, in their own words. (That it is the same for each who reads it is
looked at at every state, in test_shown.)"""

from __future__ import annotations

from dataclasses import replace

from fairlead.core.conversation.summary import Quote, Summary, draft
from tests.core.conversation.cast import Story, agreed, compared, day, in_agree


def drafted(story: Story) -> Summary:
    found = draft(story.shown("doer"))
    assert found is not None
    return found


def test_what_only_one_of_them_can_read_is_left_out() -> None:
    shown = agreed().shown("asker")
    alone = [replace(entry, is_shared=False) for entry in shown.entries if entry.act == "own_part"]
    entries = (*(entry for entry in shown.entries if entry.act != "own_part"), *alone)
    found = draft(replace(shown, entries=entries))
    assert alone
    assert found == replace(drafted(agreed()), own_part=None)


def test_it_says_what_both_said_in_their_own_words() -> None:
    story = in_agree(points=("an early word became a meeting",))
    said = {step.act: (step.words or {}).get("text") for step in story.steps}
    told = drafted(story.dan("propose_agreement").alice("agree_to_it"))
    assert (told.picture, told.heard, told.in_person) == ("same", said["read_back"], False)
    assert told.gap is not None
    assert (told.gap.conditions, told.gap.text, told.gap.answer) == ((2,), said["state_gap"], "confirmed")
    assert told.own_part == said["own_part"]
    assert [(mark.code, mark.roles) for mark in told.marks] == [("LATE_WARNING", ("doer", "asker"))]
    assert (len(told.own_words), told.repairs, told.nothing_to_change) == (2, (), ())
    assert told.agreement is not None
    assert told.agreement.look_again_on.isoformat() == day(story.at, 21)


def test_two_pictures_and_nothing_to_change_are_told_as_they_were() -> None:
    two = (
        compared("two_pictures").dan("give_account").alice("read_back").dan("confirm_read_back", answer="yes")
    )
    two = two.alice("own_part").alice("give_account").alice("give_causes", codes=["DATE_UNCLEAR"])
    two = two.dan("give_causes", codes=["LATE_WARNING", "DATE_UNCLEAR"]).alice("name_repair", side="both")
    two = two.dan("nothing_owed").alice("nothing_to_change", text="It was the flood.")
    told = drafted(two.dan("nothing_to_change", text="And once only."))
    assert (told.picture, told.gap, len(told.pictures)) == ("two", None, 2)
    assert [(mark.code, len(mark.roles)) for mark in told.marks] == [("DATE_UNCLEAR", 2), ("LATE_WARNING", 1)]
    assert [one.side for one in told.repairs] == ["both"]
    assert told.agreement is None
    assert told.nothing_to_change == (Quote("doer", "And once only."), Quote("asker", "It was the flood."))


def test_a_sentence_is_in_it_once_both_have_signed_it_and_stays_when_one_proposes_another() -> None:
    story = agreed().dan("cause_sentence", text="Nobody  was told.")
    assert drafted(story).sentence is None
    signed = story.alice("cause_sentence", text="Nobody was\r\ntold.")
    assert signed.shown("asker").sentence_in_both_names
    accepted = signed.dan("accept_summary")
    later = accepted.alice("cause_sentence", text="It was the flood.")
    assert drafted(later) == drafted(accepted) == drafted(signed)
    assert not later.shown("asker").sentence_in_both_names
