"""A wave for those who may see it, and who is asked in it. Before the close: the same, however many have answered.

The box is never opened here. What may not live here: sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.pulse.ballot import PublicKey, jwk
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.pulses.models import Asked, Rhythm, Wave

NEWEST: Final = 24
"""waves in a team's list: two years and more"""


@dataclass(frozen=True, slots=True)
class PulseShown:
    """is_asked: the viewer is in its roster. release: None before the close, and where too few answered."""

    id: UUID
    team: UUID
    number: int
    opens_on: date
    closes_on: date
    closes_at: datetime
    instrument: str
    items: tuple[str, ...]
    token_key: dict[str, str]
    seal_key: dict[str, str]
    state: str
    is_asked: bool
    release: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class RhythmShown:
    weeks: int
    next_on: date
    has_links: bool


_WAVE: Final = """
SELECT w.id, w.team_id, w.number, w.opens_on, w.closes_on, w.closes_at, w.instrument, w.items, w.token_modulus,
       w.token_exponent, w.seal_key, w.state, a.person_id, r.manifest, c.told
  FROM pulses_wave w
  LEFT JOIN pulses_asked a ON a.wave_id = w.id AND a.person_id = %s
  LEFT JOIN pulses_release r ON r.wave_id = w.id
  LEFT JOIN pulses_comments c ON c.wave_id = w.id
 WHERE w.id = %s AND w.organisation_id = %s"""
"""One statement for every wave, so that its state is told by nothing but itself."""


def show(*, viewer: Viewer, pulse: UUID) -> PulseShown:
    """By hand, because every page of a wave asks for it. Refuses not_found to who is not in its team now."""
    values = [sql.put_id(viewer.person), sql.put_id(pulse), sql.put_id(viewer.organisation)]
    rows = sql.rows(_WAVE, values)
    if not rows or not policy.may_read_team(viewer, sql.take_id(rows[0][1])):
        raise Refusal("not_found")
    return _from(rows[0])


def _from(row: tuple[Any, ...]) -> PulseShown:
    id_, team, number, opens_on, closes_on, closes_at, told, items, modulus, exponent, *more = row
    seal_key, state, asked, manifest, comments = more
    return PulseShown(
        id=sql.take_id(id_),
        team=sql.take_id(team),
        number=number,
        opens_on=sql.take_day(opens_on),
        closes_on=sql.take_day(closes_on),
        closes_at=sql.take_at(closes_at),
        instrument=told.split()[0],
        items=tuple(json.loads(items)),
        token_key=jwk(PublicKey(int.from_bytes(bytes(modulus)), exponent)),
        seal_key=json.loads(seal_key),
        state=state,
        is_asked=asked is not None,
        release=_release(manifest, comments),
    )


def _release(manifest: str | None, comments: str | None) -> dict[str, Any] | None:
    """The manifest with its comments."""
    if manifest is None:
        return None
    return {**json.loads(manifest), "comments": json.loads(comments) if comments else []}


def pulses_of(*, viewer: Viewer, team: UUID) -> tuple[RhythmShown | None, tuple[PulseShown, ...]]:
    """The team's rhythm, and its waves without what was published of them; the newest first."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    row = Rhythm.objects.filter(team_id=team, organisation_id=viewer.organisation).first()
    waves = list(
        Wave.objects.filter(team_id=team, organisation_id=viewer.organisation).order_by("-number")[:NEWEST]
    )
    ids = [wave.id for wave in waves]
    mine = Asked.objects.filter(wave_id__in=ids, person_id=viewer.person).values_list("wave_id", flat=True)
    asked = set(mine)
    rhythm = RhythmShown(row.weeks, row.next_on, row.has_links) if row else None
    return rhythm, tuple(_shown(wave, is_asked=wave.id in asked) for wave in waves)


def open_for(*, viewer: Viewer, at: datetime) -> tuple[PulseShown, ...]:
    """The waves in which the viewer is asked just now: those of a team they are in still."""
    asked = Asked.objects.filter(person_id=viewer.person).values("wave_id")
    waves = Wave.objects.filter(
        id__in=asked, organisation_id=viewer.organisation, state="open", closes_at__gt=at
    ).order_by("closes_at", "id")
    return tuple(_shown(wave, is_asked=True) for wave in waves if policy.may_read_team(viewer, wave.team_id))


def seen(viewer: Viewer, pulse: UUID) -> tuple[Wave, bool]:
    """(the wave, whether the viewer is in its roster), for who is in the team now. Refuses not_found to anybody else."""
    wave = Wave.objects.filter(id=pulse, organisation_id=viewer.organisation).first()
    is_asked = Asked.objects.filter(wave_id=pulse, person_id=viewer.person).exists()
    if wave is None or not policy.may_read_team(viewer, wave.team_id):
        raise Refusal("not_found")
    return wave, is_asked


def shown_of(wave: Wave) -> PulseShown:
    """As somebody sees it who is known by nothing but a link: is_asked, since the link says so."""
    return _shown(wave, is_asked=True)


def public_key(wave: Wave) -> PublicKey:
    return PublicKey(int.from_bytes(bytes(wave.token_modulus)), wave.token_exponent)


def _shown(wave: Wave, *, is_asked: bool) -> PulseShown:
    return PulseShown(
        id=wave.id,
        team=wave.team_id,
        number=wave.number,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        closes_at=wave.closes_at,
        instrument=wave.instrument.split()[0],
        items=tuple(wave.items),
        token_key=jwk(public_key(wave)),
        seal_key=wave.seal_key,
        state=wave.state,
        is_asked=is_asked,
        release=None,
    )
