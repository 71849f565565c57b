"""What a team sees of promises: those both said yes to showing, by outcome, date, and open, kept or closed.

What may not live here: anything more; who was asked, another end, and whether a date has passed stay with the two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.promises.models import NEVER

LIMIT_MAX: Final = 200

_SHOWN: Final = """
SELECT s.promise_id, s.outcome, COALESCE(s.agreed_due_at, s.due_at), s.zone, s.stage, s.is_ended
  FROM promises_sharing a
  JOIN promises_standing s ON s.promise_id = a.promise_id AND s.organisation_id = a.organisation_id
  JOIN promises_sharing d ON d.promise_id = a.promise_id AND d.person_id = s.doer_id
 WHERE a.organisation_id = %s AND a.team_id = %s AND a.person_id = s.asker_id{after}
 ORDER BY s.promise_id DESC LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Outline:
    """due_at: None also when the date has passed while it is open. state: open, kept or closed."""

    id: UUID
    outcome: str
    due_at: datetime | None
    zone: str
    state: str


def outlines(
    *, viewer: Viewer, team: UUID, at: datetime, limit: int = 50, after: UUID | None = None
) -> tuple[tuple[Outline, ...], UUID | None]:
    """A page, the newest promise first, and the cursor of the next. Nothing for who is not in the team."""
    if not 1 <= limit <= LIMIT_MAX:
        raise Refusal("bad_field", field="limit", most=LIMIT_MAX)
    if team not in viewer.teams:
        return (), None
    values: list[Any] = [sql.put_id(viewer.organisation), sql.put_id(team)]
    if after is not None:
        values.append(sql.put_id(after))
    statement = _SHOWN.format(after=" AND s.promise_id < %s" if after else "")
    found = [_outline(row, at) for row in sql.rows(statement, [*values, limit + 1])]
    return tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None


def _outline(row: tuple[Any, ...], at: datetime) -> Outline:
    promise, outcome, due, zone, stage, is_ended = row
    due_at = sql.take_at(due)
    is_told = due_at != NEVER and (bool(is_ended) or due_at >= at)
    state = "kept" if stage == "satisfied" else "closed" if is_ended else "open"
    return Outline(sql.take_id(promise), outcome, due_at if is_told else None, zone, state)
