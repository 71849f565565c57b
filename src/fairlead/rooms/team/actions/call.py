"""Calling a team together on its day: one mail to everybody in it, the same for all.

What may not: what the mail says (notices), which day it is (core/process.py)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.core.notices import look_again_ahead
from fairlead.doors import sql
from fairlead.rooms.notices.actions.hourly import once_an_hour
from fairlead.rooms.notices.actions.outbox import reconcile
from fairlead.rooms.notices.queries import habits_of
from fairlead.rooms.people.queries import every_team, members_of
from fairlead.rooms.team.queries.rhythm import next_day_of

KIND: Final = "rhythm"


def call_together(*, at: datetime) -> int:
    """Once an hour; planned again, nothing is planned twice."""
    return once_an_hour(KIND, lambda _since: _call_all(at), at=at)


def _call_all(at: datetime) -> int:
    for team, organisation in every_team():
        _call(team, organisation, at)
    return 0


def _call(team: UUID, organisation: UUID, at: datetime) -> None:
    on = next_day_of(team, organisation=organisation, at=at)
    people = [member.person.id for member in members_of(team)]
    habits = habits_of(people)
    planned = look_again_ahead(people, on=on, mark=f"v{on}", habits=habits, kind=KIND) if on else ()
    with sql.one_transaction():
        reconcile(organisation=organisation, thing=team, planned=planned, at=at, kinds=(KIND,))
