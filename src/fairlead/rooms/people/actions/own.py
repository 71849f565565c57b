"""What people set about themselves: appearance, language, zone, keys, away dates, the team shown.

What may not: what administrators set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.people import fields
from fairlead.rooms.people.models import Membership, Person


def save_appearance(*, by: Viewer, theme: str, language: str, zone: str) -> None:
    _own(by).update(
        theme=fields.theme(theme),
        language=fields.language(language),
        zone=fields.zone(zone),
    )


def save_shortcuts(*, by: Viewer, has_shortcuts: bool, keys: Mapping[str, str] | None = None) -> None:
    changes: dict[str, Any] = {"has_shortcuts": has_shortcuts}
    if keys is not None:
        changes["keys"] = fields.keys(keys)
    _own(by).update(**changes)


def set_away(*, by: Viewer, until: date | None, at: datetime) -> None:
    """The last day away; everybody of the organisation sees it. None: here again."""
    today = at.astimezone(ZoneInfo(by.zone)).date()
    if until is not None and not 0 <= (until - today).days <= 400:
        raise Refusal("bad_field", field="away_until")
    _own(by).update(away_until=until)


def save_notice_settings(*, by: Viewer, settings: Mapping[str, Any]) -> None:
    """Kept for the notices room, which alone knows what they mean and has made sure of them."""
    _own(by).update(notice_settings=dict(settings))


@transaction.atomic
def show_team(*, by: Viewer, team: UUID | None) -> None:
    """Which of one's teams Today and Team show."""
    if team is not None and not Membership.objects.filter(person_id=by.person, team_id=team).exists():
        raise Refusal("not_found")
    _own(by).update(shown_team_id=team)


def _own(by: Viewer) -> Any:
    return Person.objects.filter(id=by.person)
