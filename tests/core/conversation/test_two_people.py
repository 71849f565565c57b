"""Alice and Dan try anything, at any step, in any order: what must hold holds all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fairlead.core.conversation import agenda
from fairlead.core.conversation.facts import FACTS
from fairlead.core.conversation.fold import replay
from fairlead.core.conversation.shown import shown
from fairlead.core.refusals import LAW, Refusal
from tests.core.conversation.cast import (
    ALICE,
    DAN,
    DAY,
    MAX,
    MONDAY,
    OLGA,
    Story,
    begun,
    compared,
    day,
    good_facts,
    heard,
    in_agree,
    in_causes,
    looking,
)  # fmt: skip
from tests.core.conversation.test_properties import is_heard_by
from tests.core.conversation.test_shown import leaks

PEOPLE = some.sampled_from([ALICE, DAN])
BLANK = some.sampled_from([None, "", "  ", [], {}])
TOO_LONG = some.sampled_from([281, 10_001]).map(lambda most: "x" * most)
NONSENSE = TOO_LONG | some.sampled_from(
    [7, -1, True, 1.5, "x", "\0", "\ud800", ["x"], [[]], {"x": 1}, "2026-02-30"]
)
WORDS = some.sampled_from(["One page", "Zoë", "a\nb"])
DAYS = some.integers(min_value=-2, max_value=60).map(lambda days: day(MONDAY, days))
NUMBERS = some.integers(min_value=-1, max_value=6)
ACTION = some.fixed_dictionaries(
    {"by": some.sampled_from([str(ALICE), str(DAN), str(OLGA)]), "text": WORDS | BLANK},
    optional={"due": DAYS | BLANK, "mood": WORDS},
)
ANSWER = some.fixed_dictionaries({"point": NUMBERS, "text": WORDS | BLANK})
SENSE: dict[str, Any] = {
    "prompt": NUMBERS | some.sampled_from(["assumed", "first_seen"]),
    "mode": some.sampled_from(agenda.MODES),
    "date": DAYS,
    "was_a_yes": some.booleans(),
    "conditions": some.lists(NUMBERS, max_size=3),
    "points": some.lists(WORDS | BLANK, max_size=2),
    "question": NUMBERS,
    "answer": some.sampled_from(agenda.ANSWERS),
    "codes": some.lists(some.sampled_from(["UNASKED", "LATE_WARNING", "OWN_WORDS", "NOT"]), max_size=4),
    "side": some.sampled_from(agenda.SIDES),
    "actions": some.lists(ACTION, max_size=3),
    "answers": some.lists(ANSWER, max_size=3),
    "look_again_on": DAYS,
    "verdict": some.sampled_from(agenda.VERDICTS),
    "person": some.sampled_from([str(MAX), str(ALICE)]),
}
ANY_FACTS = some.fixed_dictionaries(
    {}, optional={name: SENSE.get(name, WORDS) | BLANK | NONSENSE for name in (*FACTS, "mood")}
)
SEEN = some.integers(min_value=-1, max_value=30) | BLANK | NONSENSE


PLACES = {
    "begun": begun("asker"),
    "unasked": begun("doer", unasked=True),
    "compared": compared(),
    "heard": heard(),
    "in causes": in_causes(("A point",)),
    "in agree": in_agree(("A point",)),
    "looking": looking(),
}


class TwoPeople(RuleBasedStateMachine):
    """One conversation; whoever speaks, the law answers with one more step or a refusal, never with both."""

    story: Story

    @initialize(place=some.sampled_from(sorted(PLACES)))
    def they_are_somewhere(self, place: str) -> None:
        self.story = PLACES[place]

    @rule(person=PEOPLE, data=some.data())
    def somebody_does_what_is_open(self, person: Any, data: Any) -> None:
        acts = self.story.acts(person)
        if acts:
            act = data.draw(some.sampled_from(sorted(acts)))
            facts = good_facts(acts[act].needs, self.story, self.story.talk.role(person))
            self._told(self.story.then(person, act, **facts), person, act)

    @rule(person=PEOPLE, act=some.sampled_from([*agenda.ACTS, "dance"]), version=SEEN, facts=ANY_FACTS)
    def somebody_tries_anything(self, person: Any, act: str, version: Any, facts: dict[str, Any]) -> None:
        self._tried(person, act, version=version, **facts)

    @rule(person=PEOPLE, data=some.data(), facts=ANY_FACTS)
    def somebody_fumbles_an_act_that_is_open(self, person: Any, data: Any, facts: dict[str, Any]) -> None:
        acts = self.story.acts(person)
        if acts:
            found = acts[data.draw(some.sampled_from(sorted(acts)))]
            taken = {name: facts[name] for name in facts if name in (*found.needs, *found.may)}
            good = good_facts(found.needs, self.story, self.story.talk.role(person))
            self._tried(person, found.act, **{**good, **taken})

    @rule(act=some.sampled_from(agenda.ACTS), facts=ANY_FACTS)
    def olga_tries_too(self, act: str, facts: dict[str, Any]) -> None:
        assert self._tried(OLGA, act, **facts) == "not_found"

    @rule(span=some.sampled_from([timedelta(minutes=5), DAY, 22 * DAY]))
    def time_passes(self, span: timedelta) -> None:
        self.story = self.story.later(span)

    @precondition(lambda self: self.story.talk.ended and self.story.talk.version)
    @rule(person=PEOPLE, act=some.sampled_from(agenda.ACTS), facts=ANY_FACTS)
    def somebody_cannot_let_go(self, person: Any, act: str, facts: dict[str, Any]) -> None:
        if act not in self.story.acts(person):
            assert self._tried(person, act, **facts) == "ended"

    def _tried(self, person: Any, act: str, /, **facts: Any) -> str | None:
        before = self.story.talk, self.story.steps
        try:
            after = self.story.then(person, act, **facts)
        except Refusal as refusal:
            said = refusal
        else:
            self._told(after, person, act)
            return None
        assert (self.story.talk, self.story.steps) == before
        assert said.code in (*LAW, "not_found")
        if said.code == "missing_field":
            assert said.field in (*FACTS, "version")
        return said.code

    def _told(self, after: Story, person: Any, act: str) -> None:
        before = self.story
        assert act in before.acts(person)
        if act == "note_private":
            assert after.talk == before.talk
        else:
            assert after.talk.number == before.talk.number + 1
            counted = before.here != "prepare" or act == "invite"
            assert after.talk.version == before.talk.version + counted
            assert before.talk.is_heard <= after.talk.is_heard
            assert before.talk.answered <= after.talk.answered
        self.story = after

    @invariant()
    def replaying_gives_what_stands(self) -> None:
        assert replay(self.story.steps) == self.story.talk

    @invariant()
    def nobody_reads_what_is_not_revealed(self) -> None:
        assert leaks(self.story) == []
        if self.story.talk.version == 0:
            other = "doer" if self.story.talk.opener == "asker" else "asker"
            assert shown(self.story.talk, other) is None  # type: ignore[arg-type]

    @invariant()
    def the_asker_has_no_account_before_the_doer_was_heard(self) -> None:
        assert self.story.talk.is_heard == (is_heard_by(self.story) is not None)
        if not self.story.talk.is_heard:
            assert not [step for step in self.story.steps if step.act == "give_account" and step.by == ALICE]

    @invariant()
    def after_an_end_each_can_still_send_away_who_reads_along(self) -> None:
        talk, at = self.story.talk, self.story.at
        if talk.ended:
            left = {"end_facilitator"} if talk.facilitates(at) else set()
            assert set(self.story.acts(ALICE)) == set(self.story.acts(DAN)) == left

    @invariant()
    def each_can_stop_alone(self) -> None:
        talk = self.story.talk
        for person in (ALICE, DAN):
            assert ("stop" in self.story.acts(person)) == (not talk.ended and talk.role(person) is not None)

    @invariant()
    def an_agreement_has_both_sides_and_closing_leaves_no_point(self) -> None:
        talk = self.story.talk
        if talk.agreement is not None:
            [step] = [one for one in self.story.steps if one.version == talk.agreement.version]
            assert {action["by"] for action in step.data["actions"]} == {str(ALICE), str(DAN)}
        if talk.step in ("close", "look_again"):
            assert not talk.waiting_points


TwoPeople.TestCase.settings = settings(stateful_step_count=30, max_examples=60)
TestTwoPeople = TwoPeople.TestCase
