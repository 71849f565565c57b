"""A wave that was closed, in which every comment is a canary, and one that is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from fairlead.core.pulse.disclosure import read
from fairlead.core.pulse.items import asked_in, instrument
from fairlead.rooms.pulses.actions.picture import zone_and_drawing
from fairlead.rooms.pulses.models import Asked, Comments, Release, Theme, Thought, Wave
from tests.house.fed import TEAM

Canary = Callable[[str, frozenset[str]], str]
THEME = UUID("0193a2b4-7c1d-4e55-8f00-5c1d7e9a0b11")
SCORE = {"value": 65, "coded": None}


def pulsed(canary: Canary, organisation: UUID, team: UUID, asked: list[UUID], *, at: datetime) -> list[str]:
    """As the rows lie after a close; how they come there is for the room's own tests."""
    closed, going_on = (
        _wave(organisation, team, number, at - timedelta(days=28 * (2 - number))) for number in (1, 2)
    )
    Wave.objects.filter(id=closed).update(state="closed", is_swept=True)
    manifest = {
        "respondents": "8-11",
        "participation": "90+",
        "safe": SCORE,
        "matter": SCORE,
        "zone": {"name": None, "between": ["strain", "drift"], "probability": 0.81},
        "items": {},
        "withheld": ["items"],
        "spent_sha256": ["0" * 64],
    }
    Release.objects.create(
        wave_id=closed,
        organisation_id=organisation,
        team_id=team,
        manifest=manifest,
        is_changed=False,
        drawing=zone_and_drawing(read({**manifest, "comments": []}, is_changed=False), [])[1],
    )
    told = [canary("pulsecomment", TEAM) for _ in range(3)]
    Comments.objects.create(wave_id=closed, organisation_id=organisation, told=told)
    _followed(canary, organisation, closed, asked[0], at)
    for person in asked:
        Asked.objects.create(wave_id=going_on, person_id=person, organisation_id=organisation)
    return [str(closed), str(going_on)]


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


def _wave(organisation: UUID, team: UUID, number: int, at: datetime) -> UUID:
    wave = uuid4()
    Wave.objects.create(
        id=wave,
        organisation_id=organisation,
        team_id=team,
        number=number,
        opens_on=at.date(),
        closes_on=at.date() + timedelta(days=7),
        closes_at=at + timedelta(days=7),
        instrument="fairlead-pulse 1",
        items=list(asked_in(instrument(), number)),
        token_modulus=b"\xff" * 256,
        token_exponent=65537,
        seal_key={"kty": "EC", "crv": "P-256", "x": "", "y": ""},
    )
    return wave
