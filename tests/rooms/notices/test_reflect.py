"""The weekly reminder of one's own reflection arrives when chosen, says nothing of it, and knows when to be silent."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from fairlead.rooms.notices.models import ReflectionPause
from fairlead.rooms.reflections.actions.write import write_week
from tests.rooms.notices.conftest import DAY, Post, settings_for
from tests.rooms.promises.browser import browser_of, press

FRIDAY = datetime.fromisoformat("2026-11-27T16:00+01:00")
WEEK = timedelta(days=7)


@pytest.fixture
def post(post: Post) -> Post:
    settings_for(post.world.dan, reflect_day=4, reflect_hour=16)
    return post


def test_it_comes_at_the_chosen_hour_of_the_chosen_day_to_who_chose_it(post: Post) -> None:
    assert post.work(FRIDAY - DAY) == []
    assert post.work(FRIDAY - DAY / 24) == []
    assert post.work(FRIDAY) == ["dan@example.org"]
    assert post.subject() == "Your week, if you like"
    assert "/reflect" in post.text()
    assert post.work(FRIDAY + timedelta(seconds=2)) == []
    assert post.work(FRIDAY + DAY / 24) == []


def test_it_comes_later_where_no_worker_ran_at_that_hour(post: Post) -> None:
    assert post.work(FRIDAY - DAY / 24) == []
    assert post.work(FRIDAY + timedelta(hours=3, minutes=17)) == ["dan@example.org"]
    assert post.work(FRIDAY + timedelta(hours=4)) == []


def test_whoever_has_written_this_week_is_not_reminded(post: Post) -> None:
    write_week(viewer=post.world.dan, week="2026-W48", answers={"1": "a private word"}, at=FRIDAY - DAY)
    assert post.work(FRIDAY) == []


def test_no_word_of_theirs_is_in_the_mail(post: Post) -> None:
    write_week(viewer=post.world.dan, week="2026-W47", answers={"1": "a private word"}, at=FRIDAY - DAY)
    post.work(FRIDAY)
    assert "private" not in str(post.box.mails[-1])


def test_twice_left_out_it_asks_once_and_is_silent_until_they_write_again(post: Post) -> None:
    for number in range(2):
        assert post.work(FRIDAY + number * WEEK) == ["dan@example.org"]
    assert post.work(FRIDAY + 2 * WEEK) == ["dan@example.org"]
    assert post.subject() == "Would another rhythm suit you better?"
    assert "/you/notices#reflect" in post.text()
    for number in range(3, 9):
        assert post.work(FRIDAY + number * WEEK) == [], number
    write_week(viewer=post.world.dan, week="2027-W04", answers={"1": "a word"}, at=FRIDAY + 9 * WEEK)
    assert post.work(FRIDAY + 10 * WEEK) == ["dan@example.org"]
    assert post.subject() == "Your week, if you like"


def test_another_day_ends_the_silence_and_none_ends_the_reminder(post: Post) -> None:
    for number in range(4):
        post.work(FRIDAY + number * WEEK)
    assert ReflectionPause.objects.count() == 1
    settings_for(post.world.dan, reflect_day=0, reflect_hour=9)
    monday = datetime.fromisoformat("2026-12-28T09:00+01:00")
    assert post.work(monday) == ["dan@example.org"]
    settings_for(post.world.dan)
    assert post.work(monday + WEEK) == []


def test_a_chosen_hour_counts_also_on_a_sunday_evening(post: Post) -> None:
    settings_for(post.world.dan, reflect_day=6, reflect_hour=20)
    assert post.work(datetime.fromisoformat("2026-11-29T20:00+01:00")) == ["dan@example.org"]


def test_it_is_chosen_under_you_and_bad_hours_come_back(post: Post) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        dan = browser_of(post.world.dan)
        assert press(dan, "/you/notices", "Save", reflect_day="6", reflect_hour="20").status_code == 303
        page = dan.get("/you/notices").content.decode()
        assert '<option value="6" selected>Sunday' in page
        assert press(dan, "/you/notices", "Save", reflect_hour="24").status_code == 422
        assert press(dan, "/you/notices", "Save", reflect_day="7").status_code == 422
        assert "Remind me once a week" in dan.get("/reflect").content.decode()
