"""After a conversation its page offers the mirror to each of the two, alone: not before, to nobody else, not where there is none."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from fairlead.rooms.people.actions import set_mirror
from tests.rooms.conversations.world import LOOKING, WHOLE, Talk, play
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.conftest import Programs, clock, programs, world

__all__ = ["clock", "programs", "world"]
OFFER = "Then you can look at your own part of it, alone."


@pytest.fixture
def talk(programs: Programs, clock: Any) -> Talk:
    return Talk(programs, clock=clock)


def offered(talk: Talk, name: str) -> bool:
    page = browser_of(getattr(talk.programs.world, name)).get(f"/conversations/{talk.id}")
    assert page.status_code == 200, name
    return OFFER in unescape(page.content.decode())


def test_each_of_the_two_is_offered_the_mirror_once_they_have_talked(talk: Talk) -> None:
    talk.begin("dan")
    whole = WHOLE[:-LOOKING]
    before = next(n for n, (_who, act, _facts) in enumerate(whole) if act == "agree_to_it")
    list(play(talk, whole[:before]))
    assert not any(offered(talk, name) for name in ("alice", "dan", "olga"))
    list(play(talk, whole[before:]))
    assert [offered(talk, name) for name in ("alice", "dan", "olga")] == [True, True, False]
    set_mirror(is_on=False, by=talk.programs.world.alice)
    assert not offered(talk, "dan")
