"""What two agreed in a conversation becomes an agreement, once, and the two never contradict each other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from fairlead.doors.clock import now
from fairlead.rooms.agreements.actions import hearing
from fairlead.rooms.agreements.models import Move, Reached, Standing
from tests.doors.program import Program, refused
from tests.rooms.conversations.world import LOOKING, WHOLE, Talk, play
from tests.rooms.promises.conftest import Programs

AGREED = next(number for number, one in enumerate(WHOLE) if one[1] == "agree_to_it") + 1


@pytest.fixture
def talk(programs: Programs, clock: Any) -> Talk:
    return Talk(programs, clock=clock)


def played(talk: Talk, acts: int = AGREED) -> Talk:
    talk.begin("dan")
    list(play(talk, WHOLE[:acts]))
    return talk


def listen() -> None:
    while hearing.hear_conversations(at=now() + timedelta(minutes=2)):
        pass


def agreements(talk: Talk, name: str = "alice") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = talk.who(name).get("/agreements").data["items"]
    return found


@pytest.fixture
def heard(talk: Talk) -> Talk:
    return played(talk)


def test_both_yes_in_a_conversation_is_an_agreement_in_force(heard: Talk) -> None:
    listen()
    for name in ("alice", "dan"):
        [one] = agreements(heard, name)
        assert (one["from"], one["in_force"], one["version"]) == (heard.id, True, 1)
        assert one["look_again_on"] == "2026-11-27"
        assert len(one["agreed"]) == 2
        assert all(heard.said[action["text"]] == "dan" for action in one["actions"])
    assert agreements(heard, "olga") == []  # who may read along in the conversation is no party of it


def test_it_is_one_whoever_hears_it_and_however_often(heard: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(hearing, "append", killed)
    with pytest.raises(KeyboardInterrupt):
        listen()
    monkeypatch.undo()
    assert not Move.objects.exists()
    dan = heard.programs.world.dan
    early = hearing.heard_by_now(viewer=dan, conversation=UUID(heard.id), at=now())
    for _ in range(2):
        listen()
        Reached.objects.update(position=0)  # as after a kill before the place was kept
    assert [move.act for move in Move.objects.all()] == ["propose"]
    assert agreements(heard)[0]["id"] == str(early)


def test_agreed_again_after_stepping_back_is_a_change_both_agreed(heard: Talk) -> None:
    listen()
    heard.step("alice", "step_back")
    proposal = heard.step("alice", "propose_agreement")
    heard.step("dan", "agree_to_it", version=proposal["version"])
    listen()
    [one] = agreements(heard)
    assert (one["version"], one["in_force"], one["change"]) == (2, True, None)
    assert all(heard.said[action["text"]] == "alice" for action in one["actions"])


def test_looking_again_together_there_is_looking_again_here(talk: Talk) -> None:
    played(talk, len(WHOLE) - LOOKING)
    listen()
    [one] = agreements(talk)
    talk.clock.shift(timedelta(days=5))
    refresh(talk)
    said = {"act": "look_again", "version": 1, "verdict": "drop", "text": "No"}
    answer = talk.who("dan").post(f"/agreements/{one['id']}/moves", said)
    refused(answer, 409, "not_your_move")
    assert "in the conversation" in answer.data["detail"]
    assert "look_again" not in [act["act"] for act in agreements(talk, "dan")[0]["open_acts"]]
    talk.step("dan", "look_again", verdict="keep")
    listen()
    assert agreements(talk)[0]["looks"] == []  # Alice has not looked yet: she reads nothing of it
    talk.step("alice", "look_again", verdict="keep")
    listen()
    [kept] = agreements(talk)
    assert ([look["verdict"] for look in kept["looks"]], kept["fading"]) == (["keep", "keep"], False)
    assert kept["look_again_on"] > one["look_again_on"]


def test_what_was_changed_here_since_is_looked_at_here(talk: Talk) -> None:
    played(talk, len(WHOLE) - LOOKING)
    listen()
    [one] = agreements(talk)
    actions = [{**action, "text": "Look midway"} for action in one["actions"]]
    moves = f"/agreements/{one['id']}/moves"
    assert talk.who("alice").post(moves, {"act": "change", "actions": actions}).status_code == 201
    assert talk.who("dan").post(moves, {"act": "agree", "version": 2}).status_code == 201
    talk.clock.shift(timedelta(days=30))
    refresh(talk)
    for name in ("alice", "dan"):
        talk.step(name, "look_again", verdict="drop")
    listen()
    [after] = agreements(talk)
    assert (after["ended"], after["looks"]) == (None, [])
    assert "look_again" in [act["act"] for act in after["open_acts"]]


def test_what_one_ended_here_is_not_kept_there_and_agreed_again_it_begins_anew(talk: Talk) -> None:
    played(talk, len(WHOLE) - LOOKING)
    listen()
    [one] = agreements(talk)
    ended = talk.who("dan").post(f"/agreements/{one['id']}/moves", {"act": "end"})
    assert ended.data["ended"] == "ended"
    talk.step("dan", "step_back")
    talk.step("dan", "step_back")
    proposal = talk.step("alice", "propose_agreement")
    talk.step("dan", "agree_to_it", version=proposal["version"])
    for _ in range(2):
        listen()
        Reached.objects.update(position=0)
    assert sorted((one["ended"] or "", one["in_force"]) for one in agreements(talk)) == [
        ("", True),
        ("ended", False),
    ]
    assert Standing.objects.filter(conversation_id=talk.id).count() == 2


def test_its_address_by_the_conversation_is_for_the_two(heard: Talk) -> None:
    world = heard.programs.world
    for viewer, id_ in ((world.olga, heard.id), (world.mallory, heard.id), (world.dan, str(uuid4()))):
        with pytest.raises(hearing.Refusal) as refusal:
            hearing.heard_by_now(viewer=viewer, conversation=UUID(id_), at=now())
        assert refusal.value.code == "not_found"
    assert not Move.objects.exists()


def refresh(talk: Talk) -> None:
    """With new tokens: those of the tests are good for a week."""
    for name in ("alice", "dan"):
        setattr(talk.programs, name, Program.of(getattr(talk.programs.world, name), at=now()))
