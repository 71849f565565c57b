"""What an organisation may take of itself: who is here, teams, days, settings. No promise, no move, no draft.

What may not live here: anything two people wrote to each other. It is theirs, and they take it themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.journal import write_at
from fairlead.rooms.people.queries import all_teams, directory
from fairlead.rooms.people.queries import organisation as organisation_of
from fairlead.rooms.people.shapes import PersonAdministered

SCHEMA: Final = "fairlead.organisation/1"


def organisation_things(home: UUID, *, at: datetime) -> dict[str, Any]:
    """The JSON of the export."""
    found = organisation_of(home)
    return {
        "schema": SCHEMA,
        "made_at": write_at(at),
        "organisation": {
            "id": str(found.id),
            "name": found.name,
            "language": found.language,
            "zone": found.zone,
            "concerns_to": found.concerns_to,
            "working_days": sorted(day + 1 for day in found.week.weekdays),
            "holidays": [{"on": day.on.isoformat(), "name": day.name} for day in found.holidays],
        },
        "teams": [
            {"id": str(team.id), "name": team.name, "parent": str(team.parent) if team.parent else None}
            for team in all_teams(home)
        ],
        "people": [_person(one) for one in directory(home)],
    }


def _person(one: PersonAdministered) -> dict[str, Any]:
    card = one.card
    return {
        "id": str(card.id),
        "name": card.name,
        "email": one.email,
        "is_admin": one.is_admin,
        "is_suspended": one.is_suspended,
        "has_left": one.has_left,
        "away_until": card.away_until.isoformat() if card.away_until else None,
        "language": card.language,
        "zone": card.zone,
        "teams": [{"id": str(team.id), "is_lead": team.is_lead} for team in one.teams],
    }
