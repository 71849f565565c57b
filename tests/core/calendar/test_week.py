"""Three working days later, two before: over weekends, holidays, year ends and changed clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.calendar import (
    MONDAY_TO_FRIDAY,
    WorkWeek,
    add_working_days,
    working_days_before,
)
from tests.core.calendar.test_moments import BERLIN, moments, zones

weeks = st.builds(
    WorkWeek.of,
    st.sets(st.integers(0, 6), min_size=1),
    st.sets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=40),
)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("due", "days", "then"),
    [
        ("2026-11-23T12:00+01:00", 3, "2026-11-26T12:00+01:00"),
        ("2026-11-27T12:00+01:00", 3, "2026-12-02T12:00+01:00"),  # over a weekend
        ("2026-11-28T12:00+01:00", 3, "2026-12-02T12:00+01:00"),  # from a Saturday
        ("2026-11-27T12:00+01:00", 0, "2026-11-27T12:00+01:00"),
        ("2026-12-31T23:59+01:00", 1, "2027-01-01T23:59+01:00"),
        ("2026-03-27T12:00+01:00", 1, "2026-03-30T12:00+02:00"),  # summer time came between
        ("2026-10-23T12:00+02:00", 1, "2026-10-26T12:00+01:00"),  # and went
        ("2026-03-27T02:30+01:00", 1, "2026-03-30T02:30+02:00"),
    ],
)
def test_so_many_working_days_later_at_the_same_hour(due: str, days: int, then: str) -> None:
    assert add_working_days(_at(due), days, BERLIN) == _at(then)


def test_the_hour_that_is_skipped_moves_on_by_what_was_skipped() -> None:
    week = WorkWeek.of(range(7))
    assert add_working_days(_at("2026-03-28T02:30+01:00"), 1, BERLIN, week) == _at("2026-03-29T03:30+02:00")


def test_holidays_do_not_count() -> None:
    week = WorkWeek.of(range(5), [date(2026, 12, 24), date(2026, 12, 25)])
    assert add_working_days(_at("2026-12-23T09:00+01:00"), 1, BERLIN, week) == _at("2026-12-28T09:00+01:00")
    assert working_days_before(_at("2026-12-28T09:00+01:00"), 2, BERLIN, week) == _at(
        "2026-12-22T09:00+01:00"
    )


def test_the_day_is_that_of_the_zone_not_of_greenwich() -> None:
    # Friday evening in Samoa is Saturday in Kiritimati.
    at = datetime(2026, 11, 28, 5, tzinfo=UTC)
    pago = add_working_days(at, 1, "Pacific/Pago_Pago").astimezone(ZoneInfo("Pacific/Pago_Pago"))
    kiri = add_working_days(at, 1, "Pacific/Kiritimati").astimezone(ZoneInfo("Pacific/Kiritimati"))
    assert (pago.date(), pago.hour) == (date(2026, 11, 30), 18)
    assert (kiri.date(), kiri.hour) == (date(2026, 11, 30), 19)


def test_a_week_with_no_working_day_is_no_week() -> None:
    for days in ((), (7,), (-1, 0)):
        with pytest.raises(ValueError, match="one to seven"):
            WorkWeek.of(days)


def test_nobody_counts_backwards_by_accident_or_from_a_moment_without_offset() -> None:
    with pytest.raises(ValueError, match="counted from 0"):
        MONDAY_TO_FRIDAY.day_after(date(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="without its offset"):
        add_working_days(datetime(2026, 1, 1), 1, BERLIN)  # noqa: DTZ001


@given(at=moments, days=st.integers(1, 12), zone=zones, week=weeks)
def test_later_lands_on_a_working_day_with_so_many_between(
    at: datetime, days: int, zone: str, week: WorkWeek
) -> None:
    then = add_working_days(at, days, zone, week)
    start, end = (x.astimezone(ZoneInfo(zone)) for x in (at, then))
    assert then.tzinfo is UTC
    assert then > at
    # The day that Samoa skipped in 2011 is the one that can move the date.
    if zone != "Pacific/Apia":
        between = (start.date() + timedelta(n) for n in range(1, (end.date() - start.date()).days + 1))
        assert sum(map(week.is_working, between)) == days
        assert week.is_working(end.date())
        apart = abs(
            timedelta(hours=start.hour, minutes=start.minute) - timedelta(hours=end.hour, minutes=end.minute)
        )
        assert apart <= timedelta(hours=1)


@given(at=moments, days=st.integers(1, 12), zone=zones, week=weeks)
def test_before_undoes_after_from_a_working_day(at: datetime, days: int, zone: str, week: WorkWeek) -> None:
    on = at.astimezone(ZoneInfo(zone)).date()
    back = week.day_before(on, days)
    assert week.is_working(back)
    assert working_days_before(at, days, zone, week) < at
    if week.is_working(on):
        assert week.day_after(back, days) == on
