"""What is looked at once an hour. It is remembered, so that an hour in which no worker ran is made up for.

What may not live here: what is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from fairlead.rooms.notices.models import Position

HOUR: Final = 3600
MOST: Final = 24
"""hours that are made up for: after a longer silence what came due is told by the pages"""


def once_an_hour(name: str, look: Callable[[datetime], int], *, at: datetime) -> int:
    """look: is told since when, and answers how much it did; 0 ends it for this hour. Done twice, it changes nothing."""
    hour = int(at.timestamp()) // HOUR
    place, _ = Position.objects.get_or_create(journal=name, defaults={"position": hour - 1})
    if place.position >= hour:
        return 0
    done = look(datetime.fromtimestamp(max(place.position, hour - MOST) * HOUR, UTC))
    if done == 0:
        Position.objects.filter(journal=name, position__lt=hour).update(position=hour)
    return done
