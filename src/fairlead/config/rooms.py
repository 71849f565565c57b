"""The rooms this installation has, from low to high, and how to find what each brings to a door.

What may not live here: anything a room decides. A new room is one more name in ROOMS."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

ROOMS: Final[tuple[str, ...]] = (
    "people",
    "leaves",
    "promises",
    "reflections",
    "listening",
    "conversations",
    "agreements",
    "feedback",
    "pulses",
    "coaching",
    "notices",
    "team",
    "archive",
)
"""Lowest first. A higher room may use a lower one, never back."""

APPS: Final = tuple(f"fairlead.rooms.{room}" for room in ROOMS)


OVER_THE_API: Final = (
    "promises",
    "reflections",
    "listening",
    "conversations",
    "agreements",
    "feedback",
    "pulses",
    "coaching",
    "team",
    "archive",
)
"""Rooms with commands that speak to a server as a person, or look at a file: there need be no installation."""


def brought(module: str, name: str, *, rooms: tuple[str, ...] = ROOMS) -> Iterator[tuple[str, Any]]:
    """(room, thing) for each room that has the file `module`. A file without the thing is a mistake: it raises."""
    for room in rooms:
        full = f"fairlead.rooms.{room}.{module}"
        if find_spec(full) is not None:
            yield room, getattr(import_module(full), name)
