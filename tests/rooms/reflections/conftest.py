"""The world of the reflections tests: Dan writes for himself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.rooms.promises.world import NOW, World, the_world


@pytest.fixture
def world(db: None) -> World:
    return the_world()


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """The world's Monday, in the week 2026-W48."""
    with time_machine.travel(NOW, tick=False) as moving:
        yield moving
