"""The table of the law against the design's own, line by line, and what can be reached by it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fairlead.core.promise import rules
from fairlead.core.promise.journal import apply
from fairlead.core.promise.rules import ENDS, LINES, OPEN, TABLE, Line, Role
from tests.core.promise.cast import ALICE, DAN, Story, everywhere, stages, told

COLUMNS = ["stage", "spoke_last", "actor", "act", "needs", "next_stage", "next_spoke_last", "terms", "note"]
DESIGN = Path(__file__).with_name("promise-cycle.csv")


def cells(line: Line) -> list[str]:
    """A line as the design writes it."""
    spoke_last, next_spoke_last = line.spoke_last or "-", line.next_spoke_last or "-"
    before = [line.stage, spoke_last, line.actor, line.act, ",".join(line.needs)]
    return [*before, line.next_stage, next_spoke_last, line.terms, line.note]


def test_the_code_has_every_line_of_the_design_and_no_other() -> None:
    with DESIGN.open(encoding="utf-8", newline="") as file:
        head, *design = csv.reader(file)
    code = [cells(line) for line in LINES]
    assert head == COLUMNS
    assert len(design) == 254
    assert sorted(code) == sorted(design)


def test_every_stage_of_the_table_is_reached_by_people_who_speak() -> None:
    reached = {story.here for story in stages()}
    assert reached == {(line.stage, line.spoke_last) for line in LINES if line.stage != "start"}
    assert {stage for stage, _ in reached} == {*OPEN, *ENDS}


@pytest.mark.parametrize("story", everywhere().values(), ids=told)
def test_every_line_leads_where_the_table_says(story: Story) -> None:
    for line in story.lines():
        after = story.along(line)
        assert after.here == (line.next_stage, line.next_spoke_last), line
        assert after.promise.number == story.promise.number + 1
        assert after.moves[-1].by == story.promise.person(line.actor)


@pytest.mark.parametrize("story", everywhere().values(), ids=told)
def test_every_line_writes_keeps_or_drops_terms_as_the_table_says(story: Story) -> None:
    before = story.promise
    for line in story.lines():
        after = story.along(line)
        last = before.written + (line.terms == "yes")
        assert after.promise.written == last
        assert after.moves[-1].version == (last if line.terms == "yes" else before.version)
        in_force = before.in_force
        if line.act in ("accept", "agree_to_fix") or (line.act == "agree" and line.next_stage == "PROMISED"):
            in_force = after.moves[-1].version
        assert after.promise.in_force == in_force
        shown = last if line.terms == "yes" else before.version
        if in_force is not None and not line.next_stage.startswith("CHANGE"):
            shown = in_force
        assert after.promise.version == shown


@pytest.mark.parametrize("story", stages(), ids=told)
def test_the_ball_lies_where_the_design_says(story: Story) -> None:
    stage, spoke = story.here
    expected: Role | None
    if stage in ENDS:
        expected = None
    elif stage in ("PROMISED", "GAP"):
        expected = "doer"
    elif stage == "REPORTED":
        expected = "asker"
    else:
        answers: dict[Role | None, Role] = {"asker": "doer", "doer": "asker"}
        expected = spoke if stage == "QUESTION" else answers[spoke]
    assert story.promise.ball == (None if expected is None else {"asker": ALICE, "doer": DAN}[expected])


def test_nobody_holds_the_ball_before_there_is_a_promise() -> None:
    assert rules.ball("start", None) is None


def test_the_table_keeps_every_line_under_its_key() -> None:
    assert sum(map(len, TABLE.values())) == len(LINES)
    assert all(line in TABLE[(line.stage, line.spoke_last, line.actor, line.act)] for line in LINES)


def test_only_the_doers_yes_carries_a_read_back_and_only_a_gap_a_date_to_fix_it_by() -> None:
    def carries(line: Line) -> tuple[str, Role]:
        return line.act, line.actor

    assert {carries(line) for line in LINES if "read_back" in line.may} == {("accept", "doer")}
    assert {carries(line) for line in LINES if "fix_by" in line.may} == {("name_gap", "asker")}
    assert {name for line in LINES for name in line.may} == {"read_back", "fix_by"}


def test_the_fold_takes_no_act_that_the_table_does_not_have() -> None:
    story = next(story for story in stages() if story.stage == "PROMISED")
    asked = story.moves[0]
    with pytest.raises(KeyError):
        apply(story.promise, asked)
