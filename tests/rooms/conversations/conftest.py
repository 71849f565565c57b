"""The world of the conversations tests: that of the promises, with a conversation to be had."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rooms.conversations.world import Talk
from tests.rooms.promises.conftest import Programs, clock, programs, world

__all__ = ["clock", "programs", "talk", "world"]


@pytest.fixture
def talk(programs: Programs, clock: Any) -> Talk:
    return Talk(programs, clock=clock)
