"""How soon what was said to a team had an outcome it can see, for the weekly counts: who said it goes along, to be
withheld by.

For background work, and for nothing that is shown. What may not live here: words, and what was said without a name:
nobody knows by how many people that was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from fairlead.core.process import ANSWERED, Event
from fairlead.doors import sql

_TO_TEAM: Final = """
SELECT author_id, given_on, decided_on FROM feedback_standing
 WHERE organisation_id = %s AND team_id = %s AND given_on >= %s AND given_on <= %s"""


def answers_to_team(team: UUID, *, organisation: UUID, since: datetime, at: datetime) -> tuple[Event, ...]:
    """Signed feedback that has had its time; decided within it is the part."""
    days = (since.date(), (at - ANSWERED).date())
    rows = sql.rows(_TO_TEAM, [sql.put_id(organisation), sql.put_id(team), *days])
    return tuple(
        Event(sql.take_id(author), is_part=_is_in_time(sql.take_day(given), sql.take_day_or_none(decided)))
        for author, given, decided in rows
    )


def _is_in_time(given_on: date, decided_on: date | None) -> bool:
    return decided_on is not None and decided_on - given_on <= ANSWERED
