"""What must hold, as a test over every reachable stage: the nine properties of the law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest

from fairlead.core.promise import rules
from fairlead.core.promise.journal import apply, replay
from fairlead.core.promise.law import open_acts
from fairlead.core.promise.rules import BINDING, CHANGE, ENDS, LINES, NEGOTIATION, RELEASE, Role
from fairlead.core.refusals import Refusal
from tests.core.promise.cast import (
    ALICE,
    DAN,
    DAY,
    Story,
    everywhere,
    good_facts,
    open_stages,
    reported,
    stages,
    told,
)

ROLES: tuple[Role, Role] = ("asker", "doer")
OPENED = pytest.mark.parametrize("story", open_stages(), ids=told)
ANYWHERE = pytest.mark.parametrize("story", everywhere().values(), ids=told)


def ends_within(stage: str, spoke: Role | None) -> set[str]:
    """Every end that can be reached from here by the table alone."""
    seen: set[tuple[str, Role | None]] = set()
    edge = [(stage, spoke)]
    while edge:
        here = edge.pop()
        if here not in seen:
            seen.add(here)
            edge += [
                (line.next_stage, line.next_spoke_last)
                for line in LINES
                if (line.stage, line.spoke_last) == here
            ]
    return {stage for stage, _ in seen if stage in ENDS}


# 1. Every open stage can end; after an end nothing moves; no act leads nowhere.


@OPENED
def test_every_open_stage_can_end(story: Story) -> None:
    wanted = set(ENDS) - ({"declined", "withdrawn"} if story.stage in BINDING else set())
    assert ends_within(*story.here) == wanted


@pytest.mark.parametrize("end", [story for story in stages() if story.promise.ended], ids=told)
def test_after_an_end_nothing_moves_and_only_thanks_are_said(end: Story) -> None:
    for person in (ALICE, DAN):
        assert list(end.acts(person)) == ["thank"]
        thanked = end.then(person, "thank", text="It was good to work with you")
        assert thanked.here == end.here
        for act in set(rules.ACTS) - {"thank"}:
            facts = good_facts(("terms", "text", "date", "conditions", "answer"), end.promise, end.at)
            with pytest.raises(Refusal, match=r"^ended$"):
                end.then(person, act, **facts)


def test_no_act_leads_nowhere() -> None:
    lead_on = {(line.stage, line.spoke_last) for line in LINES}
    assert all((line.next_stage, line.next_spoke_last) in lead_on for line in LINES)


# 2. Each party alone can end any open stage, by one act.


@OPENED
@pytest.mark.parametrize("role", ROLES)
def test_each_of_them_alone_can_end_any_open_stage_by_one_act(story: Story, role: Role) -> None:
    ending = [line for line in story.lines() if line.actor == role and line.next_stage in ENDS]
    assert ending
    assert any(story.along(line).promise.ended for line in ending)
    if story.stage in BINDING:
        assert ("revoke" if role == "doer" else "cancel") in {line.act for line in ending}


# 3. Exactly one ball holder per open stage, who has an act.


@OPENED
def test_exactly_one_holds_the_ball_and_has_an_act_that_moves(story: Story) -> None:
    assert story.promise.ball in (ALICE, DAN)
    holder = story.promise.role(story.promise.ball)
    moving = [line for line in story.lines() if line.actor == holder and line.next_stage != line.stage]
    assert moving
    assert open_acts(story.promise, by=story.promise.ball, at=story.at)


# 4. No promise, and no change of its terms, without an act of both, the doer's own above all.


def who_agreed_to(story: Story) -> dict[int, set[Role]]:
    """For each version, who wrote it or said yes to it."""
    agreed: dict[int, set[Role]] = defaultdict(set)
    for move in story.moves:
        role = story.promise.role(move.by)
        assert role is not None
        if "terms" in move.data or move.act in ("accept", "agree"):
            agreed[move.version].add(role)
        if move.act == "agree_to_fix":  # the asker named the gap and by when; the doer sets the date
            agreed[move.version].add("asker")
    return agreed


@ANYWHERE
def test_what_is_in_force_was_agreed_by_both(story: Story) -> None:
    if story.promise.in_force is not None:
        assert who_agreed_to(story)[story.promise.in_force] == set(ROLES)


def test_terms_take_force_only_by_the_answer_of_the_one_who_did_not_write_them() -> None:
    for story in everywhere().values():
        for line in story.lines():
            after = story.along(line).promise
            if after.in_force != story.promise.in_force and line.act != "agree_to_fix":
                assert line.actor != story.promise.spoke_last
                assert story.promise.spoke_last is not None
            if line.act == "agree_to_fix":
                assert (line.actor, line.stage) == ("doer", "GAP")


def test_nobody_becomes_the_doer_of_a_promise_without_an_act_of_their_own() -> None:
    for story in everywhere().values():
        if story.promise.in_force is not None:
            acts = {move.act for move in story.moves if move.by == DAN}
            assert acts & {"offer", "accept", "counter", "amend", "clarify"}


@ANYWHERE
def test_silence_creates_nothing(story: Story) -> None:
    years_later = story.later(by=4000 * DAY)
    assert replay(years_later.moves) == story.promise
    if story.promise.in_force is None and not story.promise.ended:
        assert all(act != "agree_to_fix" for act in years_later.acts(DAN))


# 5. Only the asker declares satisfaction; only the doer reports done.


def test_only_the_asker_is_satisfied_and_only_the_doer_reports_done() -> None:
    def actors(*acts: str) -> set[Role]:
        return {line.actor for line in LINES if line.act in acts}

    assert actors("declare_satisfied", "name_gap", "close_with_gap", "cancel") == {"asker"}
    assert actors("report_done", "retract_report", "contest", "agree_to_fix", "revoke") == {"doer"}
    assert {line.act for line in LINES if line.next_stage == "satisfied"} == {"declare_satisfied", "thank"}
    assert {line.act for line in LINES if line.next_stage == "REPORTED" and line.stage == "PROMISED"} == {
        "report_done"
    }


@OPENED
def test_the_other_one_is_refused_these(story: Story) -> None:
    for person, act in ((DAN, "declare_satisfied"), (ALICE, "report_done")):
        with pytest.raises(Refusal, match="not_your_move"):
            story.then(person, act)


# 6. Same stage, role and act: same next stage. Answers to stale terms are refused.


def test_the_same_act_at_the_same_stage_always_leads_to_the_same_stage() -> None:
    targets = defaultdict(set)
    for line in LINES:
        targets[line.stage, line.spoke_last, line.actor, line.act].add(
            (line.next_stage, line.next_spoke_last)
        )
    assert {len(found) for found in targets.values()} == {1}


@OPENED
def test_an_answer_to_other_terms_than_those_on_the_table_is_refused(story: Story) -> None:
    for line in story.lines():
        for seen in (0, story.promise.version - 1, story.promise.version + 1, 10**20):
            facts = good_facts(line.needs, story.promise, story.at)
            late = story.later(400 * DAY) if line.act == "close_unassessed" else story
            with pytest.raises(Refusal, match="stale_terms"):
                late.then(story.promise.person(line.actor), line.act, version=seen, **facts)


def test_the_answers_name_the_version_they_answer() -> None:
    named = {line.act for line in LINES if "version" in line.needs}
    assert named == {"accept", "decline", "counter", "agree", "keep_terms"}


# 7. In negotiation, CHANGE and RELEASE every act of the asker has its counterpart for the doer.

COUNTERPART = {"request": "offer", "cancel": "revoke", "confirm_read_back": "read_back"}


def acts_at(stages: Iterable[str], *, role: Role, spoke: Role) -> dict[str, list[str]]:
    """What this role may do per stage; a read-back aside, which is the doer's own."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in LINES:
        if line.stage in stages and line.actor == role and line.spoke_last == spoke:
            found[line.stage].append(COUNTERPART.get(line.act, line.act))
    return {stage: sorted(acts) for stage, acts in found.items()}


@pytest.mark.parametrize("spoke", ROLES)
def test_where_terms_are_on_the_table_both_have_the_same_means(spoke: Role) -> None:
    stages = (*NEGOTIATION, *CHANGE, *RELEASE)
    asker = acts_at(stages, role="asker", spoke=spoke)
    doer = acts_at(stages, role="doer", spoke=rules.other(spoke))
    assert asker == doer
    assert set(asker) == set(stages)


# 8. A gap names at least one condition of the agreed standard; a new wish is a new request.


@pytest.mark.parametrize("act", ["name_gap", "close_with_gap"])
@pytest.mark.parametrize(
    "conditions", [None, [], [0], [4], [-1], [1, 99], ["1"], [True], "1", 7, {"1": 1}, {1: 1}, [1.0]]
)
def test_a_gap_is_about_conditions_that_were_agreed(act: str, conditions: object) -> None:
    with pytest.raises(Refusal, match="conditions"):
        reported().alice(act, conditions=conditions)


# 9. The journal is append-only; replaying it gives the stored state, for every promise, at any time.


@ANYWHERE
def test_replaying_the_journal_gives_what_stood_at_any_time(story: Story) -> None:
    assert [move.number for move in story.moves] == list(range(1, len(story.moves) + 1))
    assert replay(story.moves) == story.promise
    standing = None
    for upto, move in enumerate(story.moves, start=1):
        standing = apply(standing, move)
        assert replay(story.moves[:upto]) == standing


def test_a_journal_without_a_move_is_no_promise() -> None:
    with pytest.raises(ValueError, match="at least one move"):
        replay([])
