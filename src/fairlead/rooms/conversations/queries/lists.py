"""The conversations of one person as rows, from what stands: no words of anybody are read for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.facts import day_of
from fairlead.core.journal import write_at
from fairlead.core.policy import Viewer
from fairlead.core.promise.rules import Role
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people.queries import names

LIMIT_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation in a list. other: who it is with, with their name."""

    id: UUID
    promise: UUID | None
    me: Role
    asker: UUID
    doer: UUID
    other: UUID
    other_name: str
    step: str
    version: int
    waiting_for: tuple[UUID, ...]
    paused_until: date | None
    ended: str | None
    updated_at: datetime

    @property
    def is_my_turn(self) -> bool:
        return (self.asker if self.me == "asker" else self.doer) in self.waiting_for


@dataclass(frozen=True, slots=True)
class Page:
    """next: the cursor of the next page, None after the last."""

    rows: tuple[ConversationRow, ...]
    next: str | None


_COLUMNS: Final = (
    "conversation_id, promise_id, asker_id, doer_id, step, version, is_asker_awaited, is_doer_awaited,"
    " awaited_on, paused_until, ended, updated_at"
)
_BRANCH: Final = f"""
SELECT {_COLUMNS} FROM conversations_standing WHERE organisation_id = %s AND {{column}} = %s{{more}}
 ORDER BY updated_at DESC, conversation_id LIMIT %s"""


def conversations_page(
    *,
    viewer: Viewer,
    at: datetime,
    promise: UUID | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Page:
    """A page of the viewer's own, what moved last first; only those about this promise, where one is named.

    Refuses bad_field for a limit out of range and a cursor that is none."""
    if not 1 <= limit <= LIMIT_MAX:
        raise Refusal("bad_field", field="limit", most=LIMIT_MAX)
    only = policy.visible(viewer, "conversation")
    more, values = _narrowed(promise, after)
    branches, given = [], []
    for number, column in enumerate(only.columns):
        branches.append(f"SELECT * FROM ({_BRANCH.format(column=column, more=more)}) AS b{number}")
        given += [sql.put_id(only.organisation), sql.put_id(only.person), *values, limit + 1]
    united = f"{' UNION ALL '.join(branches)} ORDER BY updated_at DESC, conversation_id LIMIT %s"
    found = sql.rows(united, [*given, limit + 1])
    page = _read(found[:limit], viewer, at)
    return Page(page, f"{write_at(page[-1].updated_at)}~{page[-1].id}" if len(found) > limit else None)


def conversations_about(
    promises: Iterable[UUID], *, viewer: Viewer, at: datetime
) -> dict[UUID, tuple[ConversationRow, ...]]:
    """The viewer's conversations about these promises, newest first: one statement, and one for the names."""
    wanted = sql.put_ids(promises)
    if not wanted:
        return {}
    only = policy.visible(viewer, "conversation")
    found = sql.rows(
        f"SELECT {_COLUMNS} FROM conversations_standing"
        f" WHERE organisation_id = %s AND promise_id IN ({sql.marks(wanted)})"
        f" AND ({' OR '.join(f'{column} = %s' for column in only.columns)})"
        " ORDER BY updated_at DESC, conversation_id",
        [sql.put_id(only.organisation), *wanted, *[sql.put_id(only.person) for _ in only.columns]],
    )
    about: dict[UUID, tuple[ConversationRow, ...]] = {}
    for row in _read(found, viewer, at):
        if row.promise is not None:
            about[row.promise] = (*about.get(row.promise, ()), row)
    return about


def looking_again(conversations: Iterable[UUID], *, organisation: UUID) -> frozenset[UUID]:
    """Those of these that wait for both to look at their agreement again. For a room that follows them: no viewer."""
    wanted = sql.put_ids(conversations)
    found = sql.rows(
        f"SELECT conversation_id FROM conversations_standing WHERE conversation_id IN ({sql.marks(wanted)})"
        " AND organisation_id = %s AND step = 'look_again' AND ended IS NULL AND paused_until IS NULL",
        [*wanted, sql.put_id(organisation)],
    )
    return frozenset(sql.take_id(row[0]) for row in found)


def _narrowed(promise: UUID | None, after: str | None) -> tuple[str, list[Any]]:
    more, values = "", []
    if promise is not None:
        more, values = " AND promise_id = %s", [sql.put_id(promise)]
    if after:
        moved_at, last = _cursor(after)
        more += " AND (updated_at < %s OR (updated_at = %s AND conversation_id > %s))"
        values += [sql.put_at(moved_at), sql.put_at(moved_at), sql.put_id(last)]
    return more, values


def _cursor(after: str) -> tuple[datetime, UUID]:
    moved_at, _, last = after.partition("~")
    try:
        found = datetime.fromisoformat(moved_at), UUID(last)
    except ValueError:
        raise Refusal("bad_field", field="after") from None
    if found[0].tzinfo is None or found[0].year < 2:
        raise Refusal("bad_field", field="after")
    return found


def _read(found: Sequence[tuple[Any, ...]], viewer: Viewer, at: datetime) -> tuple[ConversationRow, ...]:
    people = {sql.take_id(person) for row in found for person in row[2:4]}
    called = names(people) if people else {}
    today = day_of(at, viewer.zone)
    return tuple(_row(row, viewer, called, today) for row in found)


def _row(row: tuple[Any, ...], viewer: Viewer, called: dict[UUID, str], today: date) -> ConversationRow:
    asker, doer = sql.take_id(row[2]), sql.take_id(row[3])
    other = doer if asker == viewer.person else asker
    awaited_on = sql.take_day_or_none(row[8])
    has_come = awaited_on is None or awaited_on <= today
    awaited = [person for person, is_awaited in ((asker, row[6]), (doer, row[7])) if is_awaited and has_come]
    return ConversationRow(
        id=sql.take_id(row[0]),
        promise=sql.take_id_or_none(row[1]),
        me="asker" if asker == viewer.person else "doer",
        asker=asker,
        doer=doer,
        other=other,
        other_name=called.get(other, ""),
        step=row[4],
        version=row[5],
        waiting_for=tuple(awaited),
        paused_until=sql.take_day_or_none(row[9]),
        ended=row[10],
        updated_at=sql.take_at(row[11]),
    )


READS_ALONG: Final = (
    "SELECT {what} FROM conversations_standing WHERE organisation_id = %s AND ({who})"
    " AND leave_ends_at > %s AND invited_id IS NOT NULL"
)
"""Conversations that this person reads along with now."""
_GIVEN: Final = (
    "SELECT {what} FROM conversations_standing WHERE organisation_id = %s AND ({who}) AND facilitator_id IS NOT NULL"
    " AND (leave_ends_at > %s OR (leave_ends_at IS NULL AND ended IS NULL))"
)
"""Conversations of one's own that somebody reads along with now, or is suggested for."""
_WHO: Final = "conversation_id, asker_id, doer_id, facilitator_id, leave_ends_at"


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """A conversation that both let somebody read along with. ends_at: None while it waits for the second yes."""

    id: UUID
    asker: UUID
    doer: UUID
    coach: UUID
    ends_at: datetime | None


def reads_along(*, viewer: Viewer, at: datetime, what: str = "1") -> sql.Statement:
    """What this viewer reads along with now."""
    return _along(READS_ALONG, "facilitated", viewer, at, what)


def read_along(*, viewer: Viewer, at: datetime) -> tuple[ReadAlong, ...]:
    """Those the viewer may read along with now."""
    return _read_along(reads_along(viewer=viewer, at=at, what=_WHO))


def let_read_along(*, viewer: Viewer, at: datetime) -> tuple[ReadAlong, ...]:
    """The viewer's own that somebody reads along with now, or was suggested for and waits for a yes."""
    return _read_along(_along(_GIVEN, "conversation", viewer, at, _WHO))


def _along(statement: str, kind: str, viewer: Viewer, at: datetime, what: str) -> sql.Statement:
    only = policy.visible(viewer, kind)
    who = " OR ".join(f"{column} = %s" for column in only.columns)
    values = [sql.put_id(only.organisation), *[sql.put_id(only.person) for _ in only.columns], sql.put_at(at)]
    return statement.format(what=what, who=who), values


def _read_along(statement: sql.Statement) -> tuple[ReadAlong, ...]:
    return tuple(
        ReadAlong(
            sql.take_id(id_),
            sql.take_id(asker),
            sql.take_id(doer),
            sql.take_id(coach),
            None if ends_at is None else sql.take_at(ends_at),
        )
        for id_, asker, doer, coach, ends_at in sql.rows(*statement)
    )
