"""Taking words out of a journal with their salt: the lines stay, and the chain holds.

What may not live here: whose words go, and when (each room, the archive)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
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


def words_of(book: Book[Any], ids: Sequence[UUID]) -> sql.Statement:
    """Takes out all that was written in these."""
    return f"DELETE FROM {book.words_table} WHERE {book.of} IN ({sql.marks(ids)})", sql.put_ids(ids)
