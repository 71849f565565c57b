"""Taking words out of a journal with their salt: the lines stay, and the chain holds.

What may not live here: whose words go, and how long is long (each room, the archive)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.doors import sql
from fairlead.doors.journal.book import Book


def words_by(
    book: Book[Any], person: UUID, *, organisation: UUID, within: sql.Statement | None = None
) -> sql.Statement:
    """Takes out what this person wrote. within: a query for the ids of all they can have written in, where that is
    quicker than looking at every line of the organisation."""
    among, values = (f" AND {book.of} IN ({within[0]})", within[1]) if within else ("", ())
    statement = (
        f"DELETE FROM {book.words_table} WHERE ({book.of}, number) IN (SELECT {book.of}, number FROM {book.table}"
        f" WHERE organisation_id = %s AND by_id = %s AND text_hash IS NOT NULL{among})"
    )
    return statement, [sql.put_id(organisation), sql.put_id(person), *values]


BATCH: Final = 200


@dataclass(frozen=True)
class Ended:
    """What has ended long ago and still has rows beside it. standing: a table with `updated_at`, and `has_ended` of it.

    rows: the table beside, by the column `of`. gone: is called with each piece, in its transaction."""

    standing: str
    rows: str
    of: str
    gone: Callable[[list[UUID]], object]
    has_ended: str = "s.ended IS NOT NULL"

    @property
    def _old(self) -> str:
        return (
            f"FROM {self.standing} s WHERE {self.has_ended} AND s.updated_at < %s"
            f" AND EXISTS (SELECT 1 FROM {self.rows} r WHERE r.{self.of} = s.{self.of})"
        )

    def count(self, *, until: datetime) -> int:
        return int(sql.rows(f"SELECT count(*) {self._old}", [sql.put_at(until)])[0][0])

    def forget(self, *, until: datetime) -> int:
        """How many had something to forget. Killed at any moment, doing it again goes on."""
        count = 0
        while found := self._piece(until):
            count += found
        return count

    def _piece(self, until: datetime) -> int:
        """Held on PostgreSQL, so that nobody says a word more while theirs go; on SQLite the writer's turn is ours."""
        held = " FOR UPDATE OF s" if sql.is_postgresql() else ""
        with sql.one_transaction():
            statement = f"SELECT s.{self.of} {self._old} ORDER BY s.{self.of} LIMIT %s{held}"
            ids = [sql.take_id(row[0]) for row in sql.rows(statement, [sql.put_at(until), BATCH])]
            if ids:
                beside = f"DELETE FROM {self.rows} WHERE {self.of} IN ({sql.marks(ids)})"
                sql.written([(beside, sql.put_ids(ids))])
                self.gone(ids)
        return len(ids)
