"""The conversations in which a word of somebody's is awaited by now: none that is paused, or whose day has not come.

What may not live here: anything that is said in them but what they are about."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.facts import day_of
from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.doors.waiting import MOST, Waits
from fairlead.rooms.conversations.queries.about import titles_of

_AWAITED: Final = """
SELECT {what} FROM conversations_standing WHERE organisation_id = %s AND {column} = %s AND ended IS NULL
   AND (awaited_on IS NULL OR awaited_on <= %s)
   AND ((asker_id = %s AND is_asker_awaited) OR (doer_id = %s AND is_doer_awaited)) LIMIT %s"""


def _awaited(viewer: Viewer, at: datetime, what: str) -> sql.Statement:
    """Over the two indexes of whose a conversation is."""
    only = policy.visible(viewer, "conversation")
    ours, me, today = sql.put_id(only.organisation), sql.put_id(only.person), day_of(at, viewer.zone)
    parts = [
        f"SELECT * FROM ({_AWAITED.format(what=what, column=column)}) AS b{number}"
        for number, column in enumerate(only.columns)
    ]
    return " UNION ALL ".join(parts), [ours, me, today, me, me, MOST] * len(parts)


def number_awaited(*, viewer: Viewer, at: datetime) -> sql.Statement:
    statement, values = _awaited(viewer, at, "1")
    return f"SELECT COUNT(*) FROM ({statement}) AS conversations", values


def awaited(*, viewer: Viewer, at: datetime) -> tuple[Waits, ...]:
    """With what each is about."""
    columns = "conversation_id, promise_id, asker_id, doer_id, step, awaited_on, updated_at"
    rows = sql.rows(*_awaited(viewer, at, columns))
    talks: dict[UUID, UUID | None] = {sql.take_id(row[0]): sql.take_id_or_none(row[1]) for row in rows}
    titles = titles_of(talks, viewer=viewer)
    return tuple(_waits(row, viewer, titles) for row in rows)


def _waits(row: tuple[Any, ...], viewer: Viewer, titles: dict[UUID, str]) -> Waits:
    talk, _promise, asker, doer, step, awaited_on, updated_at = row
    is_doer = sql.take_id(doer) == viewer.person
    id_ = sql.take_id(talk)
    return Waits(
        kind="conversation",
        id=id_,
        address=f"/conversations/{id_}",
        person=sql.take_id(asker if is_doer else doer),
        team=None,
        title=titles[id_],
        state=step,
        since=sql.take_at(updated_at),
        on=sql.take_day_or_none(awaited_on),
        side="a" if is_doer else "b",
    )
