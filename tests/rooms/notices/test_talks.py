"""What conversations put into mailboxes: an invitation at once and once, turns in the daily note, the day of looking again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from fairlead.rooms.conversations.actions.begin import Wanted, begin
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.conversations.queries.show import ConversationShown
from fairlead.rooms.notices.models import Outbox
from tests.rooms.notices.conftest import DAY, Post, settings_for

TUESDAY = datetime.fromisoformat("2026-11-24T08:00+01:00")


class Talk:
    """Dan begins a conversation about his own promise; each word in it is a canary."""

    def __init__(self, post: Post) -> None:
        self.post, self.world = post, post.world
        promise = self.world.promised(outcome="canaryoutcome")
        self.shown: ConversationShown = begin(
            viewer=self.world.dan, wanted=Wanted(promise=promise.id), at=self.world.at
        )
        post.work(self.world.at)
        post.work(TUESDAY)

    def step(self, name: str, act: str, **facts: Any) -> None:
        self.world.at += timedelta(minutes=1)
        version = facts.pop("version", None)
        words = {fact: f"canary{act}" for fact, value in facts.items() if value is ...}
        self.shown = take_step(
            viewer=getattr(self.world, name),
            conversation=self.shown.id,
            act=act,
            version=version,
            facts={**facts, **words},
            at=self.world.at,
        )

    def invite(self) -> None:
        self.step("dan", "invite", purpose=..., mode="days")

    def up_to_looking_again(self) -> None:
        self.invite()
        self.step("alice", "join")
        for one in ("alice", "dan"):
            self.step(one, "state_picture", text=..., was_a_yes=True)
        for one in ("alice", "dan"):
            self.step(one, "same_picture")
        self.step("alice", "state_gap", conditions=[], text=...)
        self.step("dan", "confirm_gap")
        self.step("dan", "give_account", text=...)
        self.step("alice", "read_back", text=...)
        self.step("dan", "confirm_read_back", answer="yes")
        self.step("alice", "own_part", text=...)
        self.step("alice", "give_account", text=...)
        for one in ("alice", "dan"):
            self.step(one, "give_causes", codes=["LATE_WARNING"])
        for one in ("alice", "dan"):
            self.step(one, "nothing_owed")
        both = [{"by": str(one.person), "text": "canaryaction"} for one in (self.world.alice, self.world.dan)]
        self.step("dan", "propose_agreement", actions=both, look_again_on="2026-12-01")
        self.step("alice", "agree_to_it", version=self.shown.version)
        for one in ("alice", "dan"):
            self.step(one, "accept_summary")


@pytest.fixture
def talk(post: Post) -> Talk:
    made = Talk(post)
    made.world.at = TUESDAY + timedelta(minutes=10)
    post.box.mails.clear()
    return made


def nobody_is_quoted(post: Post) -> None:
    assert not [mail for mail in post.box.mails if "canary" in mail.as_string()]
    for number, mail in enumerate(post.box.mails):
        html = mail.get_body(("html",))
        assert html is not None
        assert "canary" not in post.text(number) + html.get_content() + str(mail["Subject"])


def test_who_is_invited_hears_of_it_at_once_and_once(talk: Talk, post: Post) -> None:
    assert post.work(talk.world.at) == []
    talk.invite()
    assert post.work(talk.world.at) == ["alice@example.org"]
    assert post.subject() == "Dan Dorn would like to talk with you"
    assert f"/conversations/{talk.shown.id}" in post.text()
    talk.invite()
    assert post.work(talk.world.at) == []
    nobody_is_quoted(post)


def test_nobody_hears_of_what_is_prepared(talk: Talk, post: Post) -> None:
    talk.step("dan", "note_private", prompt=1, text=...)
    talk.step("dan", "share_line", prompt=1)
    assert post.work(talk.world.at) == []
    assert not Outbox.objects.filter(thing_id=talk.shown.id).exists()


def test_who_has_answered_before_the_mail_goes_gets_none(talk: Talk, post: Post) -> None:
    talk.world.at = TUESDAY.replace(hour=22)
    talk.invite()
    assert post.work(talk.world.at) == []  # her quiet hours
    talk.step("alice", "join")
    post.work(TUESDAY + DAY)
    assert Outbox.objects.get(kind="talk").reason == "acted"


def test_a_turn_is_in_the_daily_note_without_a_word_of_theirs(talk: Talk, post: Post) -> None:
    talk.invite()
    talk.step("alice", "join")
    talk.step("alice", "state_picture", text=..., was_a_yes=True)
    assert post.work(talk.world.at) == []
    assert post.work(TUESDAY + DAY) == ["dan@example.org"]
    assert "Your turn in a conversation:" in post.text()
    assert "With Alice Adams" in post.text()
    assert f"/conversations/{talk.shown.id}" in post.text()
    nobody_is_quoted(post)
    assert post.work(TUESDAY + 2 * DAY) == []


def test_who_has_acted_since_is_not_told_it_is_their_turn(talk: Talk, post: Post) -> None:
    talk.invite()
    talk.step("alice", "join")
    post.work(talk.world.at)
    talk.step("dan", "pause", date="2026-12-01")
    post.work(talk.world.at)
    assert post.work(TUESDAY + DAY) == []


def test_on_the_day_both_are_asked_to_look_again(talk: Talk, post: Post) -> None:
    talk.up_to_looking_again()
    post.work(talk.world.at)
    day = datetime.fromisoformat("2026-12-01T08:00+01:00")
    assert post.work(day - DAY) == []
    post.box.mails.clear()
    assert sorted(post.work(day)) == ["alice@example.org", "dan@example.org"]
    assert post.subject().startswith("Today you look again, with ")
    nobody_is_quoted(post)
    assert post.work(day + DAY) == []


def test_nobody_is_asked_to_look_again_at_what_was_stopped(talk: Talk, post: Post) -> None:
    talk.up_to_looking_again()
    post.work(talk.world.at)
    talk.step("dan", "stop")
    post.work(talk.world.at)
    assert post.work(datetime.fromisoformat("2026-12-01T08:00+01:00")) == []
    assert set(Outbox.objects.filter(kind="look_again").values_list("reason", flat=True)) == {"moved_on"}


def test_who_wants_no_mail_gets_none(talk: Talk, post: Post) -> None:
    settings_for(talk.world.alice, mail=False)
    talk.invite()
    assert post.work(talk.world.at) == []
    assert post.work(TUESDAY + DAY) == []
