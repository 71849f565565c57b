"""A small world, for the tests of people."""

from __future__ import annotations

import pytest

from tests.rooms.people import world


@pytest.fixture
def crew(db: None) -> world.World:
    return world.make()
