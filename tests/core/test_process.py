"""Counts of the process: whole numbers of a team, and every threshold under which they are not shown."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from fairlead.core.calendar.week import MONDAY_TO_FRIDAY, WorkWeek
from fairlead.core.process import (
    ANSWERED,
    CONVERSATIONS,
    DAYS,
    EARLY,
    EVENTS,
    FIRST,
    MARKS,
    PEOPLE,
    Count,
    Event,
    Every,
    Mark,
    counted,
    is_mostly_one,
    next_day,
    where_it_parts,
)


def who(number: int) -> UUID:
    return UUID(int=number)


def events(*made: int, part: int | None = None) -> list[Event]:
    """So many events by each person; the first `part` of each are in the smaller number."""
    return [
        Event(who(person), is_part=part is None or number < part)
        for person, count in enumerate(made)
        for number in range(count)
    ]


def test_eighteen_of_twenty_two() -> None:
    assert counted([*events(4, 4, 4, 4, 2), *events(1, 1, 1, 1, 0, part=0)]) == Count(18, 22)


@pytest.mark.parametrize(
    ("made", "is_shown"),
    [
        ((2, 2, 2, 2, 2), True),
        ((2, 2, 2, 2, 1), False),  # nine events
        ((3, 3, 2, 2), False),  # four people
        ((5, 2, 1, 1, 1), True),  # one made half of ten
        ((6, 1, 1, 1, 1), False),  # one made more than half of ten
        ((), False),
    ],
)
def test_a_count_needs_five_people_ten_events_and_nobody_who_made_more_than_half(
    made: tuple[int, ...], is_shown: bool
) -> None:
    assert (counted(events(*made)) is not None) is is_shown


def test_the_smaller_number_is_nobodys_own_either() -> None:
    """Ten asks by five people, and only one of them with a date: that would be told of one person."""
    all_ten = [Event(who(number % 5), is_part=number < 1) for number in range(10)]
    assert counted(all_ten) is None
    assert counted([Event(who(number % 5), is_part=number < 2) for number in range(10)]) == Count(2, 10)
    assert counted([Event(who(number % 5), is_part=False) for number in range(10)]) == Count(0, 10)


def test_all_of_a_count_is_nobodys_own_where_the_smaller_number_is_not() -> None:
    """Six of ten asks are one person's, and of the five with a date each is another's."""
    others = [Event(who(number), is_part=True) for number in range(1, 5)]
    assert counted([*others, *events(6, part=1)]) is None
    assert Event(who(1)).is_part, "where nothing is told apart both numbers are the same"


def marks(people: int, conversations: int, number: int, code: str = "LATE_WARNING") -> list[Mark]:
    return [Mark(who(100 + at % conversations), who(at % people), code) for at in range(number)]


def test_where_agreements_part_needs_five_people_five_conversations_and_ten_marks() -> None:
    assert (PEOPLE, CONVERSATIONS, MARKS, EVENTS) == (5, 5, 10, 10)
    assert where_it_parts(marks(5, 5, 10)) == (("LATE_WARNING", 10),)
    assert where_it_parts(marks(4, 5, 10)) is None
    assert where_it_parts(marks(5, 4, 10)) is None
    assert where_it_parts(marks(5, 5, 9)) is None
    assert where_it_parts([]) is None


def test_where_agreements_part_is_withheld_when_one_person_made_more_than_half_of_all() -> None:
    others = [Mark(who(100 + number), who(number), "UNASKED") for number in range(1, 6)]
    half = [Mark(who(100 + number), who(0), "UNASKED") for number in range(5)]
    assert where_it_parts([*others, *half]) == (("UNASKED", 10),)
    assert where_it_parts([*others, *half, Mark(who(105), who(0), "UNASKED")]) is None


def test_what_was_chosen_most_is_first_then_by_its_name() -> None:
    rare = [Mark(who(100), who(at), code) for code in ("LATE_WARNING", "DATE_UNCLEAR") for at in range(2)]
    found = where_it_parts([*rare, *marks(5, 5, 10, "UNASKED")])
    assert found == (("UNASKED", 10), ("DATE_UNCLEAR", 2), ("LATE_WARNING", 2))


def test_a_code_that_is_mostly_one_persons_is_left_out() -> None:
    shared = marks(5, 5, 10)
    alone = [Mark(who(100), who(0), "UNASKED")]
    two = [*alone, Mark(who(101), who(1), "UNASKED")]
    assert where_it_parts([*shared, *alone]) == (("LATE_WARNING", 10),)
    assert where_it_parts([*shared, *two]) == (("LATE_WARNING", 10), ("UNASKED", 2))
    assert where_it_parts([*shared, *two, *alone]) == (("LATE_WARNING", 10),)


def test_half_is_not_more_than_half_and_of_nothing_nobody_made_most() -> None:
    assert not is_mostly_one([])
    assert not is_mostly_one([who(1), who(2)])
    assert is_mostly_one([who(1)])
    assert is_mostly_one([who(1), who(1), who(2)])


@pytest.mark.parametrize(
    ("every", "first", "today", "expected"),
    [
        ("month", date(2026, 1, 1), date(2026, 11, 24), date(2026, 12, 1)),
        ("month", date(2026, 1, 1), date(2026, 11, 2), date(2026, 11, 2)),  # the first is a Sunday
        ("month", date(2026, 1, 31), date(2026, 2, 3), date(2026, 3, 2)),  # 28 February is a Saturday
        ("month", date(2025, 11, 15), date(2026, 1, 16), date(2026, 2, 16)),  # over the end of a year
        ("month", date(2025, 11, 15), date(2026, 1, 2), date(2026, 1, 15)),
        ("month", date(2024, 12, 31), date(2026, 12, 2), date(2026, 12, 31)),
        ("quarter", date(2026, 1, 15), date(2026, 4, 16), date(2026, 7, 15)),
        ("two_weeks", date(2026, 11, 10), date(2026, 11, 25), date(2026, 12, 8)),
        ("two_weeks", date(2026, 12, 8), date(2026, 11, 25), date(2026, 12, 8)),
        ("never", date(2026, 1, 1), date(2026, 11, 24), None),
    ],
)
def test_the_next_day_is_today_or_later_and_a_working_day(
    every: Every, first: date, today: date, expected: date | None
) -> None:
    assert next_day(every, first_on=first, today=today, week=MONDAY_TO_FRIDAY) == expected


def test_a_team_that_has_not_chosen_looks_on_the_first_of_each_month_at_the_last_ninety_days() -> None:
    assert (date(2026, 1, 1), 90) == (FIRST, DAYS)
    assert (timedelta(days=2), timedelta(days=30)) == (EARLY, ANSWERED)


def test_a_holiday_moves_the_day() -> None:
    week = WorkWeek.of(range(5), [date(2026, 12, 1)])
    assert next_day("month", first_on=date(2026, 1, 1), today=date(2026, 11, 24), week=week) == date(
        2026, 12, 2
    )
