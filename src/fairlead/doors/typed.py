"""What somebody typed or what stands in an address, read as an id or a moment.

What may not live here: the law's opinion of it; text that is no date goes on as it was typed."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final
from uuid import UUID

from fairlead.core.calendar import parse_local, parse_moment, written
from fairlead.core.refusals import Refusal

DEFAULT_TIME: Final = time(17)


def id_in_address(text: str) -> UUID:
    """An id that is none names nothing that is there."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Refusal("not_found") from error


def moment_given(day: str, clock: str, *, zone: str) -> str | None:
    """The written form of what two fields say; a whole moment in the first is taken as it is; empty is None.

    What is no date goes on as it was typed: the law says what is wrong with it, in its order."""
    if not day.strip():
        return None
    if day.strip()[10:11] == "T":
        return day.strip()
    try:
        local = parse_local(day, clock, zone=zone, default=DEFAULT_TIME)
    except Refusal:
        return f"{day} {clock}".strip()
    return written(local.moment) if local else None


def instant_of(text: str) -> datetime | str:
    """A written moment as its instant to the minute; any other text as it is."""
    try:
        return parse_moment(text, zone="UTC").at_utc.replace(second=0, microsecond=0)
    except Refusal:
        return text
