"""Opening a team's wave on its day: the roster frozen, keys of its own, the ten questions.

What may not live here: when that is (core/pulse/schedule.py), telling anybody (the notices room)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core.pulse import schedule
from fairlead.core.pulse.ballot import PublicKey
from fairlead.core.pulse.items import OWN, asked_in, instrument
from fairlead.doors import sql
from fairlead.doors.ids import new_secret_id
from fairlead.outside.ballots import new_seal_key, new_token_key, seal_jwk
from fairlead.rooms.people.queries import members_of, organisation
from fairlead.rooms.pulses import box
from fairlead.rooms.pulses.models import Asked, Rhythm, Wave
from fairlead.rooms.pulses.queries.after import has_change

EARLIEST: Final = timedelta(hours=14)
"""So much sooner than in UTC a day begins somewhere."""
AT_ONCE: Final = 20
"""waves in one round of the worker: each has keys to be made"""


@dataclass(frozen=True, slots=True)
class Keys:
    """wave: the id the wave will have. The private halves are in the box already."""

    wave: UUID
    token: PublicKey
    seal: dict[str, str]


def open_due(*, at: datetime) -> int:
    """Open what is due. How many teams were looked at and have their next day now."""
    rows = Rhythm.objects.filter(next_on__lte=(at + EARLIEST).date()).order_by("next_on", "team_id")
    done = 0
    for row in rows:  # some of them wait for their day to begin where they are
        done += _open(row, at)
        if done == AT_ONCE:
            break
    return done


def _open(row: Rhythm, at: datetime) -> int:
    zone = organisation(row.organisation_id).zone
    today = at.astimezone(ZoneInfo(zone)).date()
    if not _may_open(row, today):
        return 0
    roster = _roster(row.team_id, today)
    keys = _keys() if schedule.is_wave(roster) else None
    is_change = has_change(row.team_id, organisation=row.organisation_id, at=at)
    with sql.one_transaction():
        held = Rhythm.objects.select_for_update().filter(team_id=row.team_id, next_on=row.next_on).first()
        if held is None or not _may_open(held, today):
            return 0  # another worker was quicker, or somebody chose another day
        held.next_on = schedule.next_after(today, held.weeks)
        held.save()
        if keys is not None:
            _write(held, keys, today, zone, is_change=is_change)
            Asked.objects.bulk_create(
                Asked(wave_id=keys.wave, person_id=one, organisation_id=held.organisation_id)
                for one in roster
            )
    return 1


def _may_open(row: Rhythm, today: date) -> bool:
    last = Wave.objects.filter(team_id=row.team_id).order_by("-number").first()
    opened = last.opens_on if last else None
    return schedule.may_open(today, next_on=row.next_on, last_opened=opened)


def _roster(team: UUID, today: date) -> list[UUID]:
    return sorted(
        member.person.id
        for member in members_of(team)
        if schedule.is_asked(since=member.since_on, is_lead=member.is_lead, today=today)
    )


def _keys() -> Keys:
    """Made, and laid into the box before anybody knows of the wave: one without keys there never is."""
    wave, token, seal = new_secret_id(), new_token_key(), new_seal_key()
    with box.opened() as inside:
        private = token.d.to_bytes(token.public.size)
        inside.put("pulses_key", ("wave_id", "token", "seal"), [(sql.put_id(wave), private, seal)])
    return Keys(wave, token.public, seal_jwk(seal))


def _write(row: Rhythm, keys: Keys, today: date, zone: str, *, is_change: bool) -> None:
    number = Wave.objects.filter(team_id=row.team_id).count() + 1
    told = instrument(OWN)
    Wave.objects.create(
        id=keys.wave,
        organisation_id=row.organisation_id,
        team_id=row.team_id,
        number=number,
        opens_on=today,
        closes_on=schedule.closes_on(today),
        closes_at=schedule.closes_at(today, zone),
        instrument=f"{told.id} {told.version}",
        items=list(asked_in(told, number, has_change=is_change)),
        token_modulus=keys.token.n.to_bytes(keys.token.size),
        token_exponent=keys.token.e,
        seal_key=keys.seal,
    )
