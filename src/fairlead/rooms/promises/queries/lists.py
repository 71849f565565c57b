"""Lists of promises: pages of rows out of Standing, keyset paged, filtered by the policy in the same statement.

What may not live here: words of the story, or anything that needs the journal (show.py)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core import policy
from fairlead.core.policy import Only, Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.words import written
from fairlead.rooms.people.queries import names
from fairlead.rooms.promises.models import NEVER
from fairlead.rooms.promises.searching import questions

PLACES: Final = ("waiting", "mine", "asked", "looking_back", "ended", "all")
TO_ANSWER: Final = "to_answer"
"""What Today counts: the ball is mine and somebody waits for a word of mine, not for the work I promised."""
LIMIT_MAX: Final = 200
COUNT_MAX: Final = 100
"""Counting stops here; a page then says 99+."""

_COLUMNS: Final = (
    "promise_id, asker_id, doer_id, stage, spoke_last, ball_id, is_ended, is_at_risk, outcome, due_at, agreed_due_at,"
    " updated_at, kind"
)
_ID, _DUE, _UPDATED = 1, 10, 12
"""where these stand in a row, behind its tag"""
_LOOKING_BACK: Final = "looking_back"
_WHERE: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    # place: for each column that may hold the person, what else; one index serves each line
    "waiting": (("ball_id", ""),),
    TO_ANSWER: (("ball_id", " AND stage <> 'PROMISED'"),),
    "mine": (("doer_id", " AND NOT is_ended"),),
    "asked": (("asker_id", " AND NOT is_ended"),),
    _LOOKING_BACK: (("asker_id", ""), ("doer_id", "")),
    "ended": (("asker_id", " AND is_ended = true"), ("doer_id", " AND is_ended = true")),
    "all": (
        ("asker_id", " AND is_ended = true"),
        ("asker_id", " AND is_ended = false"),
        ("doer_id", " AND is_ended = true"),
        ("doer_id", " AND is_ended = false"),
    ),
}
_BY_DATE: Final = frozenset({"waiting", TO_ANSWER, "mine", "asked"})


@dataclass(frozen=True, slots=True)
class Row:
    """One promise in a list. other: the person who is not the viewer. tag: the list it was asked for."""

    tag: str
    id: UUID
    me: str
    other: UUID
    other_name: str
    kind: str
    stage: str
    spoke_last: str | None
    is_my_turn: bool
    is_ended: bool
    is_at_risk: bool
    date_passed: bool
    outcome: str
    due_at: datetime | None
    """on the table: in CHANGE the proposed one"""
    agreed_due_at: datetime | None
    stands_at: datetime | None
    """The date that holds: while a change is only proposed, the agreed one."""
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows, and the cursor of the next one (None: this is the last)."""

    rows: tuple[Row, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Today:
    """What waits on the viewer, what they promised, what was promised to them, what was kept this week."""

    waiting: tuple[Row, ...]
    mine: tuple[Row, ...]
    asked: tuple[Row, ...]
    kept: tuple[Row, ...]
    waiting_count: int


def _read(rows: Sequence[tuple[Any, ...]], viewer: Viewer, at: datetime) -> tuple[Row, ...]:
    """Rows `(tag, *columns)` as data; the names in one statement for all.

    Ids are compared as the database gives them: making fifty into UUIDs costs as much as asking for them."""
    me = sql.put_id(viewer.person)
    others = {row[3] if row[2] == me else row[2] for row in rows}
    ids = {other: sql.take_id(other) for other in others}
    called = names(ids.values()) if ids else {}
    with_whom = {other: (known, called.get(known, "")) for other, known in ids.items()}
    return tuple(_row(row, me, with_whom[row[3] if row[2] == me else row[2]], at) for row in rows)


_LATE_STAGES: Final = frozenset({"PROMISED", "CHANGE/PROMISED", "RELEASE/PROMISED"})


def _row(row: tuple[Any, ...], me: Any, other: tuple[UUID, str], at: datetime) -> Row:
    tag, promise, asker, _, stage, spoke, ball, ended, risk, outcome, due, agreed, updated, kind = row
    due_at: datetime | None = sql.take_at(due)
    agreed_at = due_at if agreed == due else None if agreed is None else sql.take_at(agreed)
    due_at = None if due_at == NEVER else due_at
    return Row(
        tag=tag,
        id=sql.take_id(promise),
        me="asker" if asker == me else "doer",
        other=other[0],
        other_name=other[1],
        kind=kind,
        stage=stage,
        spoke_last=spoke,
        is_my_turn=ball is not None and ball == me,
        is_ended=bool(ended),
        is_at_risk=bool(risk),
        date_passed=stage in _LATE_STAGES and agreed_at is not None and agreed_at < at,
        outcome=written(outcome),
        due_at=due_at,
        agreed_due_at=agreed_at,
        stands_at=agreed_at if stage.startswith("CHANGE") else due_at,
        updated_at=sql.take_at(updated),
    )


# --- cursors ---


def _cursor(row: tuple[Any, ...], *, by_date: bool) -> str:
    moment = sql.take_at(row[_DUE if by_date else _UPDATED])
    text = json.dumps([moment.isoformat(), str(sql.take_id(row[_ID]))])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if not cursor:
        return None
    try:
        moment, promise = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return datetime.fromisoformat(moment).astimezone(UTC), UUID(promise)
    except (ValueError, TypeError, AttributeError, binascii.Error) as error:
        raise Refusal("bad_field", field="after") from error


# --- statements ---


class LooksBack(Protocol):
    """A statement whose answer is the promises this viewer looks back at now. A higher room's own."""

    def __call__(self, *, viewer: Viewer) -> sql.Statement: ...


_looks_back: Final[list[LooksBack]] = []


def ask_who_looks_back(statement: LooksBack) -> None:
    _looks_back[:] = [statement]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for. other: only with this person; find: only with these words."""

    place: str = "all"
    other: UUID | None = None
    find: str = ""
    limit: int = 50
    after: str | None = None


_FOUND: Final = {
    True: " AND promise_id IN (SELECT promise_id FROM promises_search WHERE found @@ %s::tsquery)",
    False: " AND promise_id IN (SELECT promise_id FROM promises_search WHERE promises_search MATCH %s)",
}


def _branch(
    column: str,
    more: str,
    *,
    only: Only,
    asked: Asked,
    order: str,
    key: str,
    columns: str,
    within: sql.Statement | None,
) -> tuple[str, list[Any]]:
    statement = f"SELECT {columns} FROM promises_standing WHERE organisation_id = %s AND {column} = %s{more}"
    values = [sql.put_id(only.organisation), sql.put_id(only.person)]
    if within is not None:
        statement += f" AND promise_id IN ({within[0]})"
        values += within[1]
    if asked.other is not None:
        statement += " AND (asker_id = %s OR doer_id = %s)"
        values += [sql.put_id(asked.other)] * 2
    if asked.find:
        found = questions(asked.find, only.person)
        statement += _FOUND[sql.is_postgresql()] * len(found) or " AND 1 = 0"
        values += found
    if position := _after(asked.after):
        moment, promise = sql.put_at(position[0]), sql.put_id(position[1])
        # The first bound is where the index is entered; with an OR alone it is read from its beginning.
        by, beyond = key.split()
        statement += f" AND {by} {beyond}= %s AND ({by} {beyond} %s OR promise_id > %s)"
        values += [moment, moment, promise]
    return f"{statement} ORDER BY {order} LIMIT %s", [*values, asked.limit + 1]


def promises_page(*, viewer: Viewer, asked: Asked, at: datetime) -> Page:
    """One page. Refusal bad_field for a place, limit or cursor that is none."""
    found, after = _found(viewer, asked)
    return Page(_read(found, viewer, at), after)


def promise_ids(*, viewer: Viewer, asked: Asked) -> tuple[list[UUID], str | None]:
    """The same page as ids and the cursor of the next one, for a door that shows each promise wholly."""
    found, after = _found(viewer, asked)
    return [sql.take_id(row[1]) for row in found], after


def _found(viewer: Viewer, asked: Asked) -> tuple[Sequence[tuple[Any, ...]], str | None]:
    if asked.place not in PLACES and asked.place != TO_ANSWER:
        raise Refusal("bad_field", field="place")
    if not 1 <= asked.limit <= LIMIT_MAX:
        raise Refusal("bad_field", field="limit", most=LIMIT_MAX)
    if asked.place == _LOOKING_BACK and not _looks_back:
        return (), None
    by_date = asked.place in _BY_DATE
    order = "due_at, promise_id" if by_date else "updated_at DESC, promise_id"
    key = "due_at >" if by_date else "updated_at <"
    only = policy.visible(viewer, "promise")
    where = _WHERE[asked.place]
    within = _looks_back[0](viewer=viewer) if asked.place == _LOOKING_BACK else None
    columns = f"'{asked.place}', {_COLUMNS}" if len(where) == 1 else "promise_id, updated_at"
    branches = [
        _branch(column, more, only=only, asked=asked, order=order, key=key, columns=columns, within=within)
        for column, more in where
    ]
    return _page(branches, asked, by_date=by_date)


_UNITED: Final = """
SELECT '{place}', {columns} FROM promises_standing WHERE promise_id IN
  (SELECT promise_id FROM ({united}) AS u ORDER BY updated_at DESC, promise_id LIMIT %s)
 ORDER BY updated_at DESC, promise_id"""
"""Each branch reads its index alone; only the rows of this page are fetched whole."""


def _page(
    branches: list[tuple[str, list[Any]]], asked: Asked, *, by_date: bool
) -> tuple[Sequence[tuple[Any, ...]], str | None]:
    if len(branches) == 1:
        statement, values = branches[0]
    else:
        united = " UNION ALL ".join(
            f"SELECT * FROM ({part}) AS b{index}" for index, (part, _) in enumerate(branches)
        )
        statement = _UNITED.format(place=asked.place, columns=_COLUMNS, united=united)
        values = [value for _, some in branches for value in some] + [asked.limit + 1]
    found = sql.rows(statement, values)
    more = len(found) > asked.limit
    found = found[: asked.limit]
    return found, _cursor(found[-1], by_date=by_date) if more else None


_TODAY: Final = f"""
SELECT * FROM (SELECT 'waiting', {_COLUMNS} FROM promises_standing
  WHERE organisation_id = %s AND ball_id = %s AND stage <> 'PROMISED' ORDER BY due_at, updated_at LIMIT %s) AS a
UNION ALL SELECT * FROM (SELECT 'mine', {_COLUMNS} FROM promises_standing
  WHERE organisation_id = %s AND doer_id = %s AND NOT is_ended ORDER BY due_at, promise_id LIMIT %s) AS b
UNION ALL SELECT * FROM (SELECT 'asked', {_COLUMNS} FROM promises_standing
  WHERE organisation_id = %s AND asker_id = %s AND NOT is_ended ORDER BY due_at, promise_id LIMIT %s) AS c
UNION ALL SELECT * FROM (SELECT 'kept', {_COLUMNS} FROM promises_standing
  WHERE organisation_id = %s AND doer_id = %s AND is_ended = true AND stage = 'satisfied' AND updated_at > %s
  ORDER BY updated_at DESC LIMIT 10) AS d
UNION ALL SELECT * FROM (SELECT 'kept', {_COLUMNS} FROM promises_standing
  WHERE organisation_id = %s AND asker_id = %s AND is_ended = true AND stage = 'satisfied' AND updated_at > %s
  ORDER BY updated_at DESC LIMIT 10) AS e"""


def week_start(at: datetime, zone: str) -> datetime:
    """Monday, midnight, of the week of `at` in this zone, in UTC."""
    place = ZoneInfo(zone)
    today = at.astimezone(place).date()
    monday: date = today - timedelta(days=today.weekday())
    return datetime.combine(monday, time(), place).astimezone(UTC)


def today(*, viewer: Viewer, at: datetime, limit: int = 50) -> Today:
    """The page of the day in one statement, and one for the names. limit: of each list."""
    only = policy.visible(viewer, "promise")
    who = [sql.put_id(only.organisation), sql.put_id(only.person)]
    since = sql.put_at(week_start(at, viewer.zone))
    values = [*who, COUNT_MAX, *who, limit, *who, limit, *who, since, *who, since]
    read = _read(sql.rows(_TODAY, values), viewer, at)
    lists = {
        tag: tuple(row for row in read if row.tag == tag) for tag in ("waiting", "mine", "asked", "kept")
    }
    kept = tuple(sorted(lists["kept"], key=lambda row: row.updated_at, reverse=True))
    return Today(lists["waiting"][:limit], lists["mine"], lists["asked"], kept, len(lists["waiting"]))


_WAITING: Final = """
SELECT COUNT(*) FROM (SELECT 1 FROM promises_standing WHERE organisation_id = %s AND ball_id = %s
  AND stage <> 'PROMISED' LIMIT %s) AS waiting"""


def waiting_count(*, viewer: Viewer, at: datetime) -> sql.Statement:
    """How many promises wait for a word of the viewer, counted up to COUNT_MAX along one index."""
    only = policy.visible(viewer, "promise")
    return _WAITING, [sql.put_id(only.organisation), sql.put_id(only.person), COUNT_MAX]
