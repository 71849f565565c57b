"""What must hold, as a test over every state that two people can reach: the properties of the conversation."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from fairlead.core.conversation import agenda, fold, journal, shown, talk
from fairlead.core.conversation.agenda import Role
from fairlead.core.conversation.fold import apply, replay
from fairlead.core.refusals import Refusal
from tests.core.conversation.cast import (
    ALICE,
    ASIDE,
    DAN,
    OLGA,
    ROLES,
    Story,
    everywhere,
    good_facts,
    key,
    steps_on,
)

EVERY_FACT = (
    *("prompt", "text", "purpose", "mode", "date", "was_a_yes", "conditions", "question", "answer", "codes"),
    *("side", "actions", "answers", "look_again_on", "verdict", "person"),
)


def stories() -> Iterator[Story]:
    return iter(everywhere().values())


def open_stories() -> Iterator[Story]:
    return (story for story in stories() if not story.talk.ended)


def both_know(story: Story) -> bool:
    return story.talk.version > 0


def people(story: Story) -> tuple[Any, ...]:
    """Who knows of it: before the invitation, the opener alone."""
    return (ALICE, DAN) if both_know(story) else (story.talk.person(story.talk.opener),)


# --- the search itself ---


def test_every_step_and_every_end_is_reached_by_people_who_speak() -> None:
    assert {story.here for story in open_stories()} == set(agenda.STEPS)
    assert {story.talk.ended for story in stories()} == {None, *agenda.ENDS}


def test_every_sentence_of_the_law_is_used_by_somebody() -> None:
    used = set()
    for story in open_stories():
        for person in people(story):
            role = story.talk.role(person)
            assert role is not None
            for act in story.acts(person):
                used.add(agenda.rule_for(story.here, role, story.talk.opener, act))
    aside = {rule for rule in agenda.RULES if rule.act in ASIDE}
    assert used | aside == set(agenda.RULES)


def test_from_every_open_step_the_conversation_can_be_closed_by_saying_what_is_open() -> None:
    """No state is a trap: backwards from the closed ones, every open state is found."""
    leads: dict[Any, set[Any]] = {}
    for story in open_stories():
        for after in steps_on(story):
            leads.setdefault(key(after), set()).add(key(story))
    edge = [key(story) for story in stories() if story.talk.ended == "closed"]
    found = set(edge)
    while edge:
        new = leads.get(edge.pop(), set()) - found
        found |= new
        edge.extend(new)
    assert {key(story) for story in open_stories()} <= found


# --- either person alone can pause or stop at any step ---


def test_either_alone_can_stop_at_any_step() -> None:
    for story in open_stories():
        for person in people(story):
            assert story.then(person, "stop").talk.ended == "stopped"


def test_either_alone_can_pause_and_resume_at_any_step() -> None:
    for story in open_stories():
        for person in people(story):
            paused = story.well(person, "pause")
            assert paused.talk.paused_until is not None
            for other in people(story):
                assert set(paused.acts(other)) <= {
                    *(
                        "note_private",
                        "pause",
                        "resume",
                        "stop",
                        "end_facilitator",
                        "another_time",
                        "not_this_one",
                    )
                }
                resumed = paused.then(other, "resume").talk
                assert (resumed.step, resumed.done) == (story.talk.step, story.talk.done)


def test_after_an_end_nothing_is_said_any_more() -> None:
    for story in stories():
        if story.talk.ended:
            for person in people(story):
                assert story.acts(person) == {}
                for act in agenda.ACTS:
                    with pytest.raises(Refusal, match=r"^ended$"):
                        story.then(person, act, **good_facts(EVERY_FACT, story, "asker"))


# --- the asker's account can neither be stored nor read before the read-back is confirmed ---


def is_heard_by(story: Story) -> int | None:
    """After which step the doer was heard, told from the journal alone, with none of the law's own memory."""
    rounds, in_person = 0, set[Role]()
    for step in story.steps:
        role: Role = "asker" if step.by == ALICE else "doer"
        if step.act == "confirm_read_back":
            if step.data["answer"] == "yes":
                return step.number
            rounds += 1
        if step.act in ("step_back", "read_back"):
            in_person -= {"asker"} if step.act == "read_back" else set(ROLES)
        if step.act == "talk_in_person":
            in_person.add(role)
            if in_person == set(ROLES):
                assert rounds >= 3
                return step.number
    return None


def test_the_askers_account_is_not_accepted_before_the_doer_was_heard() -> None:
    for story in stories():
        since = is_heard_by(story)
        for step in story.steps:
            if step.act in ("give_account", "own_part") and step.by == ALICE:
                assert since is not None
                assert step.number > since
        if since is None and not story.talk.ended and both_know(story):
            with pytest.raises(Refusal, match="not_your_move"):
                story.then(ALICE, "give_account", text="So, from the beginning")


def test_before_the_gate_no_text_of_the_askers_is_long_in_any_act() -> None:
    long = "x" * (agenda.SHORT + 1)
    for story in open_stories():
        if is_heard_by(story) is None and both_know(story):
            for act, found in story.acts(ALICE).items():
                if act in ("note_private", "read_back"):
                    continue
                good = good_facts(found.needs, story, "asker")
                for name in {"text", "purpose"} & set(found.needs):
                    with pytest.raises(Refusal, match=f"bad_field: {name}"):
                        story.then(ALICE, act, **{**good, name: long})


# --- codes are revealed only when both are in ---


def test_codes_are_revealed_only_when_both_are_in() -> None:
    for story in stories():
        chosen = [said for said in story.talk.said if said.step.act == "give_causes"]
        for said in chosen:
            both = {one.role for one in chosen if one.visit == said.visit} == set(ROLES)
            for viewer in (*ROLES, "facilitator"):
                seen = [entry for entry in story.shown(viewer).entries if entry.version == said.step.version]
                assert bool(seen) == (both or viewer == said.role)


# --- no agreement without an action from each side, nor before every point has its answer ---


def test_agree_is_left_only_with_both_sides_and_every_point_answered() -> None:
    for story in open_stories():
        if story.here != "agree":
            continue
        for person, act, facts in story.ways():
            after = story.then(person, act, **facts).talk
            if after.step == "close":
                assert not after.waiting_points
                if act == "agree_to_it":
                    assert story.talk.proposal is not None
                    assert person != story.talk.person(story.talk.proposal.by)
                    assert after.agreement == story.talk.proposal
                else:
                    assert act == "nothing_to_change"
                    said = {
                        one.role for one in after.said if one.step.act == act and one.visit == after.visit - 1
                    }
                    assert said == set(ROLES)
            elif act != "step_back":
                assert after.step == "agree" or after.ended == "stopped"


def test_an_agreement_in_the_journal_names_both_sides_and_a_day_and_answers_every_point() -> None:
    agreed = 0
    for story in stories():
        agreement = story.talk.agreement
        if agreement is not None:
            [step] = [one for one in story.steps if one.version == agreement.version]
            assert {action["by"] for action in step.data["actions"]} == {str(ALICE), str(DAN)}
            assert step.data["look_again_on"] > step.at.date().isoformat()
            agreed += 1
    assert agreed > 100


def test_an_agreement_with_one_side_empty_is_refused() -> None:
    for story in open_stories():
        if story.here == "agree" and "propose_agreement" in story.acts(ALICE):
            facts = good_facts(story.acts(ALICE)["propose_agreement"].needs, story, "asker")
            for one in facts["actions"]:
                with pytest.raises(Refusal, match="bad_field: actions"):
                    story.then(ALICE, "propose_agreement", **{**facts, "actions": [one]})
            with pytest.raises(Refusal, match="missing_field: look_again_on"):
                story.then(ALICE, "propose_agreement", **{**facts, "look_again_on": None})


# --- nothing moves by itself ---


def test_nothing_moves_by_itself() -> None:
    """What stands is folded from the journal alone, with no clock beside it; and years later the same is open,
    but for looking again, whose day has come then."""
    assert "at" not in {*inspect.signature(fold.apply).parameters, *inspect.signature(fold.replay).parameters}
    for story in stories():
        for person in people(story):
            now, later = story.acts(person), story.later(timedelta(days=4000)).acts(person)
            assert now.keys() <= later.keys() <= now.keys() | {"look_again"}


def test_somebodys_word_is_awaited_and_they_have_one_unless_it_rests() -> None:
    for story in stories():
        waiting = story.waiting()
        rests = story.talk.ended or story.talk.paused_until is not None
        before_its_day = story.here == "look_again" and "look_again" not in story.acts(ALICE)
        assert (waiting == ()) == bool(rests or before_its_day)
        for person in waiting:
            assert person in people(story)
            moving = (
                set(story.acts(person)) - ASIDE - {"pause", "resume", "stop", "step_back", "cause_sentence"}
            )
            assert moving


# --- going back loses no words ---


def test_going_back_loses_no_words() -> None:
    back = 0
    for story in open_stories():
        if "step_back" not in story.acts(ALICE):
            continue
        back += 1
        after = story.then(DAN, "step_back")
        assert after.talk.step == story.talk.step_before
        assert agenda.STEPS.index(after.here) < agenda.STEPS.index(story.here)
        for viewer in (*ROLES, "facilitator"):
            before_it, after_it = story.shown(viewer), after.shown(viewer)
            assert after_it.entries[: len(before_it.entries)] == before_it.entries
        assert after.talk.is_heard == story.talk.is_heard
        assert (after.talk.points, after.talk.answered) == (story.talk.points, story.talk.answered)
        assert (after.talk.unanswered, after.talk.agreement) == (story.talk.unanswered, story.talk.agreement)
    assert back > 500


def test_back_is_closed_only_where_one_would_be_alone_again() -> None:
    for story in open_stories():
        if story.talk.paused_until is None:
            for person in people(story):
                assert ("step_back" in story.acts(person)) == (story.here not in ("prepare", "open"))


def test_what_was_once_shown_stays_shown_whatever_is_done_next() -> None:
    for story in open_stories():
        before = {said.step.number for said in story.talk.said if said.is_revealed}
        for person, act, facts in story.ways():
            after = story.then(person, act, **facts).talk.said
            assert before <= {said.step.number for said in after if said.is_revealed}
            assert [said.step for said in after[: story.talk.number]] == list(story.steps)


# --- rank changes nothing ---

RANKS = {"rank", "lead", "leads", "leader", "is_admin", "is_lead", "team", "teams", "viewer", "boss", "level"}


def test_rank_is_no_argument_of_anything() -> None:
    for function in (talk.decide, talk.open_acts, talk.waiting_for, fold.apply, fold.replay):
        assert not RANKS & set(inspect.signature(function).parameters)
    assert not RANKS & set(journal.Conversation.__dataclass_fields__)
    assert not RANKS & set(journal.Step.__dataclass_fields__)
    assert set(inspect.signature(shown.shown).parameters) == {"conversation", "viewer"}


def test_the_one_who_opens_it_has_no_other_rights_once_both_are_there() -> None:
    by_opener = {rule.act for rule in agenda.RULES if rule.who in ("opener", "other")}
    assert by_opener == {"invite", "join", "another_time", "not_this_one"}
    found: dict[Any, set[Any]] = {}
    for story in open_stories():
        if story.here not in ("prepare", "open"):
            same = tuple(part for part in key(story) if part not in ROLES)
            found.setdefault(same, set()).add((frozenset(story.acts(ALICE)), frozenset(story.acts(DAN))))
    assert {len(acts) for acts in found.values()} == {1}


# --- the journal ---


def test_replaying_the_journal_gives_what_stood_at_any_time() -> None:
    for story in stories():
        standing = None
        for number, step in enumerate(story.steps, start=1):
            standing = apply(standing, step)
            assert step.number == standing.number == number
            assert step.version == standing.version
        assert standing == story.talk
    with pytest.raises(ValueError, match="at least one step"):
        replay([])


def test_the_version_counts_what_both_may_count_and_nothing_said_alone() -> None:
    for story in stories():
        invited = next((step.number for step in story.steps if step.act == "invite"), len(story.steps) + 1)
        assert story.talk.version == len(story.steps) - invited + 1
        assert not [step for step in story.steps if step.act == "note_private"]
        if not story.talk.ended:
            person = people(story)[0]
            after = story.well(person, "note_private")
            assert (after.steps, after.talk) == (story.steps, story.talk)
            assert after.notes[-1].by == person


def answer(story: Story, person: Any, act: str, facts: dict[str, Any]) -> str:
    try:
        story.decided(person, act, **facts)
    except Refusal as refusal:
        return refusal.code
    return "accepted"


def test_what_is_open_is_accepted_and_nothing_else() -> None:
    for story in open_stories():
        for person in people(story):
            role, open_here = story.talk.role(person), story.acts(person)
            for act in agenda.ACTS:
                needs = open_here[act].needs if act in open_here else EVERY_FACT
                said = answer(story, person, act, good_facts(needs, story, role))
                assert said == "accepted" if act in open_here else said in ("not_your_move", "too_early")


def test_olga_finds_no_conversation_nor_does_the_other_before_the_invitation() -> None:
    for story in stories():
        strangers = [OLGA] if both_know(story) else [OLGA, *({ALICE, DAN} - set(people(story)))]
        for person in strangers:
            assert story.talk.role(person) is None
            assert story.acts(person) == {}
            assert shown.viewer_of(story.talk, person, at=story.at) is None
            with pytest.raises(Refusal, match="not_found"):
                story.then(person, "stop")
            with pytest.raises(Refusal, match="not_found"):
                story.then(person, "dance")
