"""Alice and Dan try anything, at any time, in any order: what must hold holds all the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fairlead.core.journal import NO_HEAD, line_hash, words_hash
from fairlead.core.promise import rules
from fairlead.core.promise.journal import Promise, replay
from fairlead.core.promise.law import FACTS, open_acts
from fairlead.core.promise.rules import ENDS, OPEN
from fairlead.core.refusals import LAW, Refusal
from tests.core.promise.cast import ALICE, DAN, DAY, MONDAY, OLGA, Story, good_facts, on, opened

SALT = bytes(32)
PEOPLE = some.sampled_from([ALICE, DAN])
SPANS = some.sampled_from([timedelta(minutes=5), DAY, 5 * DAY, 40 * DAY])
MOMENTS = some.integers(min_value=-20, max_value=60).map(lambda days: on(MONDAY + days * DAY))
BLANK = some.sampled_from([None, "", "  ", [], {}])
TOO_LONG = some.just("x").map(lambda sign: sign * 10_001)
NONSENSE = TOO_LONG | some.sampled_from(
    [7, -1, True, 1.5, "x", "\0", "\ud800", ["x"], [[]], {"x": 1}, "2026-02-30T00:00:00Z"]
)
WORDS = some.sampled_from(["One page", "Three offers", "Zoë", "a\nb"])
TERMS = some.fixed_dictionaries(
    {},
    optional={
        "outcome": WORDS | BLANK | NONSENSE,
        "due": MOMENTS | BLANK | NONSENSE,
        "standard": some.lists(WORDS | BLANK, max_size=3) | BLANK | NONSENSE,
        "purpose": WORDS | BLANK | NONSENSE,
        "background": WORDS | BLANK,
        "needs": some.lists(
            some.fixed_dictionaries({"text": WORDS | BLANK, "due": MOMENTS | BLANK}), max_size=2
        ),
        "check_ins": some.lists(MOMENTS | BLANK, max_size=2) | NONSENSE,
        "assess_by": MOMENTS | BLANK | NONSENSE,
        "mood": WORDS,
    },
)
ANY_FACTS = some.fixed_dictionaries(
    {},
    optional={
        "terms": TERMS | BLANK | NONSENSE,
        "date": MOMENTS | BLANK | NONSENSE,
        "fix_by": MOMENTS | BLANK | NONSENSE,
        "conditions": some.lists(some.integers(min_value=0, max_value=4), max_size=3) | BLANK | NONSENSE,
        "answer": some.sampled_from(["yes", "partly", "no"]) | BLANK | NONSENSE,
        "read_back": WORDS | BLANK | NONSENSE,
        "text": WORDS | BLANK | NONSENSE,
        "mood": WORDS,
    },
)
SEEN = some.integers(min_value=-1, max_value=4) | BLANK | NONSENSE


class TwoPeople(RuleBasedStateMachine):
    """One promise; whoever speaks, the law answers with one more move or a refusal, never with both."""

    story: Story

    @initialize(
        kind=some.sampled_from(["request", "offer"]),
        lacking=some.sets(some.sampled_from(["due", "standard", "purpose"])),
        made_at=some.sampled_from([None, None, on(MONDAY - 9 * DAY)]),
    )
    def one_of_them_begins(self, kind: str, lacking: set[str], made_at: str | None) -> None:
        self.story = opened(kind, made_at=made_at, **dict.fromkeys(lacking))

    @rule(person=PEOPLE, data=some.data())
    def somebody_does_what_is_open(self, person: Any, data: Any) -> None:
        found = data.draw(
            some.sampled_from(open_acts(self.story.promise, by=person, at=self.story.at) or [None])
        )
        if found is not None:
            facts = good_facts(found.needs, self.story.promise, self.story.at)
            self._told(self.story.then(person, found.act, **facts))

    @rule(person=PEOPLE, act=some.sampled_from([*rules.ACTS, "dance"]), version=SEEN, facts=ANY_FACTS)
    def somebody_tries_anything(self, person: Any, act: str, version: Any, facts: dict[str, Any]) -> None:
        self._tried(person, act, version=version, **facts)

    @rule(person=PEOPLE, data=some.data(), facts=ANY_FACTS)
    def somebody_fumbles_an_act_that_is_open(self, person: Any, data: Any, facts: dict[str, Any]) -> None:
        found = data.draw(
            some.sampled_from(open_acts(self.story.promise, by=person, at=self.story.at) or [None])
        )
        if found is not None:
            taken = {name: facts[name] for name in facts if name in (*found.needs, *found.may)}
            good = good_facts(found.needs, self.story.promise, self.story.at)
            self._tried(person, found.act, **{**good, **taken})

    @rule(act=some.sampled_from(rules.ACTS), facts=ANY_FACTS)
    def olga_tries_too(self, act: str, facts: dict[str, Any]) -> None:
        assert self._tried(OLGA, act, **facts) == "not_found"

    @rule(span=SPANS)
    def time_passes(self, span: timedelta) -> None:
        self.story = self.story.later(span)

    @precondition(lambda self: self.story.promise.ended)
    @rule(person=PEOPLE, act=some.sampled_from(rules.ACTS), facts=ANY_FACTS)
    def somebody_cannot_let_go(self, person: Any, act: str, facts: dict[str, Any]) -> None:
        if act != "thank":
            assert self._tried(person, act, **facts) == "ended"

    def _tried(self, person: Any, act: str, **facts: Any) -> str | None:
        before = self.story.promise, self.story.moves
        try:
            after = self.story.then(person, act, **facts)
        except Refusal as refusal:
            said = refusal
        else:
            self._told(after)
            return None
        assert (self.story.promise, self.story.moves) == before
        assert said.code in (*LAW, "not_found")
        if said.code == "missing_field":
            assert said.field in (*FACTS, "version", "outcome", "due", "standard", "needs", "check_ins")
        return said.code

    def _told(self, after: Story) -> None:
        before, move = self.story.promise, after.moves[-1]
        role = before.role(move.by)
        assert role is not None
        assert move.act in {found.act for found in open_acts(before, by=move.by, at=move.at)}
        line = [
            line
            for line in rules.lines_for(before.stage, before.spoke_last, role)
            if line.act == move.act and (line.terms == "yes") == ("terms" in move.data)
        ]
        assert [(found.next_stage, found.next_spoke_last) for found in line] == [after.here]
        assert move.number == before.number + 1
        assert move.version == (before.written + 1 if line[0].terms == "yes" else before.version)
        if line[0].terms == "yes" and move.act != "agree_to_fix":
            assert after.promise.terms != before.terms
        self._both_agreed(before, after)
        self.story = after

    @staticmethod
    def _both_agreed(before: Promise, after: Story) -> None:
        """Nothing takes force but by the one who did not put it there; dates that lie behind are not promised."""
        promise, move = after.promise, after.moves[-1]
        if promise.in_force == before.in_force:
            assert promise.force_terms == before.force_terms
            return
        assert move.act in ("accept", "agree", "agree_to_fix")
        assert promise.force_terms is not None
        assert promise.force_terms.absent is None
        if move.act == "agree_to_fix":
            assert (move.by, before.stage) == (DAN, "GAP")
        else:
            assert promise.force_terms == before.terms
            assert before.spoke_last is not None
            assert move.by != promise.person(before.spoke_last)
        if move.act == "accept" and not promise.recorded:
            assert not promise.terms.date_passed(move.at)

    @invariant()
    def replaying_gives_what_stands(self) -> None:
        assert replay(self.story.moves) == self.story.promise

    @invariant()
    def exactly_one_holds_the_ball_while_it_is_open(self) -> None:
        promise = self.story.promise
        assert promise.ended == (promise.stage in ENDS)
        assert promise.ended or promise.stage in OPEN
        assert (promise.ball is None) == promise.ended
        if promise.ball is not None:
            assert len(open_acts(promise, by=promise.ball, at=self.story.at)) > 2

    @invariant()
    def each_can_end_it_alone(self) -> None:
        if not self.story.promise.ended:
            ending = {line.act for line in self.story.lines() if line.next_stage in ENDS}
            for person in (ALICE, DAN):
                assert ending & self.story.acts(person).keys()

    @invariant()
    def what_is_open_is_accepted_and_nothing_else(self) -> None:
        story = self.story
        for person in (ALICE, DAN):
            shown = story.acts(person)
            for act in rules.ACTS:
                needs = shown[act].needs if act in shown else ("terms", "text")
                try:
                    story.decided(person, act, **good_facts(needs, story.promise, story.at))
                except Refusal:
                    assert act not in shown
                else:
                    assert act in shown

    @invariant()
    def the_version_shown_is_the_one_the_law_says(self) -> None:
        promise = self.story.promise
        assert promise.written == sum("terms" in move.data for move in self.story.moves)
        assert promise.version <= promise.written
        if promise.in_force is not None and promise.stage not in rules.CHANGE:
            assert (promise.version, promise.terms) == (promise.in_force, promise.force_terms)
        if promise.stage in rules.CHANGE:
            assert promise.version == promise.written != promise.in_force
        if promise.stage in rules.BINDING:
            assert promise.terms.absent is None
        if promise.terms.due and promise.terms.assess_by:
            assert promise.terms.assess_by.at_utc > promise.terms.due.at_utc
        assert (promise.terms.due is None) or (promise.terms.assess_by is not None)

    @invariant()
    def the_chain_holds_with_and_without_words(self) -> None:
        head = NO_HEAD
        for move in self.story.moves:
            text = words_hash(move.words, SALT)
            head = line_hash(move, prev=head, text=text)
            assert len(head) == 64
            assert (text is None) == (move.words is None)
            assert not (move.words is not None and not move.words)


TwoPeople.TestCase.settings = settings(stateful_step_count=40)
TestTwoPeople = TwoPeople.TestCase
