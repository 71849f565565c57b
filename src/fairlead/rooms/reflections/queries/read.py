"""Reading one's own reflections: of a week, of a year, and the facts each week begins with.

What may not live here: anything of somebody else's; there is no way to ask for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.reflection import OwnWeek, Week, week_named
from fairlead.core.refusals import Refusal
from fairlead.rooms.people.private import Box, box_of
from fairlead.rooms.promises.queries.own_week import what_i_did
from fairlead.rooms.reflections.models import Reflection

TABLE: Final = "reflections_reflection"


@dataclass(frozen=True, slots=True)
class Written:
    """A week's answers by the number of their question; only those that say something. id: None when there are none."""

    week: Week
    answers: Mapping[int, str] = field(repr=False)
    id: UUID | None = None


def allowed(viewer: Viewer) -> None:
    if not policy.may_reflect(viewer):
        raise Refusal("scope")


def begun_week(viewer: Viewer, name: str, *, at: datetime) -> Week:
    """Refuses not_found for what names no week, bad_field for one that has not begun where the viewer is."""
    week = week_named(name)
    if week > this_week(viewer, at=at):
        raise Refusal("bad_field", field="week")
    return week


def this_week(viewer: Viewer, *, at: datetime) -> Week:
    return Week.of(at.astimezone(ZoneInfo(viewer.zone)).date())


def of_week(viewer: Viewer, week: Week) -> Written:
    """Empty when nothing is written yet."""
    allowed(viewer)
    row = own(viewer).filter(week=week.name).first()
    return Written(week, {}) if row is None else _opened([row], viewer)[0]


def of_year(viewer: Viewer, year: int) -> tuple[Written, ...]:
    """Every week of a year in which something is written, in order."""
    allowed(viewer)
    rows = own(viewer).filter(week__gte=f"{year:04}-W00", week__lte=f"{year:04}-W99").order_by("week")
    return _opened(rows, viewer)


def all_of(viewer: Viewer) -> tuple[Written, ...]:
    """Everything, in order, to take away."""
    allowed(viewer)
    return _opened(own(viewer).order_by("week"), viewer)


def years_of(viewer: Viewer) -> tuple[int, ...]:
    """In which years something is written, the newest first."""
    allowed(viewer)
    names = own(viewer).values_list("week", flat=True)
    return tuple(sorted({int(name[:4]) for name in names}, reverse=True))


def facts_of(viewer: Viewer, week: Week) -> OwnWeek:
    """What the viewer did in this week, by the days of their own zone."""
    allowed(viewer)
    zone = ZoneInfo(viewer.zone)
    begin, end = (datetime.combine(monday, time(), zone) for monday in (week.monday, week.after.monday))
    return what_i_did(viewer=viewer, begin=begin, end=end)


def own(viewer: Viewer) -> Any:
    only = policy.visible(viewer, "reflection")
    return Reflection.objects.filter(organisation_id=only.organisation, **{only.columns[0]: only.person})


def answers_in(row: Reflection, box: Box) -> dict[int, str]:
    """The field it is sealed for bears the week, so that a row cannot be told to be another week's."""
    text = box.open(bytes(row.sealed), table=TABLE, row=row.id, field=row.week)
    return {int(number): answer for number, answer in json.loads(text).items()}


def _opened(rows: Iterable[Reflection], viewer: Viewer) -> tuple[Written, ...]:
    """The key is asked for once, and only where there is something to open."""
    found = list(rows)
    if not found:
        return ()
    box = box_of(viewer.person, organisation=viewer.organisation)
    return tuple(Written(week_named(row.week), answers_in(row, box), row.id) for row in found)
