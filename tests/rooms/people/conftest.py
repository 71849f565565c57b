"""A small world, for the tests of people."""

from __future__ import annotations

import pytest

from tests.rooms.people import world
from tests.rooms.remembered import remembered

the_crew = remembered(world.make)


@pytest.fixture
def crew(db: None) -> world.World:
    return the_crew()
