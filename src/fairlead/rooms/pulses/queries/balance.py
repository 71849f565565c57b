"""What was shown of a wave with those before it, for its page: the manifest and what was drawn of it at the close.

Nothing is computed here. What may not live here: sentences, pictures, anything of a wave that is not published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.pulse.disclosure import Release as Told
from fairlead.core.pulse.disclosure import read
from fairlead.core.pulse.items import OWN
from fairlead.core.refusals import Refusal
from fairlead.rooms.pulses.models import Comments, ParentRelease, Release, Wave
from fairlead.rooms.pulses.queries.show import seen

BACK: Final = 11
"""So many waves before the one that is shown: more than a year."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A wave of which something was published. zone, drawing: as they were written at the close."""

    id: UUID
    closes_on: date
    told: Told
    zone: Mapping[str, Any]
    drawing: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BalanceShown:
    """now: None where too few answered. earlier: the shown waves before it, the oldest first."""

    id: UUID
    team: UUID
    opens_on: date
    closes_on: date
    state: str
    instrument: str
    items: tuple[str, ...]
    now: Shown | None
    earlier: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class TogetherShown:
    """What was published of so many teams together, as it was."""

    id: UUID
    opens_on: date
    closes_on: date
    teams: int
    release: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TeamBalance:
    """balance: the newest wave that was shown. running: one that is open. last: how the newest that closed ended.

    has_together: the viewer may see the teams below it together, and there is something to see."""

    balance: BalanceShown | None
    running: UUID | None
    last: BalanceShown | None
    has_together: bool


def balance_of(*, viewer: Viewer, pulse: UUID) -> BalanceShown:
    """A wave of which something was published; anything else is not found."""
    wave, _is_asked = seen(viewer, pulse)
    if wave.state != "closed":
        raise Refusal("not_found")
    return _shown(wave, _before(wave))


def team_balance(*, viewer: Viewer, team: UUID) -> TeamBalance:
    """For who is in the team now; anybody else finds nothing."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    waves = list(
        Wave.objects.filter(team_id=team, organisation_id=viewer.organisation).order_by("-number")[: BACK + 2]
    )
    running = next((wave.id for wave in waves if wave.state == "open"), None)
    over = [wave for wave in waves if wave.state != "open"]
    above = _together(viewer, team).exists()
    shown = next((at for at, wave in enumerate(over) if wave.state == "closed"), None)
    if shown is None:
        return TeamBalance(None, running, _shown(over[0], []) if over else None, above)
    balance = _shown(over[shown], over[shown + 1 :])
    return TeamBalance(balance, running, balance if shown == 0 else _shown(over[0], []), above)


def together_of(*, viewer: Viewer, team: UUID) -> tuple[BalanceShown, int]:
    """The newest that was published of the teams below this one, and how many they are."""
    rows = list(_together(viewer, team).order_by("-closes_on")[: BACK + 1])[::-1]
    if not rows:
        raise Refusal("not_found")
    found = [_published(row.id, row.closes_on, row) for row in rows]
    last = rows[-1]
    balance = BalanceShown(
        id=last.id,
        team=team,
        opens_on=last.opens_on,
        closes_on=last.closes_on,
        state="closed",
        instrument=OWN,
        items=(),
        now=found[-1],
        earlier=tuple(found[:-1]),
    )
    return balance, last.teams


def published_together(*, viewer: Viewer, team: UUID) -> tuple[TogetherShown, ...]:
    """All the page of the teams together is made of, the newest first; not_found where that is."""
    rows = _together(viewer, team).order_by("-closes_on")[: BACK + 1]
    found = tuple(TogetherShown(row.id, row.opens_on, row.closes_on, row.teams, row.manifest) for row in rows)
    if not found:
        raise Refusal("not_found")
    return found


def _together(viewer: Viewer, team: UUID) -> QuerySet[ParentRelease]:
    if not policy.may_read_together(viewer, team):
        return ParentRelease.objects.none()
    return ParentRelease.objects.filter(team_id=team, organisation_id=viewer.organisation)


def _before(wave: Wave) -> list[Wave]:
    earlier = Wave.objects.filter(team_id=wave.team_id, number__lt=wave.number, state="closed")
    return list(earlier.order_by("-number")[:BACK])


def _shown(wave: Wave, before: list[Wave]) -> BalanceShown:
    """before: the newest first."""
    waves = [*reversed(before), wave]
    rows = {row.wave_id: row for row in Release.objects.filter(wave_id__in=[each.id for each in waves])}
    found = [
        _published(each.id, each.closes_on, rows[each.id], _comments(wave) if each is wave else ())
        for each in waves
        if each.id in rows
    ]
    is_there = wave.id in rows
    return BalanceShown(
        id=wave.id,
        team=wave.team_id,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        state=wave.state,
        instrument=wave.instrument.split()[0],
        items=tuple(wave.items),
        now=found[-1] if is_there else None,
        earlier=tuple(found[:-1] if is_there else found),
    )


def _comments(wave: Wave) -> tuple[str, ...]:
    row = Comments.objects.filter(wave_id=wave.id).first()
    return tuple(row.told) if row else ()


def _published(
    id_: UUID, closes_on: date, row: Release | ParentRelease, comments: tuple[str, ...] = ()
) -> Shown:
    whole = {**row.manifest, "comments": list(comments)}
    return Shown(id_, closes_on, read(whole, is_changed=row.is_changed), whole["zone"], row.drawing)
