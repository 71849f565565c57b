"""When a notice may reach somebody: not at night, on free days, or while they are away."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.calendar import MONDAY_TO_FRIDAY, Quiet, WorkWeek, next_allowed, next_hour
from tests.core.calendar.test_moments import BERLIN, moments, zones
from tests.core.calendar.test_week import weeks

NIGHT = Quiet(time(19), time(8))
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))
quiets = st.builds(Quiet, clocks, clocks, st.frozensets(st.integers(0, 6)))


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-23T12:00+01:00", "2026-11-23T12:00+01:00"),
        ("2026-11-23T07:59+01:00", "2026-11-23T08:00+01:00"),
        ("2026-11-23T08:00+01:00", "2026-11-23T08:00+01:00"),
        ("2026-11-23T19:00+01:00", "2026-11-24T08:00+01:00"),
        ("2026-11-27T20:00+01:00", "2026-11-30T08:00+01:00"),  # Friday night to Monday
        ("2026-11-28T12:00+01:00", "2026-11-30T08:00+01:00"),
        ("2026-12-31T22:00+01:00", "2027-01-04T08:00+01:00"),  # New Year is a holiday
        ("2026-03-27T20:00+01:00", "2026-03-30T08:00+02:00"),  # clocks changed over the weekend
    ],
)
def test_nights_weekends_and_holidays_are_quiet(at: str, then: str) -> None:
    week = WorkWeek.of(range(5), [date(2027, 1, 1)])
    assert next_allowed(datetime.fromisoformat(at), BERLIN, NIGHT, week) == (datetime.fromisoformat(then))


def test_nothing_comes_before_the_day_somebody_is_back() -> None:
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    back = next_allowed(at, BERLIN, NIGHT, MONDAY_TO_FRIDAY, date(2026, 12, 5))
    assert back == datetime.fromisoformat("2026-12-07T08:00+01:00")  # the 5th is a Saturday


def test_who_wants_weekends_gets_them() -> None:
    at = datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert next_allowed(at, BERLIN, NIGHT) == at


def test_quiet_at_noon_is_not_quiet_at_night() -> None:
    noon = Quiet(time(12), time(13), frozenset({0}))
    monday = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    assert next_allowed(monday, BERLIN, noon) == monday + timedelta(minutes=30)
    tuesday = monday + timedelta(days=1)
    assert next_allowed(tuesday, BERLIN, noon) == tuesday


def test_a_night_belongs_to_the_day_it_begins_on() -> None:
    friday_nights = Quiet(time(22), time(9), frozenset({4}))
    saturday = datetime(2026, 11, 28, 7, tzinfo=UTC)
    assert next_allowed(saturday, BERLIN, friday_nights) == datetime(2026, 11, 28, 8, tzinfo=UTC)
    sunday = saturday + timedelta(days=1)
    assert next_allowed(sunday, BERLIN, friday_nights) == sunday


def test_quiet_that_ends_in_the_hour_that_comes_twice() -> None:
    quiet = Quiet(time(22), time(2, 30))
    between = datetime.fromisoformat("2026-10-25T02:15+01:00")  # the second 02:15
    assert next_allowed(between, BERLIN, quiet) == datetime.fromisoformat("2026-10-25T02:30+01:00")
    first = datetime.fromisoformat("2026-10-25T02:15+02:00")
    assert next_allowed(first, BERLIN, quiet) == datetime.fromisoformat("2026-10-25T02:30+02:00")


@given(
    at=moments,
    zone=zones,
    quiet=quiets,
    week=st.none() | weeks,
    away=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_the_next_allowed_moment_is_allowed_and_not_past(
    at: datetime, zone: str, quiet: Quiet, week: WorkWeek | None, away: date | None
) -> None:
    then = next_allowed(at, zone, quiet, week, away)
    wall = then.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert then >= at
    assert next_allowed(then, zone, quiet, week, away) == then
    assert quiet.ends(wall) is None
    assert week is None or week.is_working(wall.date())
    assert away is None or wall.date() >= away


@given(at=moments, zone=zones, hour=st.integers(0, 23))
def test_the_morning_comes_within_a_day_or_so(at: datetime, zone: str, hour: int) -> None:
    then = next_hour(at, hour, zone)
    assert timedelta(0) <= then - at <= timedelta(hours=49)


def test_the_morning_hour_is_that_of_the_wall_clock() -> None:
    assert next_hour(datetime.fromisoformat("2026-03-28T09:00+01:00"), 8, BERLIN) == (
        datetime.fromisoformat("2026-03-29T08:00+02:00")
    )
    eight = datetime.fromisoformat("2026-03-28T08:00+01:00")
    assert next_hour(eight, 8, BERLIN) == eight
