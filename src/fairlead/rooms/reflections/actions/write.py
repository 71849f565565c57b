"""Writing one's own week: all of it, or the answer to one question. Sealed before it is stored.

What may not live here: reading for anybody but the author."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.reflection import NUMBERS, Week, answers_from
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id
from fairlead.rooms.leaves.actions import forget_things
from fairlead.rooms.people.private import Box, box_of
from fairlead.rooms.promises.actions.drafts import keep_draft
from fairlead.rooms.reflections.models import Reflection
from fairlead.rooms.reflections.queries.read import (
    TABLE,
    Written,
    allowed,
    answers_in,
    begun_week,
    of_week,
    own,
)

OUTCOME_MAX: Final = 300
Change = Callable[[dict[int, str]], dict[int, str]]


def write_week(*, viewer: Viewer, week: str, answers: Any, at: datetime) -> Written:
    """All answers of a week, in place of what was there. Refuses scope, not_found, bad_field."""
    allowed(viewer)
    named, given = begun_week(viewer, week, at=at), answers_from(answers)
    return _changed(viewer, named, lambda _before: given)


def answer_one(*, viewer: Viewer, week: str, number: int, text: str, at: datetime) -> Written:
    """The answer to one question; the others stay as they are. An empty one takes it away."""
    allowed(viewer)
    named, given = begun_week(viewer, week, at=at), answers_from({str(number): text})
    return _changed(
        viewer, named, lambda before: {key: said for key, said in before.items() if key != number} | given
    )


def draft_of(*, viewer: Viewer, week: str, number: int, at: datetime) -> UUID:
    """What was answered, as the draft of an ask: sealed as the answer is, and in no address. Refuses not_found."""
    words = of_week(viewer, begun_week(viewer, week, at=at)).answers.get(number)
    if number not in NUMBERS or not words:
        raise Refusal("not_found")
    outcome = " ".join(words.split())[:OUTCOME_MAX]
    return keep_draft(viewer=viewer, body={"kind": "request", "terms": {"outcome": outcome}}, at=at).id


def _changed(viewer: Viewer, week: Week, change: Change) -> Written:
    box = box_of(viewer.person, organisation=viewer.organisation)
    return sql.with_retries(lambda: _change(viewer, week, change, box))


def _change(viewer: Viewer, week: Week, change: Change, box: Box) -> Written:
    with sql.one_transaction():
        row = _held(viewer, week, box)
        answers = change(answers_in(row, box))
        if answers:
            row.sealed = _sealed(answers, row.id, week, box)
            row.save(force_update=True)
        else:
            forget_things("reflection", [row.id])
            row.delete()
    return Written(week, answers, row.id if answers else None)


def _held(viewer: Viewer, week: Week, box: Box) -> Reflection:
    """The row, made when there is none, and nobody else's until this is done: two windows lose no answer."""
    id_ = new_id()
    empty = {"id": id_, "sealed": _sealed({}, id_, week, box)}
    whose = {"organisation_id": viewer.organisation, "person_id": viewer.person, "week": week.name}
    Reflection.objects.get_or_create(**whose, defaults=empty)
    held: Reflection = own(viewer).select_for_update().get(week=week.name)
    return held


def _sealed(answers: Mapping[int, str], row: UUID, week: Week, box: Box) -> bytes:
    text = json.dumps({str(number): answers[number] for number in sorted(answers)}, ensure_ascii=False)
    return box.seal(text, table=TABLE, row=row, field=week.name)
