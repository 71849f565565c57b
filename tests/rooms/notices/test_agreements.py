"""What agreements put into mailboxes: an answer awaited in the daily note, the day of looking again, what fades; no words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from fairlead.rooms.agreements.actions.hearing import hear_conversations
from fairlead.rooms.agreements.actions.move_agreement import move_agreement
from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement
from fairlead.rooms.notices.models import Outbox
from tests.rooms.notices.conftest import DAY, Post, settings_for
from tests.rooms.notices.test_talks import Talk, nobody_is_quoted

TUESDAY = datetime.fromisoformat("2026-11-24T08:00+01:00")
ON = datetime.fromisoformat("2026-12-14T08:00+01:00")


class Pact:
    """Suggested by Alice on Monday: to Dan, or to the team. Each word is a canary."""

    def __init__(self, post: Post, *, team: bool = False) -> None:
        self.world, self.at = post.world, post.world.at
        world = self.world
        wanted = Wanted(team=str(world.team)) if team else Wanted(parties=[str(world.dan.person)])
        who = [None] if team else [str(one.person) for one in (world.alice, world.dan)]
        facts = {
            "actions": [{"by": one, "text": "canaryaction"} for one in who],
            "look_again_on": "2026-12-14",
        }
        self.id = open_agreement(viewer=world.alice, wanted=wanted, facts=facts, at=self.at).id

    def move(self, name: str, act: str, *, at: datetime | None = None, **facts: Any) -> None:
        self.at = at or self.at + timedelta(minutes=1)
        version = facts.pop("version", None)
        viewer = getattr(self.world, name)
        move_agreement(viewer=viewer, agreement=self.id, act=act, version=version, facts=facts, at=self.at)


@pytest.fixture
def pact(post: Post) -> Pact:
    return Pact(post)


def test_who_is_asked_reads_it_in_the_daily_note(pact: Pact, post: Post) -> None:
    assert post.work(pact.at) == []
    assert post.work(TUESDAY) == ["dan@example.org"]
    assert "Alice Adams suggests an agreement" in post.text()
    assert f"/agreements/{pact.id}" in post.text()
    nobody_is_quoted(post)
    assert post.work(TUESDAY + DAY) == []


def test_who_has_answered_since_is_not_asked(pact: Pact, post: Post) -> None:
    post.work(pact.at)
    pact.move("dan", "agree", version=1)
    assert post.work(TUESDAY) == []


def test_a_problem_is_told_to_who_suggested_it(pact: Pact, post: Post) -> None:
    pact.move("dan", "see_problem", version=1, text="canaryproblem")
    post.work(pact.at)
    assert post.work(TUESDAY) == ["alice@example.org"]
    assert "Somebody sees a problem" in post.text()
    nobody_is_quoted(post)


def test_on_the_day_both_are_asked_to_look_and_once_more_when_it_fades(pact: Pact, post: Post) -> None:
    pact.move("dan", "agree", version=1)
    post.work(pact.at)
    assert post.work(ON - DAY) == []
    assert sorted(post.work(ON)) == ["alice@example.org", "dan@example.org"]
    assert post.subject().startswith("Today you look again, with ")
    pact.move("dan", "look_again", at=ON, version=1, verdict="keep", text="canarylook")
    post.work(ON)
    half = ON + timedelta(days=11)
    assert post.work(half) == ["alice@example.org"]
    assert "Not looked at since" in post.subject()
    nobody_is_quoted(post)
    assert post.work(half + 30 * DAY) == []


def test_what_was_ended_is_not_looked_at(pact: Pact, post: Post) -> None:
    pact.move("dan", "agree", version=1)
    post.work(pact.at)
    pact.move("dan", "end")
    post.work(pact.at)
    assert post.work(ON) == []


def test_a_team_that_adopted_it_by_silence_of_a_week_is_asked_those_it_binds(post: Post) -> None:
    pact = Pact(post, team=True)
    pact.move("dan", "agree", version=1)
    post.work(pact.at)
    assert post.work(TUESDAY) == ["olga@example.org"]
    assert sorted(post.work(ON)) == ["alice@example.org", "dan@example.org"]
    nobody_is_quoted(post)


def test_what_is_looked_at_in_a_conversation_is_mailed_once(post: Post) -> None:
    talk = Talk(post)
    talk.world.at = TUESDAY + timedelta(minutes=10)
    talk.up_to_looking_again()
    hear_conversations(at=talk.world.at + timedelta(minutes=2))
    post.work(talk.world.at)
    day = datetime.fromisoformat("2026-12-01T08:00+01:00")
    post.work(day - DAY)
    post.box.mails.clear()
    assert sorted(post.work(day)) == ["alice@example.org", "dan@example.org"]
    assert all("/conversations/" in post.text(number) for number in range(2))


def test_who_wants_no_mail_gets_none(pact: Pact, post: Post) -> None:
    settings_for(pact.world.dan, mail=False)
    pact.move("dan", "agree", version=1)
    post.work(pact.at)
    assert post.work(TUESDAY) == []
    assert post.work(ON) == ["alice@example.org"]
    assert not Outbox.objects.filter(person_id=pact.world.dan.person, sent_at__isnull=False).exists()
