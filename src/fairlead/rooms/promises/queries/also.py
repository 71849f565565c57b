"""What waits on somebody and is no promise, with the names of all of it. What may not live here: promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairlead.core.policy import Viewer
from fairlead.doors import waiting
from fairlead.rooms.people.queries import names, team_names


@dataclass(frozen=True, slots=True)
class Also:
    """name: who it is with, else the team; "": nobody knows who."""

    waits: waiting.Waits
    name: str
    team_name: str


def also_waits(*, viewer: Viewer, at: datetime) -> tuple[Also, ...]:
    """In the order of Today; one statement for the names of all people, one for those of teams, if there are any."""
    found = waiting.found(viewer=viewer, at=at)
    people = {one.person for one in found if one.person}
    teams = {one.team for one in found if one.team}
    called, of_team = (names(people) if people else {}), (team_names(teams) if teams else {})
    also = []
    for one in found:
        team = of_team.get(one.team, "") if one.team else ""
        also.append(Also(one, called.get(one.person, "") if one.person else team, team))
    return tuple(also)


def also_out(one: Also) -> dict[str, Any]:
    """As plain data."""
    waits = one.waits
    return {
        "kind": waits.kind,
        "id": str(waits.id),
        "person": {"id": str(waits.person), "name": one.name} if waits.person else None,
        "team": {"id": str(waits.team), "name": one.team_name} if waits.team else None,
        "title": waits.title,
        "state": waits.state,
        "on": waits.on.isoformat() if waits.on else None,
    }
