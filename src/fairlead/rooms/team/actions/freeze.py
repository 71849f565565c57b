"""Once a week: the counts of each team as they are then, for everybody alike, until the next.

Only what may be shown is written; who did what is read, weighed and forgotten here. What may not: the thresholds
(core/process.py), showing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from fairlead.core.process import DAYS, Count, Event, counted, where_it_parts
from fairlead.core.reflection import Week
from fairlead.doors import sql
from fairlead.rooms.conversations.queries.team_marks import marks_of_team, talked_about
from fairlead.rooms.feedback.queries.team_answers import answers_to_team
from fairlead.rooms.notices.actions.hourly import once_an_hour
from fairlead.rooms.people.queries import every_team, members_of
from fairlead.rooms.promises.queries.team_process import acts_of_team
from fairlead.rooms.promises.queries.team_signs import signs_of_team
from fairlead.rooms.team.models import WeekCounts


def freeze_counts(*, at: datetime) -> int:
    """One team that has no counts of this week yet. 0: all have, or all had when this hour was looked at."""
    return once_an_hour("counts", lambda _since: _freeze_one(at), at=at)


def _freeze_one(at: datetime) -> int:
    monday = Week.of(at.astimezone(UTC).date()).monday
    there = set(WeekCounts.objects.filter(monday_on=monday).values_list("team_id", flat=True))
    team = next((one for one in every_team() if one[0] not in there), None)
    if team is None:
        return 0
    freeze(*team, at=at)
    return 1


def freeze(team: UUID, organisation: UUID, *, at: datetime) -> None:
    """Whoever comes second changes nothing: frozen is frozen."""
    shown = _counts(team, organisation, at=at)
    monday = Week.of(at.astimezone(UTC).date()).monday
    with sql.one_transaction():
        WeekCounts.objects.get_or_create(
            team_id=team,
            monday_on=monday,
            defaults={"organisation_id": organisation, "taken_at": at, "shown": shown},
        )


def _counts(team: UUID, organisation: UUID, *, at: datetime) -> dict[str, Any]:
    members = [member.person.id for member in members_of(team)]
    about: dict[str, Any] = {
        "organisation": organisation,
        "team": team,
        "members": members,
        "since": at - timedelta(days=DAYS),
    }
    acts = acts_of_team(**about)
    signs = signs_of_team(**about, at=at)
    talked = talked_about((slip.promise for slip in signs.slips), organisation=organisation)
    parts = where_it_parts(marks_of_team(**about))
    return {
        "causes": None if parts is None else [list(one) for one in parts],
        "asks": _pair(counted(acts.asks)),
        "risks": _pair(counted(acts.risks)),
        "changes": _pair(counted(acts.changes)),
        "clear": _pair(counted(signs.clear)),
        "noes": _pair(counted(signs.noes)),
        "warned": _pair(counted(signs.warned)),
        "moved": _pair(counted(signs.moved)),
        "kept": _pair(counted(signs.kept)),
        "talked": _pair(counted([Event(slip.doer, is_part=slip.promise in talked) for slip in signs.slips])),
        "answered": _pair(
            counted(answers_to_team(team, organisation=organisation, since=about["since"], at=at))
        ),
    }


def _pair(count: Count | None) -> list[int] | None:
    return None if count is None else [count.part, count.whole]
