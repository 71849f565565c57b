"""Two at once: what two agreed is heard once, what both press is one promise, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fairlead.rooms.agreements.actions.citing import promise_action
from fairlead.rooms.agreements.actions.hearing import hear_conversations, heard_by_now
from fairlead.rooms.agreements.models import Cited, Move
from fairlead.rooms.promises.models import Standing
from tests.rooms.agreements.world import talked
from tests.rooms.promises.test_at_once import at_once
from tests.rooms.promises.world import World, the_world


@pytest.fixture
def world(committed: None) -> World:
    return the_world()


def test_two_workers_and_a_reader_hear_one_agreement(world: World) -> None:
    talk, at = talked(world), world.at + timedelta(hours=9)
    at_once(
        lambda: hear_conversations(at=at),
        lambda: heard_by_now(viewer=world.dan, conversation=talk, at=at),
        lambda: hear_conversations(at=at),
    )
    assert list(Move.objects.values_list("act", "number")) == [("propose", 1)]


def test_an_action_that_both_press_at_the_same_moment_is_one_promise(world: World) -> None:
    talk, at = talked(world), world.at + timedelta(hours=9)
    agreement = heard_by_now(viewer=world.dan, conversation=talk, at=at)
    before = Standing.objects.count()
    made = at_once(
        *(
            lambda who=who: promise_action(viewer=who, agreement=agreement, version=1, place=1, at=at).id
            for who in (world.alice, world.dan)
        )
    )
    assert made[0] == made[1]
    assert Standing.objects.count() == before + 1
    assert Cited.objects.count() == 1
