"""Where the process broke: the codes of the design, the four questions first, each at its place of the line."""

from __future__ import annotations

import re

import pytest

from fairlead.core.conversation.codes import (
    BUILT_IN,
    CODES,
    LINE,
    OWN_WORDS,
    QUESTIONS,
    SIDES,
    Code,
    offered,
    on_the_line,
)  # fmt: skip
from fairlead.core.refusals import Refusal

DESIGN = """
UNASKED A, OUTCOME_UNCLEAR A, STANDARD_UNSHARED B, DATE_UNCLEAR B, PURPOSE_MISSING A, NOT_RECEIVED A,
NO_CLEAR_YES B, PRESSED_YES A/S, NOT_READ_BACK B, CAPACITY_UNCHECKED B, HEDGED_PROMISE B, INPUT_LATE S,
PRIORITIES_MOVED A/S, LATE_WARNING B, TERMS_DRIFTED B, NO_REPLY_MIDWAY B, DONE_NOT_DECLARED D,
NOT_ASSESSED A, STANDARD_MOVED A, LESSON_NOT_USED B, OUTSIDE_EVENT, OWN_WORDS
"""
BLAMING = re.compile(r"\b(overdue|late|failed|missed|broken|fault|blame|owner|who|you|your)\b", re.IGNORECASE)


def test_the_codes_and_their_sides_are_the_designs() -> None:
    design = {
        part.split()[0]: tuple("".join(part.split()[1:]).replace("/", "")) for part in DESIGN.split(",")
    }
    assert {code.code: code.sides for code in CODES} == design
    assert len(BUILT_IN) == len(CODES) == 22


def test_the_four_questions_of_the_article_come_first() -> None:
    assert QUESTIONS == ("OUTCOME_UNCLEAR", "DATE_UNCLEAR", "STANDARD_UNSHARED", "NO_CLEAR_YES")
    assert tuple(code.code for code in CODES[:4]) == QUESTIONS
    assert [code.asks for code in CODES if code.asks] == [1, 2, 3, 4]


def test_each_code_lies_on_the_line_but_what_came_from_outside() -> None:
    assert LINE == ("ask", "standard", "date", "means", "speaking_up", "hand_over", "check")
    assert {code.place for code in CODES} == {*LINE, None}
    assert {code.code for code in CODES if code.place is None} == {"OUTSIDE_EVENT", OWN_WORDS}
    assert set(SIDES) >= {side for code in CODES for side in code.sides}


def test_the_labels_are_plain_and_about_nobody() -> None:
    labels = {code.code: code.label for code in CODES}
    assert (labels["UNASKED"], labels["LATE_WARNING"]) == ("never asked", "no early word")
    assert len(set(labels.values())) == len(labels)
    assert not [label for label in labels.values() if BLAMING.search(label) or "_" in label]


def test_marks_lie_at_their_places() -> None:
    marks = on_the_line(["LATE_WARNING", "STANDARD_UNSHARED", "TERMS_DRIFTED", "OUTSIDE_EVENT"])
    assert tuple(marks) == LINE
    assert marks["speaking_up"] == ("LATE_WARNING", "TERMS_DRIFTED")
    assert marks["standard"] == ("STANDARD_UNSHARED",)
    assert sum(map(len, marks.values())) == 3


def test_a_team_renames_retires_and_adds_but_own_words_are_always_there() -> None:
    own = (Code("HANDOVER_NOTE", ("B",), "hand_over", "no note for the next shift"),
           Code("UNASKED", ("A",), "ask", "we took it for granted"))  # fmt: skip
    found = offered(own=own, retired=["OUTSIDE_EVENT", OWN_WORDS])
    codes = [code.code for code in found]
    assert codes[:4] == list(QUESTIONS)
    assert codes[-2:] == ["HANDOVER_NOTE", OWN_WORDS]
    assert "OUTSIDE_EVENT" not in codes
    assert next(code.label for code in found if code.code == "UNASKED") == "we took it for granted"
    assert on_the_line(["HANDOVER_NOTE"], found)["hand_over"] == ("HANDOVER_NOTE",)
    assert offered() == CODES
    with pytest.raises(Refusal, match="bad_field: place"):
        offered(own=[Code("ELSEWHERE", ("B",), "moon", "on the moon")])
