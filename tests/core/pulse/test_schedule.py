"""When a team's wave opens and closes, and who of it is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fairlead.core.pulse import schedule

MONDAY = date(2026, 11, 23)


def days(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("today", "last", "is_open"),
    [
        (days(-1), None, False),
        (days(0), None, True),
        (days(3), None, True),
        (days(0), days(-13), False),
        (days(0), days(-14), True),
        (days(-1), days(-40), False),
    ],
)
def test_a_wave_opens_on_its_day_or_after_it_and_two_weeks_after_the_last(
    today: date, last: date | None, is_open: bool
) -> None:
    assert schedule.may_open(today, next_on=MONDAY, last_opened=last) is is_open


def test_it_is_open_for_seven_days_where_the_team_is() -> None:
    assert schedule.closes_on(MONDAY) == days(7)
    assert schedule.closes_at(MONDAY, "Pacific/Auckland") == datetime(2026, 11, 29, 11, tzinfo=UTC)
    assert schedule.closes_at(date(2026, 3, 27), "Europe/Berlin") == datetime(2026, 4, 2, 22, tzinfo=UTC)


def test_the_next_is_as_many_weeks_away_as_the_team_chose() -> None:
    assert [schedule.next_after(MONDAY, weeks) for weeks in schedule.WEEKS] == [days(28), days(35), days(42)]


def test_whoever_leads_or_has_been_there_for_less_than_two_weeks_is_not_asked() -> None:
    assert schedule.is_asked(since=days(-14), is_lead=False, today=MONDAY)
    assert not schedule.is_asked(since=days(-13), is_lead=False, today=MONDAY)
    assert not schedule.is_asked(since=days(-14), is_lead=True, today=MONDAY)


def test_four_talk_and_five_are_asked() -> None:
    assert not schedule.is_wave(range(4))
    assert schedule.is_wave(range(5))
