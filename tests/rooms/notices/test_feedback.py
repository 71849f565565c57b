"""What feedback puts into mailboxes: a line in the daily note, never at once, and nobody's words."""

from __future__ import annotations

from datetime import datetime

from fairlead.rooms.feedback.actions.give import give_feedback
from fairlead.rooms.feedback.actions.move import move_feedback
from fairlead.rooms.feedback.actions.telling import tell_unsigned
from fairlead.rooms.feedback.actions.unsigned import say_without_a_name
from fairlead.rooms.feedback.queries.lists import feedback_page
from fairlead.rooms.notices.models import DailyLine
from tests.rooms.feedback.tickets import said, ticket_of
from tests.rooms.notices.conftest import DAY, Post

TUESDAY = datetime.fromisoformat("2026-11-24T08:00+01:00")
WAITS = "Something about how we work waits for your word"
NEW = "There is something new in what was said about how we work"


def test_a_signed_one_is_told_in_the_note_and_its_author_hears_of_the_answer(post: Post) -> None:
    world = post.world
    facts = {"about": "pulse", "text": "canarytext"}
    made = give_feedback(viewer=world.alice, to=str(world.dan.person), facts=facts, at=world.at)
    assert post.work(world.at) == []
    assert post.work(TUESDAY) == ["dan@example.org"]
    assert WAITS in post.text()
    assert f"/feedback/{made.id}" in post.text()
    assert "canary" not in post.text()
    heard = {"text": "canaryheard"}
    move_feedback(viewer=world.dan, feedback=made.id, act="hear", facts=heard, at=TUESDAY)
    assert post.work(TUESDAY + DAY) == ["alice@example.org"]
    assert NEW in post.text()
    assert "canary" not in post.text()
    leave = {"answer": "yes"}
    move_feedback(viewer=world.alice, feedback=made.id, act="leave", facts=leave, at=TUESDAY + DAY)
    assert post.work(TUESDAY + 2 * DAY) == []


def test_on_its_day_whoever_answered_is_told_once_and_nobody_else(post: Post) -> None:
    """Of one under a name and of one without: what they will do is due, what is not now is looked at again."""
    world = post.world
    facts = {"about": "pulse", "text": "canarytext"}
    made = give_feedback(viewer=world.alice, to=str(world.team), facts=facts, at=world.at)
    move = {"viewer": world.dan, "feedback": made.id, "at": world.at}
    move_feedback(**move, act="hear", facts={"text": "canaryheard"})
    move_feedback(**{**move, "viewer": world.alice}, act="confirm", facts={"answer": "yes"})
    until = {"decision": "not_now", "text": "canarywhy", "date": "2026-12-07"}
    move_feedback(**move, act="decide", facts=until)
    move_feedback(**{**move, "viewer": world.alice}, act="say", facts={"text": "canarymore"})
    post.work(TUESDAY)
    monday = TUESDAY + 13 * DAY
    assert post.work(monday - DAY) == []
    assert post.work(monday) == ["dan@example.org"]
    assert "The day has come to look again at something about how we work" in post.text()
    assert f"/feedback/{made.id}" in post.text()
    assert "canary" not in post.text()
    for days in range(1, 40):
        assert post.work(monday + days * DAY) == []


def test_one_without_a_name_is_told_to_whom_it_was_given_and_once(post: Post) -> None:
    world = post.world
    tickets = [ticket_of(one, at=world.at) for one in (world.olga, world.dan)]
    tell_unsigned(at=world.at)
    post.work(world.at)
    say_without_a_name(facts=said(world.alice.person, "canarytext", **tickets[0]), at=world.at)
    assert tell_unsigned(at=TUESDAY) == 1
    assert post.work(TUESDAY) == ["alice@example.org"]
    assert WAITS in post.text()
    assert "canary" not in post.text()
    for days in (1, 31, 32, 62, 63, 93):
        assert post.work(TUESDAY + days * DAY) == []
    [waits] = feedback_page(viewer=world.alice, at=TUESDAY, place="waiting").rows
    move = {"viewer": world.alice, "feedback": waits.id, "act": "hear", "facts": {"text": "canaryheard"}}
    move_feedback(**move, at=TUESDAY + 93 * DAY)
    post.work(TUESDAY + 94 * DAY)
    assert not DailyLine.objects.filter(promise_id=waits.id).exists()
