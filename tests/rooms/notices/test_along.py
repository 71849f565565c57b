"""What reading along puts into mailboxes: who is asked, that a coach is invited, that it has ended; no word of the thing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from fairlead.core.leave import LEAVE_DAYS
from fairlead.core.policy import Viewer
from fairlead.rooms.coaching.actions.sharing import act_on
from fairlead.rooms.coaching.queries.things import promise_thing, talk_thing, week_thing
from fairlead.rooms.conversations.actions.begin import Wanted, begin
from fairlead.rooms.conversations.actions.take_step import take_step
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.reflections.actions.write import write_week
from tests.rooms.coaching.conftest import somebody
from tests.rooms.notices.conftest import Post, acts_told

TUESDAY = datetime.fromisoformat("2026-11-24T08:00+01:00")
ALICE, DAN, MAX = "alice@example.org", "dan@example.org", "max@example.org"


class Shared:
    """A promise that Max is to read along with."""

    def __init__(self, post: Post) -> None:
        self.post, self.world = post, post.world
        self.max = somebody(self.world, "Max")
        acts_told(self.world, TUESDAY)
        self.promise = self.world.promised(outcome="canaryoutcome")
        self.at = TUESDAY + timedelta(hours=2)
        self.quiet()

    def quiet(self) -> None:
        self.post.work(self.at)
        self.post.box.mails.clear()

    def act(self, who: Viewer, act: str) -> list[str]:
        self.at += timedelta(minutes=5)
        thing = promise_thing(viewer=who, promise=self.promise.id, at=self.at)
        act_on(viewer=who, thing=thing, act=act, coach=self.max.person, at=self.at)
        return sorted(self.post.work(self.at))

    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.post.box.mails]


@pytest.fixture
def shared(post: Post) -> Shared:
    return Shared(post)


def test_who_has_to_say_yes_is_asked_and_the_coach_hears_nothing_yet(shared: Shared) -> None:
    assert shared.act(shared.world.alice, "invite") == [DAN]
    assert shared.post.subject() == "Alice Adams asks for a yes of yours"
    assert f"/promises/{shared.promise.id}/coach" in shared.post.text()


def test_the_coach_is_told_once_both_have_said_yes_and_all_but_who_ended_it_of_the_end(
    shared: Shared,
) -> None:
    shared.act(shared.world.alice, "invite")
    assert shared.act(shared.world.dan, "agree") == [MAX]
    assert shared.post.subject() == "You are invited to read along"
    assert shared.act(shared.world.dan, "end") == [ALICE, MAX]
    assert sorted(shared.subjects()[-2:]) == [
        "Nobody reads along any more",
        "Something that was shared with you is not shared any more.",
    ]
    assert not Outbox.objects.filter(kind="coach_end", sent_at=None, cancelled_at=None).exists()


def test_after_thirty_days_all_three_are_told_without_anybody_doing_anything(shared: Shared) -> None:
    shared.act(shared.world.alice, "invite")
    shared.act(shared.world.dan, "agree")
    shared.quiet()
    shared.at += timedelta(days=LEAVE_DAYS - 1)
    shared.post.work(shared.at)
    assert "Nobody reads along any more" not in shared.subjects()
    shared.at += timedelta(days=2)
    shared.post.work(shared.at)
    ends = [one for one in shared.subjects() if "along any more" in one or "not shared any more" in one]
    assert len(ends) == 3


def test_a_suggestion_taken_back_is_told_to_nobody(shared: Shared) -> None:
    shared.act(shared.world.alice, "invite")
    shared.quiet()
    assert shared.act(shared.world.alice, "end") == []


def test_no_mail_holds_a_word_of_what_is_shared(shared: Shared) -> None:
    shared.act(shared.world.alice, "invite")
    shared.act(shared.world.dan, "agree")
    shared.act(shared.world.alice, "end")
    assert len(shared.post.box.mails) >= 4
    for mail in shared.post.box.mails:
        assert "canary" not in mail.as_string()


def test_a_week_of_ones_own_is_told_to_the_coach_at_once(shared: Shared) -> None:
    write_week(viewer=shared.world.alice, week="2026-W48", answers={"1": "canaryweek"}, at=shared.at)
    for act, told in (("invite", [MAX]), ("end", [MAX])):
        shared.at += timedelta(minutes=5)
        thing = week_thing(viewer=shared.world.alice, week="2026-W48", at=shared.at)
        act_on(viewer=shared.world.alice, thing=thing, act=act, coach=shared.max.person, at=shared.at)
        assert shared.post.work(shared.at) == told


def test_of_a_conversation_the_same_is_told(shared: Shared) -> None:
    world, at = shared.world, shared.at
    talk = begin(viewer=world.dan, wanted=Wanted(promise=str(shared.promise.id)), at=at).id
    take_step(
        viewer=world.dan, conversation=talk, act="invite", facts={"purpose": "x", "mode": "days"}, at=at
    )
    take_step(viewer=world.alice, conversation=talk, act="join", facts={}, at=at)
    shared.quiet()
    told = []
    for who, act in ((world.alice, "invite"), (world.dan, "agree"), (world.dan, "end")):
        shared.at += timedelta(minutes=5)
        thing = talk_thing(viewer=who, conversation=talk, at=shared.at)
        act_on(viewer=who, thing=thing, act=act, coach=shared.max.person, at=shared.at)
        told.append(sorted(shared.post.work(shared.at)))
    assert told == [[DAN], [MAX], [ALICE, MAX]]
