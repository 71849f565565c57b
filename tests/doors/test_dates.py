"""Dates read as people say them, in their zone and their language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name, initials

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
BERLIN = Dates.of("Europe/Berlin", "en", NOW)


def test_a_moment_is_said_in_the_readers_zone() -> None:
    assert BERLIN.moment(THURSDAY) == "Thu 26 Nov, 17:00"
    assert Dates.of("Pacific/Auckland", "en", NOW).moment(THURSDAY) == "Fri 27 Nov, 05:00"


def test_a_day_is_long_where_there_is_room() -> None:
    assert BERLIN.long_moment(THURSDAY) == "Thursday 26 November, 17:00"
    assert BERLIN.long_day(date(2027, 3, 1)) == "Monday 1 March 2027"


def test_the_year_is_said_when_it_is_another() -> None:
    assert BERLIN.day(date(2026, 12, 31)) == "Thu 31 Dec"
    assert BERLIN.day(date(2027, 1, 1)) == "Fri 1 Jan 2027"


def test_german_days_are_german() -> None:
    german = Dates.of("Europe/Berlin", "de", NOW)
    assert german.moment(THURSDAY) == "Do 26. Nov, 17:00"
    assert german.long_day(THURSDAY) == "Donnerstag, 26. November"


@pytest.mark.parametrize("language", ["fr", "ar", "he", "ja", "pt-br", "zh-hans", "en-xa", "x", ""])
def test_any_language_gives_a_date(language: str) -> None:
    dates = Dates.of("Europe/Berlin", language, NOW)
    assert "26" in dates.moment(THURSDAY)
    assert dates.moment(THURSDAY).endswith("17:00")


@pytest.mark.parametrize(
    ("hours", "distance", "how_long"),
    [
        (7, "Today", "Until 17:30 today"),
        (24, "Tomorrow", "Until tomorrow, 10:30"),
        (72, "3 days", "3 days left"),
        (-72, "Passed", "Date passed Fri 20 Nov"),
        (-1, "Passed", "Date passed Mon 23 Nov"),
    ],
)
def test_how_far_a_date_is(hours: int, distance: str, how_long: str) -> None:
    due = NOW + timedelta(hours=hours)
    assert (BERLIN.distance(due), BERLIN.how_long(due)) == (distance, how_long)


def test_a_story_says_today_and_yesterday() -> None:
    assert BERLIN.near(NOW - timedelta(hours=1)) == "Today, 09:30"
    assert BERLIN.near(NOW - timedelta(hours=11)) == "Yesterday, 23:30"
    assert BERLIN.near(NOW - timedelta(days=6)) == "Tue 17 Nov, 10:30"


def test_tomorrow_is_tomorrow_where_the_reader_is() -> None:
    late = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert Dates.of("UTC", "en", NOW).distance(late) == "Today"
    assert Dates.of("Pacific/Kiritimati", "en", NOW).distance(late) == "Tomorrow"


def test_fields_hold_what_a_browser_reads() -> None:
    assert (BERLIN.field_date(THURSDAY), BERLIN.field_clock(THURSDAY)) == ("2026-11-26", "17:00")
    assert BERLIN.field_date(None) == BERLIN.field_clock(None) == ""


def test_a_zone_nobody_knows_is_utc() -> None:
    assert Dates.of("Nowhere/Land", "en", NOW).clock(THURSDAY) == "16:00"


@pytest.mark.parametrize(
    ("name", "first", "letters"),
    [
        ("Amara Osei", "Amara", "AO"),
        ("Mei", "Mei", "M"),
        ("Łukasz Żuk", "Łukasz", "ŁŻ"),
        ("Olga de la Cruz", "Olga", "OC"),
        ("田中 花子", "田中", "田花"),
        ("😀 Sam", "😀", "S"),
        ("", "", "?"),
        ("  ", "  ", "?"),
    ],
)
def test_a_face_has_two_letters_at_most(name: str, first: str, letters: str) -> None:
    assert (first_name(name), initials(name)) == (first, letters)
