"""A small world, for the tests of people."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.rooms.people import world


@pytest.fixture
def crew(db: None) -> world.World:
    return world.make()


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """What was slowed down in one test is not in the next."""
    cache.clear()
