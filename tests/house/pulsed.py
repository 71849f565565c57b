"""A wave that was closed, in which every comment is a canary, and one that is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from fairlead.rooms.pulses.models import Asked, Theme, Thought
from tests.house.fed import TEAM
from tests.rooms.pulses.published import published, told, wave

Canary = Callable[[str, frozenset[str]], str]
THEME = UUID("0193a2b4-7c1d-4e55-8f00-5c1d7e9a0b11")


def pulsed(canary: Canary, organisation: UUID, team: UUID, asked: list[UUID], *, at: datetime) -> list[str]:
    """As the rows lie after a close; how they come there is for the room's own tests."""
    today = at.date()
    closed = wave(organisation, team, state="closed", opens_on=today - timedelta(days=28))
    comments = tuple(canary("pulsecomment", TEAM) for _ in range(3))
    published(closed, told(65, 65, participation="90+", comments=comments, withheld=("items",)))
    going_on = wave(organisation, team, state="open", opens_on=today)
    _followed(canary, organisation, closed.id, asked[0], at)
    for person in asked:
        Asked.objects.create(wave_id=going_on.id, person_id=person, organisation_id=organisation)
    return [str(closed.id), str(going_on.id)]


def _followed(canary: Canary, organisation: UUID, wave: UUID, person: UUID, at: datetime) -> None:
    """What the team made of it: read by the team, also over the API."""
    ours = {"wave_id": wave, "organisation_id": organisation}
    Thought.objects.create(**ours, person_id=person, text=canary("thought", TEAM), written_at=at)
    Theme.objects.create(
        **ours,
        id=THEME,
        named_by_id=person,
        text=canary("theme", TEAM),
        named_on=at.date(),
        decision="did",
        answer=canary("themeanswer", TEAM),
        decided_on=at.date(),
        decided_by_id=person,
    )
