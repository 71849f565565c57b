"""Who hears of a promise, when, and when nobody does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.calendar import MONDAY_TO_FRIDAY, Quiet, WorkWeek
from fairlead.core.notices import (
    Ahead,
    Habits,
    Situation,
    Tell,
    ahead,
    allowed,
    next_note,
    tell_of,
    told_when,
)
from tests.core.calendar.test_moments import moments, zones
from tests.core.calendar.test_quiet import quiets
from tests.core.calendar.test_week import weeks

ALICE, DAN = UUID(int=1), UUID(int=2)
BERLIN = Habits(zone="Europe/Berlin")
NEW_YORK = Habits(zone="America/New_York")
BOTH = {ALICE: BERLIN, DAN: NEW_YORK}
TUESDAY = datetime.fromisoformat("2026-11-24T14:00+01:00")
FRIDAY_NOON = datetime.fromisoformat("2026-11-27T12:00+01:00")
PROMISED = Situation(ALICE, DAN, "PROMISED", FRIDAY_NOON, 3)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _tell(act: str, by: UUID, before: UUID | None, after: UUID | None) -> Tell:
    return tell_of(act, by=by, asker=ALICE, doer=DAN, before=before, after=after)


def test_who_is_asked_hears_of_it_and_it_is_their_turn() -> None:
    assert _tell("request", ALICE, None, DAN) == Tell(DAN, has_ball=True)
    assert _tell("offer", DAN, None, ALICE) == Tell(ALICE, has_ball=True)


@pytest.mark.parametrize("act", ["counter", "ask", "propose_change", "propose_release", "report_done"])
def test_who_is_given_the_ball_hears_that_it_is_their_turn(act: str) -> None:
    assert _tell(act, DAN, DAN, ALICE) == Tell(ALICE, has_ball=True)


@pytest.mark.parametrize("act", ["accept", "agree_to_fix", "flag_risk", "answer_by"])
def test_what_leaves_the_ball_with_its_mover_is_only_news_to_the_other(act: str) -> None:
    assert _tell(act, DAN, DAN, DAN) == Tell(ALICE, has_ball=False)


def test_a_note_or_thanks_nudges_nobody_who_has_the_ball_already() -> None:
    for act in ("note", "thank", "flag_risk"):
        assert _tell(act, ALICE, DAN, DAN) == Tell(DAN, has_ball=False)


def test_changed_words_are_a_new_turn_for_who_has_the_ball() -> None:
    assert _tell("amend", ALICE, DAN, DAN) == Tell(DAN, has_ball=True)


def test_an_end_is_news_to_the_other_and_nobodys_turn() -> None:
    assert _tell("declare_satisfied", ALICE, ALICE, None) == Tell(DAN, has_ball=False)


TURN, NEWS = Tell(DAN, has_ball=True), Tell(DAN, has_ball=False)
IN_A_DAY, IN_A_WEEK = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=7)


def test_an_ask_for_tomorrow_is_mailed_at_once() -> None:
    assert told_when(TURN, at=TUESDAY, date_at=IN_A_DAY, habits=BERLIN) == ("at_once", TUESDAY)


def test_an_ask_whose_date_has_passed_is_mailed_at_once() -> None:
    past = TUESDAY - timedelta(days=9)
    assert told_when(TURN, at=TUESDAY, date_at=past, habits=BERLIN) == ("at_once", TUESDAY)


@pytest.mark.parametrize(("hours", "channel"), [(48, "at_once"), (48.01, "daily")])
def test_forty_eight_hours_are_the_line(hours: float, channel: str) -> None:
    found = told_when(TURN, at=TUESDAY, date_at=TUESDAY + timedelta(hours=hours), habits=BERLIN)
    assert found is not None
    assert found[0] == channel


@pytest.mark.parametrize("date_at", [IN_A_WEEK, None])
def test_any_other_ask_waits_for_the_daily_note(date_at: datetime | None) -> None:
    assert told_when(TURN, at=TUESDAY, date_at=date_at, habits=BERLIN) == (
        "daily",
        _at("2026-11-25T08:00+01:00"),
    )


def test_news_waits_for_the_daily_note_however_near_the_date() -> None:
    found = told_when(NEWS, at=TUESDAY, date_at=IN_A_DAY, habits=BERLIN)
    assert found == ("daily", _at("2026-11-25T08:00+01:00"))


def test_at_once_means_after_the_quiet_hours() -> None:
    evening = _at("2026-11-24T22:30+01:00")
    found = told_when(TURN, at=evening, date_at=IN_A_DAY, habits=BERLIN)
    assert found == ("at_once", _at("2026-11-25T07:00+01:00"))


def test_who_does_not_want_to_be_mailed_at_once_finds_it_in_the_daily_note() -> None:
    calm = replace(BERLIN, wants_at_once=False)
    found = told_when(TURN, at=TUESDAY, date_at=IN_A_DAY, habits=calm)
    assert found == ("daily", _at("2026-11-25T08:00+01:00"))


def test_who_wants_no_daily_note_gets_none() -> None:
    quiet = replace(BERLIN, wants_daily=False)
    assert told_when(TURN, at=TUESDAY, date_at=IN_A_WEEK, habits=quiet) is None
    assert told_when(TURN, at=TUESDAY, date_at=IN_A_DAY, habits=quiet) == ("at_once", TUESDAY)


def test_who_stopped_all_mail_gets_none() -> None:
    stopped = replace(BERLIN, wants_mail=False)
    assert told_when(TURN, at=TUESDAY, date_at=IN_A_DAY, habits=stopped) is None
    assert ahead(PROMISED, since=TUESDAY - timedelta(days=7), habits={ALICE: stopped, DAN: stopped}) == ()


def test_a_morning_hour_late_at_night_still_comes() -> None:
    owl = replace(BERLIN, morning=23, quiet=Quiet(time(22), time(6)))
    assert next_note(TUESDAY, owl) == _at("2026-11-25T06:00+01:00")


def test_the_daily_note_skips_weekends_holidays_and_absence() -> None:
    friday = _at("2026-11-27T15:00+01:00")
    assert next_note(friday, BERLIN) == _at("2026-11-30T08:00+01:00")
    monday_off = replace(BERLIN, week=WorkWeek.of(range(5), [date(2026, 11, 30)]))
    assert next_note(friday, monday_off) == _at("2026-12-01T08:00+01:00")
    away = replace(BERLIN, away_until=date(2026, 12, 9))
    assert next_note(friday, away) == _at("2026-12-09T08:00+01:00")
    restless = replace(BERLIN, has_free_days=False)
    assert next_note(friday, restless) == _at("2026-11-28T08:00+01:00")


def test_a_morning_hour_in_quiet_hours_waits_for_their_end() -> None:
    early = replace(BERLIN, morning=5)
    assert next_note(TUESDAY, early) == _at("2026-11-25T07:00+01:00")


def test_the_doer_alone_is_reminded_two_working_days_before_in_their_own_morning() -> None:
    monday = _at("2026-11-23T10:00+01:00")
    assert [n for n in ahead(PROMISED, since=monday, habits=BOTH) if n.kind == "reminder"] == [
        Ahead(DAN, "reminder", "v3", _at("2026-11-25T08:00-05:00"))
    ]


def test_two_working_days_before_a_monday_is_thursday() -> None:
    monday = replace(PROMISED, due=_at("2026-11-30T12:00+01:00"))
    found = ahead(monday, since=_at("2026-11-23T10:00+01:00"), habits=BOTH)
    assert found[0].due_at == _at("2026-11-26T08:00-05:00")


def test_nobody_is_reminded_of_what_was_promised_for_tomorrow() -> None:
    assert "reminder" not in {
        n.kind for n in ahead(PROMISED, since=FRIDAY_NOON - timedelta(hours=20), habits=BOTH)
    }


def test_a_reminder_that_would_come_when_the_date_has_passed_is_none() -> None:
    away = {**BOTH, DAN: replace(NEW_YORK, away_until=date(2026, 12, 1))}
    found = ahead(PROMISED, since=_at("2026-11-23T10:00+01:00"), habits=away)
    assert "reminder" not in {n.kind for n in found}


def test_who_wants_no_reminder_gets_none() -> None:
    plain = {**BOTH, DAN: replace(NEW_YORK, wants_reminders=False)}
    found = ahead(PROMISED, since=_at("2026-11-23T10:00+01:00"), habits=plain)
    assert "reminder" not in {n.kind for n in found}


def test_the_morning_after_a_date_both_hear_the_same_each_in_their_own_morning() -> None:
    thursday = replace(PROMISED, due=_at("2026-11-26T12:00+01:00"))
    found = list(ahead(thursday, since=_at("2026-11-26T11:00+01:00"), habits=BOTH))
    assert found == [
        Ahead(ALICE, "passed", "v3", _at("2026-11-27T08:00+01:00")),
        Ahead(DAN, "passed", "v3", _at("2026-11-27T08:00-05:00")),
    ]


def test_a_date_on_friday_is_heard_of_on_monday() -> None:
    found = [n.due_at for n in ahead(PROMISED, since=FRIDAY_NOON, habits=BOTH)]
    assert found == [_at("2026-11-30T08:00+01:00"), _at("2026-11-30T08:00-05:00")]


@pytest.mark.parametrize("stage", ["CHANGE/PROMISED", "RELEASE/PROMISED"])
def test_while_a_change_is_talked_about_the_old_date_still_passes_without_a_reminder(stage: str) -> None:
    found = ahead(replace(PROMISED, stage=stage), since=_at("2026-11-23T10:00+01:00"), habits=BOTH)
    assert [n.kind for n in found] == ["passed", "passed"]


@pytest.mark.parametrize("stage", ["PROPOSED", "QUESTION", "PONDERING", "GAP", "satisfied", "revoked"])
def test_where_no_date_can_pass_nobody_is_told_of_one(stage: str) -> None:
    assert ahead(replace(PROMISED, stage=stage), since=TUESDAY, habits=BOTH) == ()


def test_without_a_date_there_is_nothing_ahead() -> None:
    assert ahead(Situation(ALICE, DAN, "PROPOSED"), since=TUESDAY, habits=BOTH) == ()


def test_the_asker_is_nudged_once_when_the_moment_to_check_has_come() -> None:
    check_by = _at("2026-12-02T12:00+01:00")
    reported = replace(PROMISED, stage="REPORTED", check_by=check_by)
    found = ahead(reported, since=FRIDAY_NOON, habits=BOTH)
    assert [(n.to, n.kind, n.due_at) for n in found] == [(ALICE, "check", _at("2026-12-03T08:00+01:00"))]


def test_a_new_date_is_another_notice() -> None:
    later = replace(PROMISED, due=FRIDAY_NOON + timedelta(days=7), version=4)
    marks = {n.mark for n in ahead(later, since=TUESDAY, habits=BOTH)}
    assert marks == {"v4"}


habits_of_anybody = st.builds(
    Habits,
    zone=zones,
    morning=st.integers(0, 23),
    quiet=quiets,
    week=weeks,
    has_free_days=st.booleans(),
    away_until=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)


@given(at=moments, habits=habits_of_anybody)
def test_a_note_goes_at_a_time_its_person_allows_and_no_sooner(at: datetime, habits: Habits) -> None:
    then = next_note(at, habits)
    assert then >= at
    assert allowed(then, habits) == then
    if habits.quiet.start == habits.quiet.end and habits.zone not in ("America/Sao_Paulo", "Pacific/Apia"):
        assert abs(then.astimezone(ZoneInfo(habits.zone)).hour - habits.morning) <= 1


@given(
    due=moments,
    before=st.timedeltas(timedelta(0), timedelta(days=60)),
    alice=habits_of_anybody,
    dan=habits_of_anybody,
)
def test_whatever_the_habits_a_date_is_told_to_both_after_it_and_reminded_before(
    due: datetime, before: timedelta, alice: Habits, dan: Habits
) -> None:
    found = ahead(replace(PROMISED, due=due), since=due - before, habits={ALICE: alice, DAN: dan})
    assert {n.to for n in found if n.kind == "passed"} == {ALICE, DAN}
    assert all(n.due_at > due for n in found if n.kind == "passed")
    assert all(n.to == DAN and n.due_at < due for n in found if n.kind == "reminder")


def test_the_ways_people_are_reached_by_default() -> None:
    plain = Habits()
    assert (plain.morning, plain.week, plain.has_free_days) == (8, MONDAY_TO_FRIDAY, True)
    assert plain.quiet == Quiet(time(19), time(7))
    assert next_note(datetime(2026, 11, 24, 8, tzinfo=UTC), plain) == datetime(2026, 11, 24, 8, tzinfo=UTC)
