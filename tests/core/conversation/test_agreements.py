"""What two people, or a team, agree on from here on: consent to one version, looking again, fading, ending."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fairlead.core.conversation import agreement as law
from fairlead.core.conversation.agreement import Opening, decide, open_acts, open_agreement
from fairlead.core.conversation.consent import Agreement, Move, Standing, apply, replay, settled, standing
from fairlead.core.refusals import LAW, Refusal
from tests.core.conversation.cast import ALICE, DAN, DAY, MAX, MONDAY, OLGA, TALK, ZONE, day

MIRA = UUID(int=0x314A)
TEAM = frozenset({ALICE, DAN, MIRA})
PAIR = frozenset({ALICE, DAN})


def actions(*people: UUID | None) -> list[dict[str, Any]]:
    return [{"by": str(person) if person else None, "text": "Look midway", "due": None} for person in people]


@dataclass(frozen=True)
class Deal:
    """An agreement as far as it has come."""

    moves: tuple[Move, ...]
    agreement: Agreement
    at: datetime

    def later(self, days: int) -> Deal:
        return replace(self, at=self.at + days * DAY)

    def then(self, who: UUID, act: Any, /, *, version: Any = ..., **facts: Any) -> Deal:
        seen = settled(self.agreement, self.at).current.version if version is ... else version
        move = decide(
            self.agreement, by=who, act=act, version=seen, facts=facts, at=self.at, zone=ZONE, members=TEAM
        )
        return Deal((*self.moves, move), apply(self.agreement, move), self.at + timedelta(minutes=1))

    def refuses(self, who: UUID, act: Any, /, **facts: Any) -> tuple[str, str | None]:
        with pytest.raises(Refusal) as refusal:
            self.then(who, act, **facts)
        return refusal.value.code, refusal.value.field

    @property
    def now(self) -> Standing:
        return standing(self.agreement, at=self.at)

    def acts(self, who: UUID) -> tuple[str, ...]:
        return open_acts(self.agreement, by=who, at=self.at, zone=ZONE)


def proposed(parties: frozenset[UUID] = PAIR, agreed: frozenset[UUID] = frozenset(), **facts: Any) -> Deal:
    """Alice proposes it; to look at again in three weeks."""
    opening = Opening(TALK, ALICE, parties, OLGA if len(parties) > 2 else None, agreed, OLGA)
    told = {"actions": actions(ALICE, DAN), "look_again_on": day(MONDAY, 21), **facts}
    move = open_agreement(opening, facts=told, at=MONDAY, zone=ZONE)
    return Deal((move,), apply(None, move), MONDAY + timedelta(minutes=1))


def agreed() -> Deal:
    return proposed().then(DAN, "agree")


# --- two people ---


def test_it_is_in_force_only_when_both_agreed_to_the_same_version() -> None:
    deal = proposed()
    assert (deal.now.in_force, deal.now.agreed, deal.now.unanswered) == (False, {ALICE}, {DAN})
    assert deal.refuses(DAN, "agree", version=2) == ("stale_terms", "version")
    assert deal.refuses(DAN, "agree", version=None) == ("missing_field", "version")
    assert deal.refuses(ALICE, "agree") == ("not_your_move", None)
    done = deal.then(DAN, "agree").now
    assert (done.in_force, done.agreed, done.unanswered) == (True, PAIR, frozenset())


def test_silence_binds_nobody_of_two() -> None:
    assert not proposed().later(1000).now.in_force


def test_what_both_agreed_to_in_their_conversation_is_in_force_at_once() -> None:
    deal = proposed(agreed=PAIR)
    assert deal.now.in_force
    assert deal.agreement.conversation == OLGA


def test_a_change_needs_new_consent_and_the_old_one_holds_until_then() -> None:
    deal = agreed().then(DAN, "change", actions=actions(ALICE, DAN, DAN))
    assert (deal.now.version, deal.now.in_force, deal.now.change) == (1, True, 2)
    seen = deal.then(ALICE, "see_problem", text="Too much")
    assert (seen.now.version, seen.now.in_force) == (1, True)
    assert deal.refuses(ALICE, "withdraw") == ("not_your_move", None)
    back = deal.then(DAN, "withdraw")
    assert (back.now.version, back.now.change, back.now.in_force) == (1, None, True)
    new = seen.then(ALICE, "agree")
    assert (new.now.version, new.now.change, new.now.in_force) == (2, None, True)
    assert len(new.agreement.current.actions) == 3


def test_withdrawn_before_it_stood_it_is_over() -> None:
    over = proposed().then(ALICE, "withdraw")
    assert (over.now.ended, over.acts(ALICE)) == ("withdrawn", ())
    assert over.refuses(DAN, "agree") == ("ended", None)


@pytest.mark.parametrize("person", [ALICE, DAN])
def test_either_of_two_ends_it_alone(person: UUID) -> None:
    over = agreed().then(person, "end")
    assert (over.now.ended, over.now.in_force) == ("ended", False)


def test_one_side_alone_is_no_agreement_nor_is_one_without_its_day() -> None:
    for one in (actions(ALICE), actions(DAN), actions(ALICE, None), actions(ALICE, OLGA), [7], "x"):
        with pytest.raises(Refusal, match="actions"):
            proposed(actions=one)
        assert agreed().refuses(DAN, "change", actions=one)[1] == "actions"
    for blank in ("actions", "look_again_on"):
        with pytest.raises(Refusal, match=f"missing_field: {blank}"):
            proposed(**{blank: None})
    with pytest.raises(Refusal, match="bad_field: mood"):
        proposed(mood="good")
    with pytest.raises(Refusal, match="bad_field: look_again_on"):
        proposed(look_again_on=day(MONDAY, -1))


@pytest.mark.parametrize(
    "parties", [frozenset({ALICE}), frozenset({DAN, OLGA}), frozenset({ALICE, DAN, MIRA})]
)
def test_an_agreement_of_two_is_of_its_author_and_one_other(parties: frozenset[UUID]) -> None:
    with pytest.raises(Refusal, match="bad_field: parties"):
        open_agreement(Opening(TALK, ALICE, parties), facts={}, at=MONDAY, zone=ZONE)


# --- looking again ---


def test_it_fades_when_it_is_not_looked_at_and_binds_no_longer_after_twice_its_period() -> None:
    deal = agreed()
    assert not deal.later(21).now.fading
    assert (deal.later(22).now.fading, deal.later(22).now.in_force) == (True, True)
    assert deal.later(42).now.in_force
    assert str(deal.now.binds_until) == day(MONDAY, 42)
    assert (deal.later(43).now.in_force, deal.later(43).now.fading) == (False, False)


def test_both_keep_it_and_it_has_its_next_day() -> None:
    deal = agreed()
    assert deal.later(20).refuses(DAN, "look_again", verdict="keep", text="It held") == ("too_early", None)
    assert "look_again" not in deal.later(20).acts(DAN)
    one = deal.later(25).then(DAN, "look_again", verdict="keep", text="It held")
    assert one.now.fading
    assert (one.later(10).now.fading, one.later(10).now.ended) == (True, None), (
        "of two it waits for the other"
    )
    both = one.then(ALICE, "look_again", verdict="keep", text="It did")
    assert (both.now.in_force, both.now.fading) == (True, False)
    assert str(both.now.look_again_on) == day(MONDAY, 46)
    assert both.later(22).now.fading


def test_what_no_longer_binds_binds_again_when_both_keep_it() -> None:
    late = agreed().later(100).then(DAN, "look_again", verdict="keep", text="So")
    assert not late.now.in_force
    assert late.then(ALICE, "look_again", verdict="keep", text="So").now.in_force


@pytest.mark.parametrize(
    ("alice", "dan", "ended"),
    [("drop", "drop", "ended"), ("keep", "drop", None), ("change", "keep", None), ("change", "change", None)],
)
def test_both_drop_it_or_it_waits_for_a_change(alice: str, dan: str, ended: str | None) -> None:
    deal = agreed().later(22).then(ALICE, "look_again", verdict=alice, text="So")
    deal = deal.then(DAN, "look_again", verdict=dan, text="So")
    assert deal.now.ended == ended
    if not ended:
        assert deal.now.fading
        changed = deal.then(DAN, "change", actions=actions(ALICE, DAN)).then(ALICE, "agree")
        assert (changed.now.in_force, changed.now.fading) == (True, False)
        assert str(changed.now.look_again_on) == day(MONDAY, 43)


def test_who_comes_round_may_look_once_more() -> None:
    deal = agreed().later(22).then(ALICE, "look_again", verdict="keep", text="So")
    deal = deal.then(DAN, "look_again", verdict="drop", text="So").then(
        DAN, "look_again", verdict="keep", text="So"
    )
    assert (deal.now.in_force, deal.now.fading) == (True, False)


def test_a_change_names_its_day_or_keeps_the_one_that_stood() -> None:
    deal = agreed().later(3)
    kept = deal.then(DAN, "change", actions=actions(ALICE, DAN)).then(ALICE, "agree")
    assert str(kept.now.look_again_on) == day(MONDAY, 21)
    named = deal.then(DAN, "change", actions=actions(ALICE, DAN), look_again_on=day(MONDAY, 5))
    assert str(named.then(ALICE, "agree").now.look_again_on) == day(MONDAY, 5)


# --- a team ---


def test_a_team_adopts_it_once_everybody_has_answered_and_sees_no_problem() -> None:
    deal = proposed(TEAM, actions=actions(None)).then(DAN, "agree")
    assert (deal.now.in_force, deal.now.unanswered) == (False, {MIRA})
    assert deal.then(MIRA, "agree").now.in_force
    problem = deal.then(MIRA, "see_problem", text="Not on Fridays")
    assert not problem.later(30).now.in_force
    assert problem.then(MIRA, "agree").now.agreed == TEAM
    assert problem.then(DAN, "see_problem", text="Nor on Mondays").now.agreed == {ALICE}


def test_after_a_week_it_binds_those_who_agreed_and_silence_binds_nobody() -> None:
    deal = proposed(TEAM, actions=actions(None)).then(DAN, "agree")
    assert not deal.later(6).now.in_force
    week = deal.later(7)
    assert (week.now.in_force, week.now.agreed, week.now.unanswered) == (True, PAIR, {MIRA})
    assert week.acts(MIRA) == ("agree", "change")
    joined = week.then(MIRA, "agree")
    assert (joined.now.agreed, joined.now.unanswered) == (TEAM, frozenset())


def test_one_alone_is_no_team() -> None:
    assert not proposed(TEAM, actions=actions(None)).later(30).now.in_force


def test_a_problem_that_is_gone_after_the_week_adopts_it_then_and_not_before() -> None:
    deal = proposed(TEAM, actions=actions(None)).then(MIRA, "see_problem", text="Not on Fridays")
    late = deal.later(10).then(MIRA, "agree")
    assert late.now.in_force
    assert str(late.agreement.since) == day(MONDAY, 10)


def test_each_leaves_a_teams_agreement_alone_and_it_ends_with_the_last_but_one() -> None:
    deal = proposed(TEAM, agreed=TEAM, actions=actions(None)).then(MIRA, "end")
    assert (deal.now.in_force, deal.now.agreed, deal.now.ended) == (True, PAIR, None)
    assert deal.then(DAN, "end").now.ended == "ended"


def test_who_does_not_look_again_with_the_team_is_bound_no_longer() -> None:
    deal = proposed(TEAM, agreed=TEAM, actions=actions(None)).later(21)
    deal = deal.then(ALICE, "look_again", verdict="keep", text="So").later(3)
    deal = deal.then(DAN, "look_again", verdict="keep", text="So")
    assert deal.now.agreed == TEAM
    week = deal.later(5)
    assert (week.now.agreed, str(week.now.look_again_on)) == (PAIR, day(MONDAY, 49))
    differs = deal.then(MIRA, "look_again", verdict="change", text="So").later(8)
    assert (differs.now.agreed, str(differs.now.look_again_on)) == (TEAM, day(MONDAY, 21))
    leaves = deal.then(MIRA, "look_again", verdict="drop", text="So")
    assert (leaves.now.agreed, leaves.now.ended) == (PAIR, None), "out of a team's each goes alone"
    alone = proposed(TEAM, agreed=TEAM, actions=actions(None)).later(21)
    alone = alone.then(ALICE, "look_again", verdict="keep", text="So")
    assert alone.later(8).now.ended == "ended"


def test_a_teams_change_is_for_who_is_in_it_now() -> None:
    deal = proposed(frozenset({ALICE, DAN, MAX}), actions=actions(None)).then(
        DAN, "change", actions=actions(MIRA)
    )
    assert deal.agreement.current.parties == TEAM
    assert deal.refuses(MAX, "agree") == ("not_found", None)
    assert "agree" in deal.acts(MIRA)


# --- who may do what ---


def test_olga_finds_no_agreement() -> None:
    for act in (*law.ACTS, "dance"):
        assert agreed().refuses(OLGA, act) == ("not_found", None)
    assert agreed().acts(OLGA) == ()


def test_what_is_wrong_is_told_one_thing_at_a_time() -> None:
    deal = agreed()
    assert deal.refuses(DAN, "dance", version=9) == ("unknown_act", "act")
    assert deal.refuses(DAN, "withdraw", version=9) == ("not_your_move", None)
    assert deal.refuses(DAN, "look_again", version=9) == ("too_early", None)
    assert deal.later(22).refuses(DAN, "look_again", version=9) == ("stale_terms", "version")
    assert deal.later(22).refuses(DAN, "look_again", text=7) == ("missing_field", "verdict")
    assert deal.later(22).refuses(DAN, "look_again", text=7, verdict="keep") == ("bad_field", "text")
    assert deal.later(22).refuses(DAN, "look_again", text="So", verdict="maybe") == ("bad_field", "verdict")
    assert deal.refuses(DAN, "end", version="1") == ("bad_field", "version")
    assert deal.refuses(DAN, "end", text="Enough") == ("bad_field", "text")


GOOD = {"text": "So", "verdict": "keep", "actions": actions(ALICE, DAN)}
ACT = some.tuples(
    some.sampled_from([ALICE, DAN, MIRA, OLGA]),
    some.sampled_from(law.ACTS),
    some.sampled_from(["keep", "change", "drop"]),
    some.sampled_from([0, 0, 1, 7, 22, 50]),
)


@settings(max_examples=150)
@given(parties=some.sampled_from([PAIR, TEAM]), tries=some.lists(ACT, max_size=14))
def test_whatever_they_try_it_binds_only_who_agreed_and_the_journal_tells_all(
    parties: frozenset[UUID], tries: list[tuple[UUID, str, str, int]]
) -> None:
    deal = proposed(parties)
    said: dict[UUID, set[int]] = {ALICE: {1}}
    for person, act, verdict, days in tries:
        deal = deal.later(days)
        open_now = deal.acts(person)
        facts = {
            name: value for name, value in {**GOOD, "verdict": verdict}.items() if name in law.NEEDS[act]
        }
        try:
            deal = deal.then(person, act, **facts)
        except Refusal as refusal:
            code = refusal.code
        else:
            code = "accepted"
            said.setdefault(person, set()).add(deal.moves[-1].version)
        assert (code == "accepted") == (act in open_now)
        assert code == "accepted" or code in (*LAW, "not_found")
        now = deal.now
        assert replay(deal.moves) == deal.agreement
        if now.in_force:
            assert len(now.agreed) >= 2
            assert all(now.version in said.get(one, set()) for one in now.agreed)
            assert parties == TEAM or now.agreed == PAIR
        assert now.in_force or not now.fading
        assert now.version == max(one.version for one in deal.moves) or now.change or deal.agreement.standing


def test_a_journal_without_a_move_is_no_agreement() -> None:
    with pytest.raises(ValueError, match="at least one move"):
        replay([])


def test_what_was_written_is_in_the_words_alone() -> None:
    for move in agreed().then(DAN, "change", actions=actions(ALICE, DAN)).moves:
        assert "Look midway" not in str(dict(move.data))
    assert agreed().moves[0].words == {"actions": ["Look midway", "Look midway"]}
