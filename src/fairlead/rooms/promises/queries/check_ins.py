"""Where the reader, as the doer, agreed to say a word by now and has not. Nobody else is told that it is asked.

What may not live here: what they say (a note, a risk, a change: moves like any other)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.core.calendar import Moment
from fairlead.core.policy import Viewer
from fairlead.core.promise.check_ins import asked_at
from fairlead.doors import sql
from fairlead.rooms.promises.queries.show import PromiseShown
from fairlead.rooms.promises.queries.stored import Journal, journals

_WITH_ANY: Final = """
SELECT DISTINCT promise_id FROM promises_move
 WHERE organisation_id = %s AND promise_id IN ({marks}) AND data LIKE '%%"check_ins":["%%'"""


def check_ins_now(promises: Iterable[UUID], *, viewer: Viewer, at: datetime) -> dict[UUID, Moment]:
    """Of these, those at which the viewer is asked now: one statement where none has a check-in, two where some have."""
    ids = sql.put_ids(promises)
    if not ids:
        return {}
    values = [sql.put_id(viewer.organisation), *ids]
    some = [sql.take_id(row[0]) for row in sql.rows(_WITH_ANY.format(marks=sql.marks(ids)), values)]
    found = {
        id_: _asked(one, viewer, at) for id_, one in journals(some, organisation=viewer.organisation).items()
    }
    return {id_: moment for id_, moment in found.items() if moment is not None}


def _asked(found: Journal, viewer: Viewer, at: datetime) -> Moment | None:
    if found.promise.doer != viewer.person:
        return None
    said = [kept.line.at for kept in found.kept if kept.line.by == viewer.person]
    return asked_at(found.promise, said_at=max(said, default=None), at=at)


def check_in_of(promise: PromiseShown, *, at: datetime) -> Moment | None:
    """The same of one promise, shown with its story; only to who promised it."""
    if promise.me != "doer":
        return None
    said = [told.at for told in promise.story if told.role == "doer"]
    return asked_at(promise.state, said_at=max(said, default=None), at=at)
