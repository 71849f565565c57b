"""Taking out what somebody wrote, once they were erased: words with their salt, what is found by them, drafts.

The journal stays, and its chain holds; what the other wrote stays. In small pieces, each in one transaction with the
place reached: killed anywhere, the next piece goes on. What may not live here: erasing the person (people)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from fairlead.doors import sql
from fairlead.rooms.people.queries import erased_since
from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.models import Draft, Erasing
from fairlead.rooms.promises.queries.stored import journals
from fairlead.rooms.promises.searching import party_mark

LOOKS: Final = {"first": timedelta(), "again": timedelta(minutes=10)}
"""Everybody is looked at twice: a move that was under way when its author was erased may land after the first."""
BATCH: Final = 50
BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)
FILES: Final = 1
INDEX: Final = 2
"""Traces: in the database's files; and in the search index as well."""
SECURE_DELETE: Final = (3, 42)
"""Since then SQLite's search index lets go of an erased word by itself."""
PATIENCE_MS: Final = 2000


def erase_words(*, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now."""
    there = {row.look: row for row in Erasing.objects.all()}
    return sum(_piece(there.get(look) or _begun(look), at - wait) for look, wait in LOOKS.items())


def _begun(look: str) -> Erasing:
    return Erasing.objects.get_or_create(look=look, defaults={"reached_at": BEGINNING})[0]


def _piece(place: Erasing, until: datetime) -> int:
    found = erased_since(place.reached_at, beyond=place.reached_id, limit=1)
    if found and found[0].at <= until:
        _work_on(place, found[0])
        return 1
    return _sweep(place) if place.traces else 0


def _work_on(seen: Erasing, who: Erased) -> None:
    with sql.one_transaction():
        place = Erasing.objects.select_for_update().get(look=seen.look)
        if place.reached_id != seen.reached_id or place.reached_at != seen.reached_at:
            return  # another worker was quicker
        begin = place.promise_id if place.person_id == who.person else None
        promises = _promises_of(who, begin)
        if promises:
            lines = _erase_in(promises, who)
            place.person_id, place.promise_id = who.person, promises[-1]
            place.traces = max(place.traces, INDEX if lines else FILES)
        else:
            Draft.objects.filter(organisation_id=who.organisation, person_id=who.person).delete()
            place.reached_at, place.reached_id = who.at, who.person
            place.person_id = place.promise_id = None
            place.traces = max(place.traces, FILES)
        place.save()


_NEXT: Final = """
SELECT promise_id FROM promises_standing WHERE organisation_id = %s AND asker_id = %s{beyond}
 UNION SELECT promise_id FROM promises_standing WHERE organisation_id = %s AND doer_id = %s{beyond}
 ORDER BY promise_id LIMIT %s"""


def _promises_of(who: Erased, begin: UUID | None) -> list[UUID]:
    beyond = " AND promise_id > %s" if begin else ""
    one = [sql.put_id(who.organisation), sql.put_id(who.person), *([sql.put_id(begin)] if begin else [])]
    return [sql.take_id(row[0]) for row in sql.rows(_NEXT.format(beyond=beyond), [*one, *one, BATCH])]


_HELD: Final = "SELECT 1 FROM promises_standing WHERE promise_id IN ({marks}) ORDER BY promise_id FOR UPDATE"
_THEIRS: Final = (
    "(promise_id, number) IN (SELECT promise_id, number FROM promises_move"
    " WHERE organisation_id = %s AND promise_id IN ({marks}) AND by_id = %s AND text_hash IS NOT NULL)"
)
_WORDS: Final = f"DELETE FROM promises_words WHERE {_THEIRS}"
_FOUND: Final = f"DELETE FROM promises_search WHERE {_THEIRS}"
_FOUND_SQLITE: Final = (
    "DELETE FROM promises_search WHERE rowid IN (SELECT rowid FROM promises_search"
    f" WHERE promises_search MATCH %s AND {_THEIRS})"
)
"""By the mark of the person, since the index knows no other way in than by words."""
_STANDS: Final = "UPDATE promises_standing SET outcome = %s WHERE promise_id = %s AND outcome <> %s"


def _erase_in(promises: Sequence[UUID], who: Erased) -> int:
    """How many lines of the search index went. What stands then says what the journal still says."""
    marks, ids = sql.marks(promises), sql.put_ids(promises)
    theirs = [sql.put_id(who.organisation), *ids, sql.put_id(who.person)]
    with connection.cursor() as cursor:
        if sql.is_postgresql():  # on SQLite the writer's turn is ours
            cursor.execute(_HELD.format(marks=marks), ids)
        cursor.execute(_WORDS.format(marks=marks), theirs)
        lines = _erase_found(cursor, marks, theirs, who)
        for promise, found in journals(promises, organisation=who.organisation).items():
            outcome = found.promise.terms.outcome
            cursor.execute(_STANDS, [outcome, sql.put_id(promise), outcome])
    return lines


def _erase_found(cursor: Any, marks: str, theirs: list[Any], who: Erased) -> int:
    if sql.is_postgresql():
        cursor.execute(_FOUND.format(marks=marks), theirs)
    else:
        if sqlite3.sqlite_version_info >= SECURE_DELETE:  # the index may be older than this SQLite
            cursor.execute("INSERT INTO promises_search (promises_search, rank) VALUES ('secure-delete', 1)")
        cursor.execute(_FOUND_SQLITE.format(marks=marks), [f'"{party_mark(who.person)}"', *theirs])
    return int(cursor.rowcount)


# --- out of the files ---


def _sweep(place: Erasing) -> int:
    """On SQLite what was erased stays in the write-ahead log, and in an older search index, until it is swept out.

    0 when somebody is reading the log just now: then at the next round. On PostgreSQL that is VACUUM's part."""
    if not sql.is_postgresql():
        if place.traces == INDEX and sqlite3.sqlite_version_info < SECURE_DELETE:
            with sql.one_transaction(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO promises_search (promises_search) VALUES ('optimize')")
        if not log_emptied():
            return 0
    return Erasing.objects.filter(look=place.look, traces=place.traces).update(traces=0)


def leave_traces() -> None:
    """Something else was taken out in this transaction: the worker sweeps it out of the files, too."""
    _begun("again")
    Erasing.objects.filter(look="again").update(traces=INDEX)


def log_emptied() -> bool:
    """Whether SQLite's write-ahead log could be emptied just now."""
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not cursor.fetchone()[0]
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
