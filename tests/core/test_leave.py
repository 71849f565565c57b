"""The leave of a coach: two say yes, either ends it, thirty days end it, and a question is a question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from fairlead.core.leave import LEAVE_DAYS, TEXT_MAX, Leave, addition, check, invited, open_acts
from fairlead.core.refusals import Refusal

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ALICE, DAN, MAX = (UUID(int=number) for number in range(1, 4))
WAITS = invited(MAX, by=ALICE, other=DAN, at=NOW)
HOLDS = Leave(MAX, ALICE, DAN, since=NOW)


def refused(code: str, act: str, leave: Leave | None, by: UUID, at: datetime = NOW) -> bool:
    with pytest.raises(Refusal) as told:
        check(leave, act, by=by, at=at)
    return told.value.code == code


def test_what_is_of_two_is_read_by_nobody_until_both_have_said_yes() -> None:
    assert WAITS.reader(NOW) is None
    assert open_acts(WAITS, by=DAN, at=NOW) == ("agree", "end")
    assert open_acts(WAITS, by=ALICE, at=NOW) == ("end",)
    assert refused("not_your_move", "agree", WAITS, ALICE)


def test_what_is_ones_own_is_shared_at_once() -> None:
    assert invited(MAX, by=ALICE, other=None, at=NOW).reader(NOW) == MAX


def test_either_ends_it_and_nobody_invites_a_second_one_meanwhile() -> None:
    for person in (ALICE, DAN):
        assert open_acts(HOLDS, by=person, at=NOW) == ("end",)
        assert refused("not_your_move", "invite", HOLDS, person)


def test_after_thirty_days_it_is_over_to_the_second_and_needs_the_same_yes_again() -> None:
    end = NOW + timedelta(days=LEAVE_DAYS)
    assert HOLDS.ends_at == end
    assert HOLDS.reader(end - timedelta(microseconds=1)) == MAX
    assert HOLDS.reader(end) is None
    assert open_acts(HOLDS, by=DAN, at=end) == ("invite",)
    assert refused("not_your_move", "agree", HOLDS, DAN, end)


def test_nobody_of_the_two_is_their_own_coach() -> None:
    for person in (ALICE, DAN):
        with pytest.raises(Refusal, match="coach"):
            invited(person, by=ALICE, other=DAN, at=NOW)


def test_what_is_no_act_is_told_so() -> None:
    assert refused("unknown_act", "renew", HOLDS, ALICE)


def test_a_question_has_words_and_not_too_many() -> None:
    assert addition("question", " What did you hear? ") == ("question", "What did you hear?")
    for sort, text, code, field in (
        ("question", "", "missing_field", "text"),
        ("question", "  ", "missing_field", "text"),
        ("question", None, "missing_field", "text"),
        ("question", 7, "bad_field", "text"),
        ("question", "x" * (TEXT_MAX + 1), "bad_field", "text"),
        ("prompt", "a\0b", "bad_field", "text"),
        ("order", "Do it", "bad_field", "sort"),
        (["question"], "What?", "bad_field", "sort"),
    ):
        with pytest.raises(Refusal) as told:
            addition(sort, text)
        assert (told.value.code, told.value.field) == (code, field), (sort, text)
