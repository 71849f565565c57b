"""What a person's words for a moment mean, and which of them are not taken."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fairlead.core.calendar import Moment, at_local, is_zone, parse_local, parse_moment, written
from fairlead.core.refusals import Refusal

BERLIN = "Europe/Berlin"
FAR = (
    BERLIN,
    "UTC",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",  # skipped a whole day in 2011
    "Pacific/Kiritimati",  # fourteen hours ahead
    "Pacific/Pago_Pago",  # eleven behind
    "Africa/Casablanca",  # clocks go back for Ramadan
    "America/Sao_Paulo",  # clocks once changed at midnight
)
zones = st.sampled_from(FAR)
moments = st.datetimes(
    datetime(1972, 1, 1),  # noqa: DTZ001 hypothesis adds the zone
    datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("text", "at", "zone"),
    [
        ("2026-11-27T12:00:00+01:00", "2026-11-27T11:00:00+00:00", BERLIN),
        ("2026-11-27T12:00:00Z", "2026-11-27T12:00:00+00:00", BERLIN),
        ("2026-11-27t12:00:00z", "2026-11-27T12:00:00+00:00", BERLIN),
        ("2026-11-27 12:00-05:00", "2026-11-27T17:00:00+00:00", BERLIN),
        ("2026-11-27T12:00:00.5Z", "2026-11-27T12:00:00.500000+00:00", BERLIN),
        ("2026-11-27T12:00:00.123456789Z", "2026-11-27T12:00:00.123456+00:00", BERLIN),
        (" 2026-11-27T12:00:00Z\n", "2026-11-27T12:00:00+00:00", BERLIN),
        ("2026-11-27T12:00:00+13:00[Pacific/Apia]", "2026-11-26T23:00:00+00:00", "Pacific/Apia"),
        ("2026-11-27T12:00:00-00:00[UTC]", "2026-11-27T12:00:00+00:00", "UTC"),
        # The offset says when, the zone only where it is read.
        ("2026-11-27T12:00:00+00:00[Asia/Tokyo]", "2026-11-27T12:00:00+00:00", "Asia/Tokyo"),
    ],
)
def test_a_moment_is_read_with_its_zone(text: str, at: str, zone: str) -> None:
    assert parse_moment(text, zone=BERLIN) == Moment(datetime.fromisoformat(at), zone)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "form"),
        ("tomorrow", "form"),
        ("2026-11-27", "form"),
        ("12:00", "form"),
        ("2026-11-27T12:00:00", "offset"),
        ("2026-11-27T12:00:00[Europe/Berlin]", "offset"),
        ("2026-11-27T12:00:00+24:00", "offset"),
        ("2026-11-27T12:00:00+01:60", "offset"),
        ("2026-11-27T12:00:00+0100", "form"),
        ("2026-11-27T12:00:00+01:00[Mars/Olympus]", "zone"),
        ("2026-11-27T12:00:00+01:00[../../etc/passwd]", "form"),
        ("2026-11-27T12:00:00+01:00[Europe]", "zone"),
        ("2026-11-27T12:00:00+01:00[localtime]", "zone"),
        ("2026-11-27T12:00:00+01:00[europe/berlin]", "zone"),
        ("2026-11-27T12:00:00+01:00[Europe/Berlin][u-ca=hebrew]", "form"),
        ("2026-02-29T12:00:00Z", "day"),
        ("2026-11-31T12:00:00Z", "day"),
        ("2026-11-27T24:00:00Z", "day"),
        ("2026-11-27T12:60:00Z", "day"),
        ("2016-12-31T23:59:60Z", "day"),
        ("0001-01-01T00:00:00+14:00", "range"),
        ("9999-12-31T23:59:59-14:00", "range"),
        ("२०२६-११-२७T12:00:00Z", "form"),
        ("2026-11-27T12:00:00Z\x00", "form"),
        ("2026-11-27T12:00:00Z" + " " * 500, "form"),
        ("9" * 1_000_000, "form"),
    ],
)
def test_what_is_no_moment_is_refused_at_its_field(text: str, why: str) -> None:
    with pytest.raises(Refusal) as no:
        parse_moment(text, zone=BERLIN, field="fix_by")
    assert (no.value.code, no.value.field, no.value.facts) == (
        "bad_field",
        "fix_by",
        {"why": why},
    )


@given(st.text(max_size=60))
@example("2026-11-27T12:00:00+01:00[A/../B]")
def test_any_text_is_a_moment_or_a_refusal(text: str) -> None:
    with contextlib.suppress(Refusal):
        assert parse_moment(text, zone=BERLIN).at_utc.tzinfo is UTC


def test_a_moment_is_written_as_people_in_its_zone_read_it() -> None:
    moment = Moment(datetime(2026, 11, 27, 11, tzinfo=UTC), BERLIN)
    assert written(moment) == "2026-11-27T12:00:00+01:00[Europe/Berlin]"


@given(at=moments, zone=zones)
def test_what_is_written_is_read_back_the_same(at: datetime, zone: str) -> None:
    moment = Moment(at, zone)
    assert parse_moment(written(moment), zone="UTC") == moment


def test_old_offsets_with_seconds_are_written_in_utc() -> None:
    moment = Moment(datetime(1910, 1, 1, 12, tzinfo=UTC), "Europe/Amsterdam")
    assert parse_moment(written(moment), zone="UTC") == moment


def test_a_form_means_the_wall_clock_of_its_person() -> None:
    found = parse_local("2026-12-09", "17:00", zone="America/New_York")
    assert found is not None
    assert found.guessed is None
    assert written(found.moment) == "2026-12-09T17:00:00-05:00[America/New_York]"


def test_a_date_alone_means_five_in_the_afternoon() -> None:
    found = parse_local(" 2026-12-09 ", "", zone=BERLIN)
    assert found is not None
    assert found.moment.local.time() == time(17)


def test_an_empty_form_means_no_date() -> None:
    assert parse_local("", "  ", zone=BERLIN) is None


@pytest.mark.parametrize(
    ("day", "clock", "zone", "why"),
    [
        ("", "17:00", BERLIN, "day"),
        ("9.12.2026", "17:00", BERLIN, "form"),
        ("2026-12-09", "5 pm", BERLIN, "form"),
        ("2026-13-09", "17:00", BERLIN, "day"),
        ("2026-12-09", "25:00", BERLIN, "day"),
        ("0000-12-09", "12:00", BERLIN, "day"),
        ("9999-12-09", "12:00", BERLIN, "range"),
        ("2026-12-09", "12:00", "Nowhere", "zone"),
    ],
)
def test_a_form_says_where_it_is_wrong(day: str, clock: str, zone: str, why: str) -> None:
    with pytest.raises(Refusal) as no:
        parse_local(day, clock, zone=zone, field="date")
    assert (no.value.field, no.value.facts) == ("date", {"why": why})


def test_an_hour_the_clock_skips_becomes_the_one_after_it() -> None:
    found = at_local(date(2026, 3, 29), time(2, 30), BERLIN)
    assert found.guessed == "gap"
    assert written(found.moment) == "2026-03-29T03:30:00+02:00[Europe/Berlin]"


def test_an_hour_that_comes_twice_means_its_first_coming() -> None:
    found = at_local(date(2026, 10, 25), time(2, 30), BERLIN)
    assert found.guessed == "fold"
    assert written(found.moment) == "2026-10-25T02:30:00+02:00[Europe/Berlin]"


def test_a_day_that_never_was_becomes_the_next() -> None:
    found = at_local(date(2011, 12, 30), time(9), "Pacific/Apia")
    assert found.guessed == "gap"
    assert found.moment.local.date() == date(2011, 12, 31)


@given(at=moments, zone=zones)
def test_the_wall_clock_leads_back_to_the_moment(at: datetime, zone: str) -> None:
    wall = at.astimezone(ZoneInfo(zone))
    found = at_local(wall.date(), wall.time(), zone)
    assert found.guessed in (None, "fold")
    assert at - found.moment.at_utc in (timedelta(0), timedelta(hours=1), timedelta(minutes=30))
    assert found.guessed == "fold" or found.moment.at_utc == at


def test_zones_have_exact_names() -> None:
    assert all(map(is_zone, FAR))
    assert not any(map(is_zone, ("", "europe/berlin", "Europe", "../zone", "localtime", "x" * 999)))
