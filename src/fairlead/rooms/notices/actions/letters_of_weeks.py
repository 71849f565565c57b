"""What mails say of one's own week, and of the day on which a team looks at how it works. No word of anybody's.

What may not live here: handing in, planning, and whether somebody wants the mail (letters.py)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any, Protocol

from django.utils.translation import gettext as _

from fairlead.core.calendar import Quiet
from fairlead.core.notices import Habits
from fairlead.core.notices.reflect import week_at
from fairlead.core.policy import Viewer
from fairlead.doors.dates import Dates
from fairlead.rooms.notices.models import Outbox
from fairlead.rooms.notices.queries import settings_of
from fairlead.rooms.people.queries import team_names
from fairlead.rooms.reflections.queries.written import weeks_written


class Reader(Protocol):
    @property
    def viewer(self) -> Viewer: ...
    @property
    def dates(self) -> Dates: ...
    @property
    def at(self) -> datetime: ...


Words = tuple[str, str, dict[str, Any]]
"""Template, subject and values."""


def hours_for(kind: str, habits: Habits) -> Habits:
    """Whoever chose a day and an hour for something means them, also where it is quiet otherwise; whoever asked for a
    link, now."""
    if kind == "pulse_link":
        return replace(habits, quiet=Quiet(time(), time()), has_free_days=False, away_until=None)
    if kind != "reflect":
        return habits
    return replace(habits, quiet=Quiet(time(), time()), has_free_days=False)


def of_own_week(row: Outbox, reader: Reader) -> Words | str:
    """To its person alone: not what they wrote, nor when. A reason where it is not to be sent."""
    if settings_of(reader.viewer).reflect_day is None:
        return "unwanted"
    week, _blank, asking = row.mark.partition(" ")
    written = weeks_written(row.person_id, organisation=row.organisation_id, since=week)
    if week != week_at(reader.at, reader.viewer.zone).name or week in written:
        return "moved_on"
    if asking:
        return "reflect_ask", _("Would another rhythm suit you better?"), {}
    return "reflect", _("Your week, if you like"), {"week": week}


def of_the_day(row: Outbox, reader: Reader) -> Words | str:
    """To everybody in the team, the same words. On another day it is over."""
    if row.thing_id not in reader.viewer.teams:
        return "gone"
    if row.mark != f"v{reader.dates.today}":
        return "moved_on"
    name = team_names({row.thing_id})[row.thing_id]
    return "rhythm", _("Today we look at how we work"), {"team": row.thing_id, "team_name": name}
