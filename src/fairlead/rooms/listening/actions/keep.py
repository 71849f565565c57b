"""Keeping one's own figures of a talk, and deleting them: one or all. What may not live here: a word of the talk."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core.listening.mirror import Figure
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_secret_id
from fairlead.rooms.listening.models import Kept
from fairlead.rooms.listening.queries.kept import FIELD, TABLE, all_kept, own
from fairlead.rooms.listening.queries.look import allowed, open_here
from fairlead.rooms.people.private import box_of
from fairlead.rooms.reflections.actions.write import answer_one
from fairlead.rooms.reflections.queries.read import of_week, this_week

MOST: Final = 1000
"""Talks of one person: twenty a week for a year."""
NEXT_TIME: Final = 8
"""Which of the nine questions asks what one does differently next time."""


def keep(*, viewer: Viewer, figures: Iterable[Figure], on: date | None, at: datetime) -> UUID:
    """The figures that are numbers; places to look at are none. The same once more is kept once. on: None: today."""
    open_here(viewer)
    day = on or at.astimezone(ZoneInfo(viewer.zone)).date()
    numbers = {figure.id: _number(figure) for figure in figures if figure.value is not None}
    there = all_kept(viewer)
    again = next((one.id for one in there if one.on == day and one.figures == numbers), None)
    if again is not None:
        return again
    if len(there) >= MOST:
        raise Refusal("too_many", field="file")
    id_, box = new_secret_id(), box_of(viewer.person, organisation=viewer.organisation)
    text = json.dumps({"on": day.isoformat(), "figures": numbers})
    sealed = box.seal(text, table=TABLE, row=id_, field=FIELD)
    whose = {"organisation_id": viewer.organisation, "person_id": viewer.person}
    sql.with_retries(lambda: Kept.objects.create(id=id_, sealed=sealed, **whose))
    return id_


def _number(figure: Figure) -> dict[str, Any]:
    return {"value": figure.value, "unit": figure.unit, "n": figure.n, "status": figure.status}


def forget(*, viewer: Viewer, kept: UUID) -> None:
    """Refusal not_found when there is no such talk of the viewer's."""
    allowed(viewer)
    if not own(viewer).filter(id=kept).delete()[0]:
        raise Refusal("not_found")


def forget_all(*, viewer: Viewer) -> None:
    allowed(viewer)
    own(viewer).delete()


def try_next_time(*, viewer: Viewer, text: str, at: datetime) -> str:
    """What one will try, into this week of one's reflections, after what stands there. Gives the week's name."""
    open_here(viewer)
    if not text.strip():
        raise Refusal("missing_field", field="next")
    week = this_week(viewer, at=at)
    before = of_week(viewer, week).answers.get(NEXT_TIME, "")
    both = "\n".join(part for part in (before, text.strip()) if part)
    answer_one(viewer=viewer, week=week.name, number=NEXT_TIME, text=both, at=at)
    return week.name
