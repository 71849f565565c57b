"""A mail server that says later, is down for minutes, or knows nobody of that name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings

from fairlead.rooms.notices.actions.send import FIRST_PAUSE, GIVE_UP, LONGEST_PAUSE, pause_after
from fairlead.rooms.notices.models import Outbox
from tests.outside.mailbox import Server, receiving
from tests.ports import free_port
from tests.rooms.notices.conftest import NOW, Post
from tests.rooms.notices.test_mails import TOMORROW

MINUTE = timedelta(minutes=1)


def test_a_server_that_says_later_gets_the_same_mail_later(post: Post) -> None:
    post.box.answers = ["451 4.3.0 come back"]
    post.world.ask(due=TOMORROW)
    assert post.work(NOW) == []
    assert post.work(NOW + FIRST_PAUSE / 2) == []
    assert post.work(NOW + FIRST_PAUSE) == ["dan@example.org"]
    assert len(post.box.offered) == 2
    assert len(set(post.box.offered)) == 1  # one Message-ID
    assert post.work(NOW + MINUTE * 60) == []


def test_a_server_down_for_minutes_loses_nothing(post: Post, settings: LazySettings) -> None:
    port = free_port()
    settings.MAIL = Server(port)
    for outcome in ("A rota", "A list of names", "Three dates"):
        post.world.ask(due=TOMORROW, outcome=outcome)
    at = NOW
    for _ in range(20):
        assert post.work(at) == []
        at += MINUTE / 4
    with receiving(port) as box:
        post.box = box
        for _ in range(16):
            post.work(at)
            at += MINUTE
        subjects = sorted(str(mail["Subject"]).split(": ")[1] for mail in box.mails)
    assert subjects == ["A list of names", "A rota", "Three dates"]
    assert not Outbox.objects.filter(sent_at=None).exists()


def test_a_recipient_nobody_knows_is_not_tried_again(post: Post) -> None:
    post.box.refused = {"dan@example.org"}
    post.world.ask(due=TOMORROW)
    post.work(NOW)
    post.box.refused = set()
    assert post.work(NOW + MINUTE * 120) == []
    assert Outbox.objects.get().reason == "refused"


def test_one_refused_recipient_stops_nobody_else(post: Post) -> None:
    post.box.refused = {"dan@example.org"}
    post.world.ask(due=TOMORROW)
    post.world.offer(due=TOMORROW)
    assert post.work(NOW) == ["alice@example.org"]


def test_after_three_days_without_a_server_a_mail_is_let_go(post: Post, settings: LazySettings) -> None:
    settings.MAIL = Server(free_port())
    post.world.ask(due="2026-12-04T12:00:00+00:00")
    post.world.ask(due=TOMORROW)
    at = NOW
    while at < NOW + GIVE_UP + MINUTE * 180:
        post.work(at)
        at += MINUTE * 30
    row = Outbox.objects.get(kind="at_once")
    assert row.reason == "given_up"


def test_pauses_grow_up_to_an_hour() -> None:
    pauses = [pause_after(tries) for tries in range(1, 15)]
    assert pauses[:3] == [FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_who_was_too_slow_with_a_lease_changes_nothing(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    from fairlead.outside.mail import Reply
    from fairlead.rooms.notices.actions import send

    post.world.ask(due=TOMORROW)

    def slow(*_given: object) -> Reply:
        # While this worker waited for the server its lease ran out, and another took the row over.
        Outbox.objects.update(lease_token="01234567-0000-4000-8000-000000000000")
        return Reply("accepted", 250)

    monkeypatch.setattr(send, "hand_in", slow)
    send_follow(post)
    assert Outbox.objects.get().sent_at is None


def send_follow(post: Post) -> None:
    from fairlead.rooms.notices.actions import follow, send_one

    follow(at=NOW)
    send_one(at=NOW)
    assert post.box.mails == []


def test_a_row_that_ends_its_worker_each_time_is_let_go_in_the_end(post: Post) -> None:
    from fairlead.rooms.notices.actions import follow, send_one

    post.world.ask(due=TOMORROW)
    follow(at=NOW)
    Outbox.objects.update(tries=100)
    send_one(at=NOW)
    assert (Outbox.objects.get().reason, post.box.mails) == ("given_up", [])


def test_what_has_done_its_work_is_gone_after_a_month(post: Post) -> None:
    post.world.ask(due=TOMORROW)
    post.world.ask()
    post.work(NOW)
    post.work(NOW + MINUTE * 60 * 24)
    assert Outbox.objects.exclude(sent_at=None).count() == 2
    post.work(NOW + MINUTE * 60 * 24 * 40)
    assert not Outbox.objects.exists()
