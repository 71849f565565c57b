"""What was shown of a wave with those before it, for its page: the manifest and what was drawn of it at the close.

Nothing is computed here. What may not live here: sentences, pictures, anything of a wave that is not published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.pulse.disclosure import Release as Told
from fairlead.core.pulse.disclosure import read
from fairlead.core.pulse.items import OWN
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.pulses.models import ParentRelease
from fairlead.rooms.pulses.queries.show import PulseShown, show

BACK: Final = 11
"""So many waves before the one that is shown: more than a year."""
KEPT: Final = 128
"""releases a process keeps as they were read: none ever changes"""


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """A release as it was written at the close, without its comments, which go after a year. The same text is the same one.

    told: of it, without the comments. zone, drawing: as they were written."""

    told: Told
    zone: Mapping[str, Any]
    drawing: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A wave of which something was published."""

    id: UUID
    closes_on: date
    published: Published

    @property
    def told(self) -> Told:
        return self.published.told

    @property
    def zone(self) -> Mapping[str, Any]:
        return self.published.zone

    @property
    def drawing(self) -> Mapping[str, Any]:
        return self.published.drawing


@dataclass(frozen=True, slots=True)
class BalanceShown:
    """now: None where too few answered. earlier: the shown waves before it, the oldest first. comments: of now."""

    id: UUID
    team: UUID
    opens_on: date
    closes_on: date
    state: str
    instrument: str
    items: tuple[str, ...]
    now: Shown | None
    earlier: tuple[Shown, ...]
    comments: tuple[str, ...] = ()


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
    return balance_from(show(viewer=viewer, pulse=pulse))


def balance_from(pulse: PulseShown) -> BalanceShown:
    """The same of a wave the viewer was shown already."""
    if pulse.state != "closed" or pulse.release is None:
        raise Refusal("not_found")
    *earlier, now = _shown(pulse.team, pulse.number)
    return BalanceShown(
        id=pulse.id,
        team=pulse.team,
        opens_on=pulse.opens_on,
        closes_on=pulse.closes_on,
        state=pulse.state,
        instrument=pulse.instrument,
        items=pulse.items,
        now=now,
        earlier=tuple(earlier),
        comments=tuple(pulse.release["comments"]),
    )


_WAVES: Final = """
SELECT w.id, w.number, w.state, w.opens_on, w.closes_on, w.instrument, w.items, c.told FROM pulses_wave w
  LEFT JOIN pulses_comments c ON c.wave_id = w.id
 WHERE w.team_id = %s AND w.organisation_id = %s ORDER BY w.number DESC LIMIT %s"""


def team_balance(*, viewer: Viewer, team: UUID) -> TeamBalance:
    """For who is in the team now; anybody else finds nothing."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    waves = sql.rows(_WAVES, [sql.put_id(team), sql.put_id(viewer.organisation), BACK + 2])
    running = next((sql.take_id(wave[0]) for wave in waves if wave[2] == "open"), None)
    over = [wave for wave in waves if wave[2] != "open"]
    above = _together(viewer, team).exists()
    shown = next((wave for wave in over if wave[2] == "closed"), None)
    balance = _wave(team, shown, _shown(team, shown[1])) if shown else None
    last = balance if over and over[0] is shown else _wave(team, over[0], []) if over else None
    return TeamBalance(balance, running, last, above)


def _wave(team: UUID, row: tuple[Any, ...], found: list[Shown]) -> BalanceShown:
    """found: what was published up to it; nothing where too few answered."""
    id_, _number, state, opens_on, closes_on, instrument, items, comments = row
    return BalanceShown(
        id=sql.take_id(id_),
        team=team,
        opens_on=sql.take_day(opens_on),
        closes_on=sql.take_day(closes_on),
        state=state,
        instrument=instrument.split()[0],
        items=tuple(json.loads(items)),
        now=found[-1] if found else None,
        earlier=tuple(found[:-1]),
        comments=tuple(json.loads(comments)) if comments else (),
    )


def together_of(*, viewer: Viewer, team: UUID) -> tuple[BalanceShown, int]:
    """The newest that was published of the teams below this one, and how many they are."""
    rows = list(_together(viewer, team).order_by("-closes_on")[: BACK + 1])[::-1]
    if not rows:
        raise Refusal("not_found")
    found = [
        Shown(
            row.id,
            row.closes_on,
            published(json.dumps(row.manifest), json.dumps(row.drawing), row.is_changed),
        )
        for row in rows
    ]
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


_RELEASES: Final = """
SELECT w.id, w.closes_on, r.manifest, r.drawing, r.is_changed
  FROM pulses_wave w JOIN pulses_release r ON r.wave_id = w.id
 WHERE w.team_id = %s AND w.number <= %s AND w.state = 'closed' ORDER BY w.number DESC LIMIT %s"""


def _shown(team: UUID, number: int) -> list[Shown]:
    """What was published of a team up to this wave, the oldest first."""
    rows = sql.rows(_RELEASES, [sql.put_id(team), number, BACK + 1])
    return [
        Shown(sql.take_id(id_), sql.take_day(closes_on), published(manifest, drawing, bool(is_changed)))
        for id_, closes_on, manifest, drawing, is_changed in reversed(rows)
    ]


@lru_cache(maxsize=KEPT)
def published(manifest: str, drawing: str, is_changed: bool) -> Published:  # noqa: FBT001  it is part of what is kept
    """Read once: the same text tells the same for good."""
    whole = {**json.loads(manifest), "comments": []}
    return Published(read(whole, is_changed=is_changed), whole["zone"], json.loads(drawing))
