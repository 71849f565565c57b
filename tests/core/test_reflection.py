"""Dan looks back on a week: which week it is, which questions it asks, what may be answered."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from fairlead.core.promise import rules
from fairlead.core.reflection import (
    ACTS,
    LONGEST,
    NUMBERS,
    THEMES,
    OwnWeek,
    Week,
    answers_from,
    own_week,
    short_week,
    theme_of,
    week_named,
)
from fairlead.core.refusals import Refusal

DAN = UUID("0193a2b4-0000-7000-8000-00000000da11")


def test_there_are_nine_questions_three_a_theme() -> None:
    assert tuple(range(1, 10)) == NUMBERS
    assert {len(numbers) for numbers in THEMES.values()} == {3}
    assert [theme_of(number) for number in (1, 4, 9)] == ["clear", "listen", "forward"]


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2026, 11, 24), "2026-W48"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_a_day_lies_in_the_week_of_its_monday(on: date, name: str) -> None:
    week = Week.of(on)
    assert (week.name, week.monday.weekday(), week.sunday.weekday()) == (name, 0, 6)
    assert week.monday <= on <= week.sunday
    assert week_named(name) == week


def test_weeks_follow_each_other_across_a_year() -> None:
    week = week_named("2026-W52")
    assert (week.after.name, week.after.after.name, week.after.after.year) == ("2026-W53", "2027-W01", 2027)
    assert week.after.before == week


@pytest.mark.parametrize(
    "name",
    ["2025-W53", "2026-W00", "2026-W54", "2026-48", "2026-w48", "2026-W1", " 2026-W48", "1999-W01", "9999-W53",
     "２０２６-W48", "", "../you"],
)  # fmt: skip
def test_what_names_no_week_is_not_found(name: str) -> None:
    with pytest.raises(Refusal, match="not_found"):
        week_named(name)


def test_a_short_week_asks_one_question_a_theme_and_in_three_weeks_every_one() -> None:
    week = Week.of(date(2026, 11, 24))
    for person in (DAN, *(uuid4() for _ in range(20))):
        three = [short_week(each, person) for each in (week, week.after, week.after.after)]
        for chosen in three:
            assert [theme_of(number) for number in chosen] == list(THEMES)
        assert sorted(number for chosen in three for number in chosen) == list(NUMBERS)
    assert short_week(week, DAN) == short_week(week, DAN)


def test_not_everybody_is_asked_the_same_in_a_week() -> None:
    week = Week.of(date(2026, 11, 24))
    assert len({short_week(week, UUID(int=number)) for number in range(200)}) == 27


def test_answers_are_kept_by_number_and_empty_ones_are_none() -> None:
    assert answers_from({"3": " a word ", "1": "ä\nb", "9": "  ", "2": None}) == {1: "ä\nb", 3: "a word"}
    assert answers_from({}) == {}


@pytest.mark.parametrize(
    "given",
    [None, [], "1", {"0": "x"}, {"10": "x"}, {1: "x"}, {"1": 5}, {"1": ["x"]}, {"1": "a\0b"}, {"1": "\ud800"},
     {"1": "x" * (LONGEST + 1)}, {"one": "x"}],
)  # fmt: skip
def test_anything_else_does_not_fit(given: object) -> None:
    with pytest.raises(Refusal, match="bad_field: answers"):
        answers_from(given)


def test_own_moves_are_told_by_kind() -> None:
    told = own_week(
        asks=4, with_points=3, with_date=2, acts={"counter": 1, "propose_change": 2, "thank": 1, "accept": 7}
    )
    assert told == OwnWeek(asks=4, with_points=3, with_date=2, changes=3, thanks=1)


def test_only_moves_there_are_and_never_how_one_ended_are_told() -> None:
    assert set(ACTS) <= set(rules.ACTS)
    assert not {"decline", "revoke", "withdraw", "cancel", "name_gap"} & set(ACTS)


def test_a_week_is_seven_days() -> None:
    week = week_named("2026-W48")
    assert week.after.monday - week.monday == timedelta(days=7)
