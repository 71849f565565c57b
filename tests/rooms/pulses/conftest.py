"""The teams of the pulse tests, and a box that is empty again after each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pytest
import time_machine
from django.conf import settings

from fairlead.core.pulse.ballot import PrivateKey
from fairlead.outside.ballots import new_token_key
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.actions import opening
from tests.rooms.pulses.waves import OPENS, Crew, the_crew


@pytest.fixture
def clean_box(django_db_setup: None) -> Iterator[None]:
    """What is in the box no test's end takes back: on SQLite it is a file of its own, on PostgreSQL without a model."""
    yield
    if settings.IS_SQLITE:
        box.path().unlink(missing_ok=True)
        return
    with box.opened() as inside:
        for table in box.TABLES:
            inside.rows(f"DELETE FROM {table}")


@pytest.fixture(scope="session")
def few_keys() -> list[PrivateKey]:
    return [new_token_key() for _ in range(4)]


@pytest.fixture(autouse=True)
def _keys_in_turn(few_keys: list[PrivateKey], monkeypatch: pytest.MonkeyPatch) -> None:
    """Real ones, made once: it takes longer than opening a wave. Of two waves each has its own."""
    turn = cycle(few_keys)
    monkeypatch.setattr(opening, "new_token_key", lambda: next(turn))


@pytest.fixture
def crew(db: None, clean_box: None) -> Crew:
    """Nine who are asked, and Alice who leads them."""
    return the_crew(9)


@pytest.fixture
def moving() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPENS, tick=False) as clock:
        yield clock
