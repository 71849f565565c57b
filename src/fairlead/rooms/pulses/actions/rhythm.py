"""Choosing how often a team is asked. What may not live here: opening a wave (opening.py)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.pulse.schedule import WEEKS
from fairlead.core.refusals import Refusal
from fairlead.rooms.people.queries import organisation
from fairlead.rooms.pulses.models import Rhythm


def set_rhythm(
    *, viewer: Viewer, team: UUID, weeks: Any, first_on: Any = None, links: Any = None, at: datetime
) -> None:
    """By those who lead the team. weeks: None, and no further wave opens; one that is open goes on to its close.

    links: whether a link can be mailed to whoever has no JavaScript; None: as it was, at first not.
    Refuses not_found, not_allowed, bad_field and missing_field."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    if not policy.may_set_up_team(viewer, team):
        raise Refusal("not_allowed", field="team")
    if weeks is None:
        Rhythm.objects.filter(team_id=team, organisation_id=viewer.organisation).delete()
        return
    if type(weeks) is not int or weeks not in WEEKS:
        raise Refusal("bad_field", field="weeks")
    if links is not None and type(links) is not bool:
        raise Refusal("bad_field", field="links")
    today = at.astimezone(ZoneInfo(organisation(viewer.organisation).zone)).date()
    values = {"organisation_id": viewer.organisation, "weeks": weeks, "next_on": _day(first_on, today)}
    values |= {} if links is None else {"has_links": links}
    Rhythm.objects.update_or_create(team_id=team, defaults=values)


def _day(given: Any, today: date) -> date:
    """From today on, and within a year."""
    if given in (None, ""):
        raise Refusal("missing_field", field="first_on")
    try:
        day = date.fromisoformat(given)
    except (TypeError, ValueError):
        raise Refusal("bad_field", field="first_on") from None
    if not 0 <= (day - today).days <= 366:
        raise Refusal("bad_field", field="first_on")
    return day
