"""A week that its author lets a coach read along with: the leave is asked anew at every reading.

What may not live here: the author's own pages (read.py), giving and ending leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Reflected, Viewer
from fairlead.core.reflection import Week, week_named
from fairlead.core.refusals import Refusal
from fairlead.rooms.leaves.queries import LeaveShown, leave_of
from fairlead.rooms.people.private import box_of
from fairlead.rooms.reflections.models import Reflection
from fairlead.rooms.reflections.queries.read import Written, answers_in, of_week, own

KIND = "reflection"


@dataclass(frozen=True, slots=True)
class SharedWeek:
    """What one week says, and whose it is."""

    id: UUID
    author: UUID
    leave: LeaveShown
    written: Written


def own_written(viewer: Viewer, week: Week) -> tuple[Written, UUID]:
    """The viewer's own week with its id. Refuses not_found when nothing is written about it."""
    written = of_week(viewer, week)
    if written.id is None:
        raise Refusal("not_found")
    return written, written.id


def leave_of_week(viewer: Viewer, written: Written, *, at: datetime) -> LeaveShown | None:
    """Who reads along with a week of the viewer's own."""
    return leave_of(KIND, written.id, organisation=viewer.organisation, at=at) if written.id else None


def shared_week(*, viewer: Viewer, reflection: UUID, at: datetime, act: str = "read") -> SharedWeek:
    """For a coach. Not shared, not shared any more and not there are refused alike."""
    row = Reflection.objects.filter(id=reflection, organisation_id=viewer.organisation).first()
    leave = leave_of(KIND, reflection, organisation=viewer.organisation, at=at)
    reader = leave.law.reader(at) if leave else None
    thing = Reflected(viewer.organisation, row.person_id, reader) if row else None
    if row is None or leave is None or thing is None or viewer.person == row.person_id:
        raise Refusal("not_found")
    if not policy.can_reflect(viewer, act, thing):
        raise Refusal("not_found")
    box = box_of(row.person_id, organisation=viewer.organisation)
    return SharedWeek(
        row.id, row.person_id, leave, Written(week_named(row.week), answers_in(row, box), row.id)
    )


def is_own(reflection: UUID, *, viewer: Viewer) -> bool:
    """Whether it is a week of the viewer's own, and open to this session or token."""
    return policy.may_reflect(viewer) and own(viewer).filter(id=reflection).exists()


def weeks_by_id(ids: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, Week]:
    """Which weeks these are, without a word of them: for the list of who holds their leaves."""
    rows = Reflection.objects.filter(id__in=list(ids), organisation_id=viewer.organisation)
    return {id_: week_named(week) for id_, week in rows.values_list("id", "week")}
