"""Which day somebody means: "by Friday noon", "Wednesday week", and what is no day at all."""

from __future__ import annotations

import gzip
import json
import time as clocks
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.calendar import WorkWeek
from fairlead.core.clarity.due import KINDS, Due, find_due, read_due

HERE = Path(__file__).parent
DEVELOPMENT = HERE.parents[2] / "bench" / "data" / "due_phrases_dev.jsonl.gz"
BERLIN = "Europe/Berlin"
WEDNESDAY = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo(BERLIN))


def said(text: str, *, now: datetime = WEDNESDAY, zone: str = BERLIN, holidays: tuple[date, ...] = ()) -> Due:
    found = find_due(text, now=now, zone=zone, holidays=holidays)
    assert found is not None
    return found


def typed(text: str) -> Due:
    found = read_due(text, now=WEDNESDAY, zone=BERLIN)
    assert found is not None
    return found


def test_of_the_phrases_written_down_for_it_nearly_every_one_is_read_rightly() -> None:
    rows = [json.loads(line) for line in gzip.decompress(DEVELOPMENT.read_bytes()).splitlines()]
    days = [
        (row, found.day.isoformat())
        for row in rows
        if (found := find_due(row["text"], now=datetime.fromisoformat(row["now"]).replace(tzinfo=ZoneInfo(BERLIN)), zone=BERLIN))
        and found.day
    ]  # fmt: skip
    right = sum(day in (row["due"], *row["also"]) for row, day in days)
    assert right / len(days) >= 0.97
    assert right / sum(row["due"] is not None for row in rows) >= 0.92


@pytest.mark.parametrize("line", (HERE / "due_phrases.txt").read_text(encoding="utf-8").splitlines())
def test_what_people_say_on_a_wednesday_morning(line: str) -> None:
    text, _, days = line.rpartition("|")
    found = find_due(text, now=WEDNESDAY, zone=BERLIN)
    assert (found.day.isoformat() if found and found.day else "none") in days.split(",")


def test_the_words_and_their_place_are_told() -> None:
    text = "I’ll send you the draft by Friday noon, promised."
    found = said(text)
    assert (found.words, text[slice(*found.span)], found.clock) == (
        "by Friday noon",
        "by Friday noon",
        time(12),
    )


def test_a_stop_after_a_whole_name_ends_the_sentence_and_after_a_short_one_does_not() -> None:
    found = said("Friday. Yesterday I was ill.")
    assert (found.words, found.day) == ("Friday", date(2026, 11, 20))
    assert said("We ship it in December. It was late.").words == "in December"
    assert [said(f"by {name}").words for name in ("Fri.", "27 Nov.", "Nov. 27.")] == [
        "by Fri.",
        "by 27 Nov.",
        "by Nov. 27",
    ]


def test_next_thursday_on_a_wednesday_could_be_either() -> None:
    found = said("Can we move it to next Thursday?")
    assert (found.kind, found.day, found.also) == ("which", date(2026, 11, 26), (date(2026, 11, 19),))


def test_a_month_or_a_week_is_a_range_and_no_day() -> None:
    found = said("I'll do it next week")
    assert (found.kind, found.day, found.first, found.last) == (
        "range",
        None,
        date(2026, 11, 23),
        date(2026, 11, 29),
    )


def test_what_hangs_on_something_else_is_kept_as_words() -> None:
    found = said("I will have it ready before the board meeting.")
    assert (found.kind, found.day, found.words) == ("unresolvable", None, "before the board meeting")


@pytest.mark.parametrize(
    "text", ["soon", "As soon as possible, please", "when you get a chance", "at some point"]
)
def test_soon_is_a_different_day_for_each_of_two(text: str) -> None:
    assert said(text).kind == "vague"


def test_a_day_wins_over_soon() -> None:
    assert said("Soon, by Friday if you can").day == date(2026, 11, 20)


def test_working_days_leave_out_the_holidays() -> None:
    assert said("in 3 working days").day == date(2026, 11, 23)
    assert said("in 3 working days", holidays=(date(2026, 11, 19),)).day == date(2026, 11, 24)


def test_the_end_of_a_week_is_its_last_working_day() -> None:
    assert said("by the end of the week", holidays=(date(2026, 11, 20),)).day == date(2026, 11, 19)
    found = find_due("by the end of the week", now=WEDNESDAY, zone=BERLIN, week=WorkWeek.of((6, 0, 1, 2, 3)))
    assert found is not None
    assert found.day == date(2026, 11, 22)


def test_today_is_the_day_where_the_person_is() -> None:
    evening = datetime(2026, 11, 18, 23, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert said("by tomorrow", now=evening, zone="America/Los_Angeles").day == date(2026, 11, 19)
    assert said("by tomorrow", now=evening, zone=BERLIN).day == date(2026, 11, 20)


def test_two_hours_are_two_hours_when_the_clocks_go_back_and_forward() -> None:
    back = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo(BERLIN))
    assert said("in 2 hours", now=back).clock == time(2, 30)
    forward = datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo(BERLIN))
    assert said("in 2 hours", now=forward).clock == time(4, 30)
    assert said("in 24 hours", now=datetime(2026, 3, 28, 23, 30, tzinfo=ZoneInfo(BERLIN))).day == date(
        2026, 3, 30
    )


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("Fri", date(2026, 11, 20), None),
        ("friday 3pm", date(2026, 11, 20), time(15)),
        ("27 Nov", date(2026, 11, 27), None),
        ("3 days", date(2026, 11, 21), None),
        ("tomorrow at 9", date(2026, 11, 19), time(9)),
        ("the 25th", date(2026, 11, 25), None),
        ("noon", date(2026, 11, 18), time(12)),
        ("two weeks", date(2026, 12, 2), None),
    ],
)
def test_a_date_field_needs_no_by(text: str, day: date, clock: time | None) -> None:
    assert (typed(text).day, typed(text).clock) == (day, clock)


@pytest.mark.parametrize("text", ["", "31 February", "99/99", "the 45th", "Freude", "2026-13-01"])
def test_what_is_no_date_is_none(text: str) -> None:
    found = read_due(text, now=WEDNESDAY, zone=BERLIN)
    assert found is None or found.day is None


def test_easter_and_thanksgiving_are_found_in_their_year() -> None:
    assert typed("by Easter").day == date(2027, 3, 28)
    assert typed("Good Friday").day == date(2027, 3, 26)
    assert typed("Thanksgiving").day == date(2026, 11, 26)


@given(st.text(alphabet=st.sampled_from("by next monday 12/3. the of week in’İß\n"), max_size=200))
def test_whatever_is_typed_is_read_or_not_but_never_fails(text: str) -> None:
    for found in (find_due(text, now=WEDNESDAY, zone=BERLIN), read_due(text, now=WEDNESDAY, zone=BERLIN)):
        assert found is None or (found.kind in KINDS and found.words == text[slice(*found.span)].strip())


@pytest.mark.parametrize(
    "piece", ["by the ", "next ", "1/", "in a couple of ", "before ", "a ", "12:", "monday, "]
)
def test_a_text_of_one_thing_again_and_again_is_read_at_once(piece: str) -> None:
    started = clocks.process_time()
    find_due(piece * (200_000 // len(piece)), now=WEDNESDAY, zone=BERLIN)
    assert clocks.process_time() - started < 1


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("bis Freitag um 12 Uhr", date(2026, 11, 20), time(12)),
        ("übermorgen", date(2026, 11, 20), None),
        ("bis zum 27. November", date(2026, 11, 27), None),
        ("in drei Arbeitstagen", date(2026, 11, 23), None),
        ("bis Ende der Woche", date(2026, 11, 20), None),
        ("Ende nächster Woche", date(2026, 11, 27), None),
        ("Ende übernächster Woche", date(2026, 12, 4), None),
        ("bis Monatsende", date(2026, 11, 30), None),
        ("spätestens Freitag", date(2026, 11, 20), None),
        ("vor Freitag", date(2026, 11, 19), None),
        ("Montag in einer Woche", date(2026, 11, 30), None),
        ("in vierzehn Tagen", date(2026, 12, 2), None),
        ("innerhalb einer Stunde", date(2026, 11, 18), time(11, 15)),
        ("bis Feierabend", date(2026, 11, 18), None),
        ("am Wochenende", date(2026, 11, 22), None),
    ],
)
def test_a_date_field_understands_german(text: str, day: date, clock: time | None) -> None:
    assert (typed(text).day, typed(text).clock) == (day, clock)


def test_german_words_that_are_no_day_are_none_either() -> None:
    for text in ("so bald wie möglich", "schnellstmöglich", "wenn du Zeit hast"):
        assert typed(text).kind == "vague"
    assert typed("vor der Sitzung").kind == "unresolvable"
    assert typed("nächsten Donnerstag").kind == "which"
