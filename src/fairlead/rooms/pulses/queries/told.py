"""Waves to tell people of: those that are open, with who is asked, and those that were published. For background work.

What may not live here: who answered; nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from fairlead.core.pulse.bounds import OPEN_DAYS
from fairlead.rooms.people.queries import members_of
from fairlead.rooms.pulses.models import Asked, Wave

HALF: Final = timedelta(days=OPEN_DAYS // 2)


@dataclass(frozen=True, slots=True)
class WaveToTell:
    """people: everybody who is asked in it, or everybody in the team once it was published."""

    id: UUID
    organisation: UUID
    opens_on: date
    closes_on: date
    people: tuple[UUID, ...]


def running(*, at: datetime) -> tuple[WaveToTell, ...]:
    waves = list(Wave.objects.filter(state="open", closes_at__gt=at).order_by("id"))
    asked: dict[UUID, list[UUID]] = {wave.id: [] for wave in waves}
    for wave, person in Asked.objects.filter(wave_id__in=asked).values_list("wave_id", "person_id"):
        asked[wave].append(person)
    return tuple(_told(wave, sorted(asked[wave.id])) for wave in waves)


def published(*, since: date) -> Iterator[WaveToTell]:
    """Those that closed on this day or after it, with something to show."""
    for wave in Wave.objects.filter(state="closed", closes_on__gte=since).order_by("id"):
        yield _told(wave, (member.person.id for member in members_of(wave.team_id)))


def half_of(opens_on: date) -> date:
    """When everybody is reminded, answered or not."""
    return opens_on + HALF


def _told(wave: Wave, people: Iterable[UUID]) -> WaveToTell:
    return WaveToTell(wave.id, wave.organisation_id, wave.opens_on, wave.closes_on, tuple(people))
