"""The world of the mirror's tests: Dan looks at a talk he was in, on a Monday."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.rooms.promises.world import NOW, World, the_world


@pytest.fixture
def world(db: None) -> World:
    return the_world()


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as moving:
        yield moving
