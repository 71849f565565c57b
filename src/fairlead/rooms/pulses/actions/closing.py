"""The close of a wave: opened in memory, shuffled, computed, published, destroyed; then its files are written anew.

Killed at any point it is run again: what was published stays, and what was destroyed is not needed. What may not live
here: what may be shown (core/pulse/disclosure.py), the estimate (picture.py)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from fairlead.core.pulse.ballot import unpadded
from fairlead.core.pulse.disclosure import Cell, Release, manifest, read, release
from fairlead.core.pulse.items import AXES, Answered, answered, instrument
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.outside.ballots import unseal
from fairlead.rooms.people.queries import all_teams
from fairlead.rooms.pulses import box, models
from fairlead.rooms.pulses.actions.together import Closing, added_up, publish
from fairlead.rooms.pulses.models import Asked, Comments, Wave

AT_ONCE: Final = 50
"""waves in one round of the worker"""
EARLIER: Final = 11
"""So many releases before this one go into its trend: more than a year, and each costs time."""
CHANCE: Final = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Opened:
    """One ballot, in memory and nowhere else."""

    spent: bytes
    person: Answered
    comment: str


def close_due(*, at: datetime) -> int:
    """Close what is over. How many were closed."""
    over = Wave.objects.filter(is_swept=False, state="open", closes_at__lte=at).order_by("closes_at", "id")
    return sum(_close(group) for group in _groups(list(over[:AT_ONCE])))


def sweep_closed(*, at: datetime) -> int:
    """Take what was closed out of the box's files, once for all of them. 0: nothing to do, or not possible just now."""
    waves = list(Wave.objects.filter(is_swept=False).exclude(state="open").values_list("id", flat=True))
    if not waves:
        return 0
    with box.opened() as inside:  # a close that was killed may have left them
        inside.empty(sql.put_ids(waves))
    if not box.rewrite():
        return 0
    return Wave.objects.filter(id__in=waves).update(is_swept=True)


def _groups(waves: Sequence[Wave]) -> list[list[UUID]]:
    """Waves of one tree of teams that close at one moment are closed together, also those this round has not reached."""
    roots = {one: _roots(one) for one in {wave.organisation_id for wave in waves}}
    found: dict[tuple[UUID, datetime, UUID], list[UUID]] = {}
    for organisation, closes_at in sorted({(wave.organisation_id, wave.closes_at) for wave in waves}):
        together = Wave.objects.filter(
            organisation_id=organisation, closes_at=closes_at, is_swept=False, state="open"
        )
        for wave, team in together.order_by("id").values_list("id", "team_id"):
            root = roots[organisation].get(team, team)
            found.setdefault((organisation, closes_at, root), []).append(wave)
    return list(found.values())


def _roots(organisation: UUID) -> dict[UUID, UUID]:
    """Of each team the one at the top."""
    above = {team.id: team.parent for team in all_teams(organisation)}
    found = {}
    for team in above:
        root, steps = team, 0
        while (parent := above.get(root)) is not None and steps < len(above):
            root, steps = parent, steps + 1
        found[team] = root
    return found


def _close(waves: Sequence[UUID]) -> int:
    """Nobody can hand in a ballot meanwhile: the box is held until they are destroyed. How many were closed."""
    with box.opened() as inside:
        with sql.one_transaction():
            rows = Wave.objects.select_for_update().filter(id__in=waves, state="open").order_by("id")
            held = [_held(row, _open(inside, row)) for row in rows]
            above = (
                added_up([one.closing for one in held], settings.PULSE_THRESHOLDS) if len(held) > 1 else []
            )
            for one in above:
                publish(one)
            for each in held:
                _settle(each)
        inside.empty(sql.put_ids(waves))
    return len(held)


@dataclass(frozen=True, slots=True)
class Held:
    """A wave in memory, with all that goes into what is published of it. before: the team's last releases."""

    closing: Closing
    ballots: Sequence[Opened]
    before: Sequence[models.Release]


def _held(row: Wave, ballots: Sequence[Opened]) -> Held:
    roster, before = _roster(row.id), list(_earlier(row))
    return Held(Closing(row, _cell(row, ballots, roster, before), roster), ballots, before)


def _open(inside: box.Box, row: Wave) -> list[Opened]:
    """Shuffled. What is no ballot of this wave's questions counts as not handed in."""
    one = sql.put_id(row.id)
    keys = inside.rows("SELECT seal FROM pulses_key WHERE wave_id = %s FOR UPDATE", [one])
    sealed = inside.rows("SELECT ballot, sealed FROM pulses_ballot WHERE wave_id = %s", [one])
    found = [
        ballot
        for key in keys
        for spent, envelope in sealed
        if (ballot := _ballot(row, bytes(key[0]), bytes(spent), bytes(envelope))) is not None
    ]
    CHANCE.shuffle(found)
    return found


def _ballot(row: Wave, key: bytes, spent: bytes, envelope: bytes) -> Opened | None:
    try:
        given, comment = unpadded(unseal(envelope, seal_key=key, salt=row.id.bytes))
        person = answered(instrument(row.instrument.split()[0]), given, tuple(row.items))
    except Refusal:
        return None
    return Opened(spent, person, _storable(comment))


def _storable(comment: str) -> str:
    """Without what no database takes."""
    return comment.encode(errors="ignore").decode().replace("\0", "")


# --- what is published ---


def _settle(held: Held) -> None:
    row, roster, before = held.closing.wave, held.closing.roster, held.before
    order = list(range(len(held.ballots)))
    CHANCE.shuffle(order)
    drawn = _drawn(row.items)
    told = release(held.closing.cell, drawn=drawn, order=order, thresholds=settings.PULSE_THRESHOLDS)
    row.state = "closed" if told is not None else "too_few"
    row.save(update_fields=["state"])
    if told is None:
        Asked.objects.filter(wave_id=row.id).delete()
        return
    Asked.objects.filter(wave_id__in=[each.wave_id for each in before]).delete()
    _publish(row, told, _spent(held.ballots, len(roster)), before)


def _cell(
    row: Wave, ballots: Sequence[Opened], roster: frozenset[UUID], before: Sequence[models.Release]
) -> Cell:
    told = instrument(row.instrument.split()[0])
    last = _roster(before[-1].wave_id) if before else None
    return Cell(
        people=tuple(each.person for each in ballots),
        core={axis: told.codes(axis) for axis in AXES},
        roster=len(roster),
        changed=None if last is None else len(roster ^ last),
        comments=tuple(each.comment for each in ballots),
    )


def _drawn(items: Sequence[str]) -> Mapping[str, float]:
    """The noise, drawn once. It is kept nowhere (docs/decisions/0080)."""
    return {name: CHANCE.gauss(0, 1) for name in (*AXES, *items)}


def _publish(row: Wave, told: Release, spent: list[str], before: Sequence[models.Release]) -> None:
    from fairlead.rooms.pulses.actions.picture import zone_and_drawing

    earlier = [read({**each.manifest, "comments": []}, is_changed=each.is_changed) for each in before]
    zone, drawing = zone_and_drawing(told, earlier)
    whole: dict[str, Any] = manifest(told, zone=zone, spent=spent)
    comments = whole.pop("comments")
    ids = {"wave_id": row.id, "organisation_id": row.organisation_id}
    models.Release.objects.create(
        **ids, team_id=row.team_id, manifest=whole, is_changed=told.is_changed, drawing=drawing
    )
    if comments:
        Comments.objects.create(**ids, told=comments)


def _spent(ballots: Sequence[Opened], roster: int) -> list[str]:
    """By their hashes, so that everybody finds their own; filled up to the roster, for a bare list would tell how many."""
    ids = [each.spent for each in ballots]
    ids += [secrets.token_bytes(32) for _ in range(roster - len(ids))]
    return sorted(sha256(each).hexdigest() for each in ids)


def _roster(wave: UUID) -> frozenset[UUID]:
    return frozenset(Asked.objects.filter(wave_id=wave).values_list("person_id", flat=True))


def _earlier(row: Wave) -> list[models.Release]:
    """The team's last releases, the oldest first."""
    numbers = dict(Wave.objects.filter(team_id=row.team_id).values_list("id", "number"))
    found = models.Release.objects.filter(team_id=row.team_id)
    return sorted(found, key=lambda each: numbers[each.wave_id])[-EARLIER:]
