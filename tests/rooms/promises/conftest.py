"""The world of the promises tests."""

from __future__ import annotations

import pytest

from tests.rooms.promises.world import World, the_world


@pytest.fixture
def world(db: None) -> World:
    return the_world()
