"""When what was said without a name is told, so that the day says nothing: pure, constants first.

What may not live here: rows, the clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from fairlead.core.reflection import Week

CROWD: Final = 5
"""Told once so many people have had the ticket of the very week: it was one of them, or somebody of a quieter week before"""
GOOD_WEEKS: Final = 13
"""So long a ticket can be used: who writes need not be here that week."""


def crowd_needed(people: int) -> int:
    """All but one, five at most: where there are fewer, people will guess, and are told so."""
    return min(CROWD, max(1, people - 1))


def is_good(week: Week, *, today: date) -> bool:
    this = Week.of(today)
    return this.monday - timedelta(weeks=GOOD_WEEKS - 1) <= week.monday <= this.monday
