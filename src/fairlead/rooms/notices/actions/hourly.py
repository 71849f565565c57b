"""What is looked at once an hour, or once a day. It is remembered, so that an hour in which no worker ran is made up for.

What may not live here: what is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Final

from fairlead.rooms.notices.models import Position

HOUR: Final = 3600
DAY: Final = 24 * HOUR
MOST: Final = 24
"""hours that are made up for: after a longer silence what came due is told by the pages"""


def _once_every(seconds: int, name: str, look: Callable[[datetime], int], *, at: datetime) -> int:
    """look: is told since when, and answers how much it did; 0 ends it for this time. Done twice, it changes nothing."""
    turn = int(at.timestamp()) // seconds
    place, _ = Position.objects.get_or_create(journal=name, defaults={"position": turn - 1})
    if place.position >= turn:
        return 0
    done = look(datetime.fromtimestamp(max(place.position, turn - MOST) * seconds, UTC))
    if done == 0:
        Position.objects.filter(journal=name, position__lt=turn).update(position=turn)
    return done


once_an_hour: Final = partial(_once_every, HOUR)
once_a_day: Final = partial(_once_every, DAY)
"""A day of UTC."""
