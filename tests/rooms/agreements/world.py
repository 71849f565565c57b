"""A conversation of Alice and Dan played as far as their agreement, through the actions under every door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.conversations.actions.begin import Wanted, begin
from fairlead.rooms.conversations.actions.take_step import take_step
from tests.rooms.promises.world import NOW, World


def steps(alice: Viewer, dan: Viewer, due: str) -> list[tuple[Viewer, str, dict[str, Any]]]:
    """Up to what Dan proposes, with something dated that he will do."""
    actions = [
        {"by": str(dan.person), "text": "Say “at risk” the same morning", "due": due},
        {"by": str(alice.person), "text": "Write what happens on a changed file into done", "due": None},
    ]
    return [
        (dan, "invite", {"purpose": "What stopped the rota", "mode": "days"}),
        (alice, "join", {}),
        (dan, "state_picture", {"text": "Two names a day", "was_a_yes": True}),
        (alice, "state_picture", {"text": "Two sure names", "was_a_yes": True}),
        (dan, "same_picture", {}),
        (alice, "same_picture", {}),
        (alice, "state_gap", {"conditions": [1], "text": "Three days have one name"}),
        (dan, "confirm_gap", {}),
        (dan, "give_account", {"text": "Two of them never answered"}),
        (alice, "read_back", {"text": "You waited for two answers"}),
        (dan, "confirm_read_back", {"answer": "yes"}),
        (alice, "own_part", {"text": "I asked in a hurry"}),
        (alice, "give_account", {"text": "I found out on Friday"}),
        (alice, "give_causes", {"codes": ["LATE_WARNING"]}),
        (dan, "give_causes", {"codes": ["LATE_WARNING"]}),
        (alice, "name_repair", {"text": "A list of who is still open", "side": "doer"}),
        (dan, "nothing_owed", {}),
        (dan, "propose_agreement", {"actions": actions, "look_again_on": "2026-12-14"}),
    ]


def talked(world: World, *, due: str = "2026-12-02") -> UUID:
    """About a promise of Dan's to Alice, up to what both agree."""
    alice, dan, at = world.alice, world.dan, NOW + timedelta(minutes=30)
    talk = begin(viewer=dan, wanted=Wanted(promise=str(world.promised().id)), at=at).id
    shown: Any = None
    for number, (who, act, facts) in enumerate(steps(alice, dan, due)):
        shown = take_step(
            viewer=who, conversation=talk, act=act, facts=facts, at=at + timedelta(seconds=number)
        )
    last = {"version": shown.version, "facts": {}, "at": at + timedelta(minutes=5)}
    take_step(viewer=alice, conversation=talk, act="agree_to_it", **last)
    return talk
