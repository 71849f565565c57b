"""What a person typed, into what the API takes: ids, and dates on their own clock.

What may not live here: calls of the API."""

from __future__ import annotations

from datetime import time
from typing import Final
from uuid import UUID

from fairlead.core.calendar import parse_local, written
from fairlead.core.refusals import Refusal

WORKING_DAY_ENDS: Final = time(17)


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def moment_meant(text: str, *, zone: str) -> str:
    """A whole moment. What is no date goes on as it was typed: the server says what is wrong with it."""
    on, _, clock = text.strip().partition(" ")
    try:
        local = parse_local(on, clock, zone=zone, default=WORKING_DAY_ENDS)
    except Refusal:
        return text
    return written(local.moment) if local else text
