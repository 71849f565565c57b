"""Forgetting what was written in promises that ended long ago: words, salts, what is found by them, the team's outline.

The journal stays with its dates and hashes, and its chain holds. In small pieces, each in one transaction. What may not
live here: how long is long (a setting), and people who were erased (erasing.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from fairlead.doors import sql
from fairlead.rooms.leaves.actions import forget_things
from fairlead.rooms.promises.actions.erasing import leave_traces
from fairlead.rooms.promises.queries.stored import journals
from fairlead.rooms.promises.searching import party_mark

BATCH: Final = 200
_OLD: Final = (
    "s.is_ended AND s.updated_at < %s"
    " AND EXISTS (SELECT 1 FROM promises_words w WHERE w.promise_id = s.promise_id)"
)
_COUNT: Final = f"SELECT count(*) FROM promises_standing s WHERE {_OLD}"
_NEXT: Final = f"""
SELECT s.organisation_id, s.promise_id, s.asker_id, s.doer_id FROM promises_standing s
 WHERE {_OLD}{{beyond}} ORDER BY s.promise_id LIMIT %s{{held}}"""
_STANDS: Final = "UPDATE promises_standing SET outcome = %s WHERE promise_id = %s AND outcome <> %s"
_FOUND_SQLITE: Final = (
    "DELETE FROM promises_search WHERE rowid IN (SELECT rowid FROM promises_search"
    " WHERE promises_search MATCH %s AND promise_id IN ({marks}))"
)
Row = tuple[UUID, UUID, UUID, UUID]


def count_old(*, until: datetime) -> int:
    """How many promises ended with a last move before this moment and still have words."""
    return int(sql.rows(_COUNT, [sql.put_at(until)])[0][0])


def forget_old_words(*, until: datetime, tick: Callable[[int], object] = lambda _: None) -> int:
    """How many promises. Killed at any moment, doing it again goes on."""
    count, last = 0, None
    while True:
        with sql.one_transaction():
            rows = _next(until, last)
            if rows:
                _forget(rows)
                leave_traces()
        if not rows:
            return count
        count, last = count + len(rows), rows[-1][1]
        tick(len(rows))


def _next(until: datetime, last: UUID | None) -> list[Row]:
    """Held on PostgreSQL, so that nobody says a word more while theirs go; on SQLite the writer's turn is ours."""
    values: list[Any] = [sql.put_at(until), *([sql.put_id(last)] if last else []), BATCH]
    beyond = " AND s.promise_id > %s" if last else ""
    held = " FOR UPDATE OF s" if sql.is_postgresql() else ""
    found = sql.rows(_NEXT.format(beyond=beyond, held=held), values)
    return [
        (sql.take_id(row[0]), sql.take_id(row[1]), sql.take_id(row[2]), sql.take_id(row[3])) for row in found
    ]


def _forget(rows: Sequence[Row]) -> None:
    ids = sql.put_ids(row[1] for row in rows)
    marks = sql.marks(ids)
    with connection.cursor() as cursor:
        for table in ("promises_words", "promises_sharing"):
            cursor.execute(f"DELETE FROM {table} WHERE promise_id IN ({marks})", ids)
        _forget_found(cursor, rows)
        forget_things("promise", [row[1] for row in rows])
        homes: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for organisation, promise, _asker, _doer in rows:
            homes[organisation].append(promise)
        for organisation, promises in homes.items():
            for promise, found in journals(promises, organisation=organisation).items():
                outcome = found.promise.terms.outcome
                cursor.execute(_STANDS, [outcome, sql.put_id(promise), outcome])


def _forget_found(cursor: Any, rows: Sequence[Row]) -> None:
    if sql.is_postgresql():
        ids = sql.put_ids(row[1] for row in rows)
        cursor.execute(f"DELETE FROM promises_search WHERE promise_id IN ({sql.marks(ids)})", ids)
        return
    between: defaultdict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
    for _organisation, promise, asker, doer in rows:
        between[(asker, doer)].append(promise)
    for (asker, doer), promises in between.items():
        both = f'"{party_mark(asker)}" AND "{party_mark(doer)}"'
        statement = _FOUND_SQLITE.format(marks=sql.marks(promises))
        cursor.execute(statement, [both, *sql.put_ids(promises)])
