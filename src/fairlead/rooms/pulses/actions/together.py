"""Teams of one tree whose waves close at one moment, added up for who leads the team above; before any of it is published.

A team is never withheld for the sake of its parent: where that would be needed, the parent is not shown at all
(docs/decisions/0086). What may not live here: a single team (closing.py), which sums may be shown (core/pulse/parents.py)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fairlead.core.pulse.alike import NO_WORDS
from fairlead.core.pulse.bounds import Thresholds
from fairlead.core.pulse.disclosure import (
    Cell,
    Release,
    band_of,
    cell_means,
    is_few_changed,
    manifest,
    participation,
    protected,
    read,
    respondents,
)
from fairlead.core.pulse.items import AXES
from fairlead.core.pulse.parents import Node, Sum, add_up
from fairlead.doors.ids import new_id
from fairlead.rooms.people.queries import all_teams
from fairlead.rooms.pulses.models import Asked, ParentRelease, Wave

CHANCE: Final = secrets.SystemRandom()
EARLIER: Final = 11


@dataclass(frozen=True, slots=True)
class Closing:
    """A wave that closes now, as it lies open in memory."""

    wave: Wave
    cell: Cell
    roster: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Together:
    """A parent, what may be shown of it, and the waves in it."""

    team: UUID
    told: Sum
    waves: tuple[Closing, ...]


def added_up(closing: Sequence[Closing], thresholds: Thresholds) -> list[Together]:
    """The parents that may be shown beside every team that is."""
    nodes = _nodes(closing, thresholds)
    outcome = add_up(nodes, thresholds=thresholds)
    if "complement" in outcome.withheld.values():
        return []
    parents = {node.name for node in nodes if node.name.startswith("above ")}
    by_name = {node.name: node.parent for node in nodes}
    return [
        Together(UUID(name.removeprefix("above ")), told, tuple(_within(name, closing, by_name)))
        for name, told in sorted(outcome.shown.items())
        if name in parents
    ]


def _within(name: str, closing: Sequence[Closing], parents: Mapping[str, str | None]) -> Iterator[Closing]:
    for one in closing:
        above = parents[str(one.wave.team_id)]
        while above is not None and above != name:
            above = parents[above]
        if above == name:
            yield one


def _nodes(closing: Sequence[Closing], thresholds: Thresholds) -> list[Node]:
    """Every team that closes, below its parents: whoever is in a parent itself is a team of its own in it."""
    above = {team.id: team.parent for team in all_teams(closing[0].wave.organisation_id)}
    has_below = {parent for parent in above.values() if parent}
    found: dict[str, Node] = {}
    for one in closing:
        team = one.wave.team_id
        home = team if team in has_below else above.get(team)
        found[str(team)] = Node(
            name=str(team),
            parent=_name(home),
            respondents=len(respondents(one.cell.people)),
            means=_means(one.cell, thresholds),
            members=one.roster,
        )
        while home is not None and _name(home) not in found:
            found[str(_name(home))] = Node(str(_name(home)), _name(above.get(home)))
            home = above.get(home)
    return list(found.values())


def _name(team: UUID | None) -> str | None:
    return f"above {team}" if team else None


def _means(cell: Cell, thresholds: Thresholds) -> Mapping[str, float]:
    return cell_means(cell, thresholds) if respondents(cell.people) else dict.fromkeys(AXES, 0.0)


# --- published ---


def publish(one: Together) -> None:
    from fairlead.rooms.pulses.actions.picture import zone_and_drawing

    wave = one.waves[0].wave
    before = list(ParentRelease.objects.filter(team_id=one.team).order_by("-closes_on")[:EARLIER])[::-1]
    told = _told(one, is_changed=_is_changed(one, before))
    earlier = [read({**each.manifest, "comments": []}, is_changed=each.is_changed) for each in before]
    zone, drawing = zone_and_drawing(told, earlier)
    ParentRelease.objects.create(
        id=new_id(),
        organisation_id=wave.organisation_id,
        team_id=one.team,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        teams=one.told.teams,
        waves=[str(each.wave.id) for each in one.waves],
        manifest=manifest(told, zone=zone, spent=()),
        is_changed=told.is_changed,
        drawing=drawing,
    )


def _told(one: Together, *, is_changed: bool) -> Release:
    """Three teams and more are so many people that a step has its arrow, whoever came or went."""
    band = band_of(one.told.respondents)
    if band is None:
        raise ValueError("a parent with too few was shown")
    safe, matter = (
        protected(one.told.means[axis], band, drawn=CHANCE.gauss(0, 1), is_changed=is_changed)
        for axis in AXES
    )
    asked = sum(len(each.roster) for each in one.waves)
    return Release(
        respondents=band.name,
        participation=participation(one.told.respondents, asked),
        safe=safe,
        matter=matter,
        items={},
        comments=(),
        withheld=("items", "comments"),
        is_changed=is_changed,
        has_arrow=True,
        alike=NO_WORDS,
    )


def _is_changed(one: Together, before: Sequence[ParentRelease]) -> bool:
    """Whether the people differ by one or two from the last time; also where that cannot be told any more."""
    if not before:
        return False
    last = [UUID(wave) for wave in before[-1].waves]
    rosters = _rosters(last)
    if len(rosters) < len(last):
        return True
    now: frozenset[UUID] = frozenset[UUID]().union(*(each.roster for each in one.waves))
    return is_few_changed(len(now ^ frozenset[UUID]().union(*rosters.values())))


def _rosters(waves: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for wave, person in Asked.objects.filter(wave_id__in=list(waves)).values_list("wave_id", "person_id"):
        found.setdefault(wave, set()).add(person)
    return found
