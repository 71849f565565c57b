"""Where a room's journal lies, and reading it: lines with what is kept beside them, in order.

What may not live here: writing (writing.py), and who may read (each room asks the policy)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from fairlead.core.journal import Line
from fairlead.doors import sql

L = TypeVar("L", bound=Line)

_LINES: Final = """
SELECT m.{of}, m.number, m.act, m.by_id, m.at, m.version, m.data, m.text_hash, m.hash, w.words{beside}
  FROM {lines} m LEFT JOIN {words} w ON w.{of} = m.{of} AND w.number = m.number
 WHERE m.{of} IN ({{marks}}) AND m.organisation_id = %s
 ORDER BY m.{of}, m.number"""

_OWN: Final = 10
"""So many columns of a row are the line's own; the others lie beside it."""

_FOLLOWED: Final = """
SELECT id, organisation_id, {of}, number, act, by_id, at FROM {lines} WHERE id > %s ORDER BY id LIMIT %s"""


@dataclass(frozen=True, eq=False)
class Book(Generic[L]):
    """A room's journal. lines: the name of its table in the room.

    beside: SQL for what is read besides with the first line `m` of each; {together} is the aggregate of texts."""

    room: str
    lines: str
    line: type[L]
    beside: tuple[str, ...] = ()
    _asked: dict[str, str] = field(default_factory=dict, init=False)

    @cached_property
    def of(self) -> str:
        """The column of what the journal is of."""
        return f"{self.line.OF}_id"

    @cached_property
    def table(self) -> str:
        return f"{self.room}_{self.lines}"

    @cached_property
    def words_table(self) -> str:
        return f"{self.room}_words"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What a line writes, in the order of writing.line_row."""
        return (
            "organisation_id", self.of, "number", "act", "by_id", "at", "version", "data", "text_hash", "hash",
        )  # fmt: skip

    @cached_property
    def words_columns(self) -> tuple[str, ...]:
        return (self.of, "number", "salt", "words")

    @cached_property
    def insert_line(self) -> str:
        return sql.insert(self.table, self.columns)

    @cached_property
    def insert_words(self) -> str:
        return sql.insert(self.words_table, self.words_columns)

    def asked(self, which: str) -> str:
        """The statement that reads these journals: marks for their ids, or SQL that finds them."""
        found = self._asked.get(which)
        if found is None:
            besides = "".join(f", CASE WHEN m.number = 1 THEN {one} END" for one in self.beside)
            beside = besides.replace("{together}", sql.together())
            statement = _LINES.format(of=self.of, lines=self.table, words=self.words_table, beside=beside)
            found = self._asked[which] = statement.format(marks=which)
        return found


@dataclass(frozen=True, slots=True)
class Kept(Generic[L]):
    """A line with what the journal keeps beside it. is_erased: there were words, and they are gone."""

    line: L
    text_hash: str | None
    hash: str

    @property
    def is_erased(self) -> bool:
        return self.text_hash is not None and self.line.words is None


@dataclass(frozen=True, slots=True)
class Chained(Generic[L]):
    """A whole journal, one line at least; each room adds what it folds to. No door is given this."""

    kept: tuple[Kept[L], ...]

    @property
    def head(self) -> str:
        return self.kept[-1].hash

    @property
    def first(self) -> L:
        return self.kept[0].line

    @property
    def last(self) -> L:
        return self.kept[-1].line


@dataclass(frozen=True, slots=True)
class Followed:
    """A line as a higher room follows it: who did what when, no words. position: where to go on from."""

    position: int
    organisation: UUID
    of: UUID
    number: int
    act: str
    by: UUID
    at: datetime


class _Ids(dict[Any, UUID]):
    """Ids out of rows, each read once: a journal has few people and many lines."""

    def __missing__(self, value: Any) -> UUID:
        found = self[value] = sql.take_id(value)
        return found


def _kept(book: Book[L], row: Sequence[Any], ids: _Ids) -> Kept[L]:
    of, number, act, by, at, version, data, text_hash, own_hash, words = row[:_OWN]
    line = book.line(
        ids[of],
        number,
        act,
        ids[by],
        sql.take_at(at),
        version,
        json.loads(data),
        None if words is None else json.loads(words),
    )
    return Kept(line, text_hash, own_hash)


def read_journals(
    book: Book[L], ids: Iterable[UUID], *, organisation: UUID
) -> dict[UUID, tuple[tuple[Kept[L], ...], tuple[Any, ...]]]:
    """The lines of these journals and what lies beside each, one statement for all; what is not there is left out."""
    wanted = sql.put_ids(ids)
    return read_found(book, (sql.marks(wanted), wanted), organisation=organisation) if wanted else {}


def read_found(
    book: Book[L], which: sql.Statement, *, organisation: UUID
) -> dict[UUID, tuple[tuple[Kept[L], ...], tuple[Any, ...]]]:
    """The same of those that a statement finds."""
    statement, values = which
    found: defaultdict[UUID, list[Kept[L]]] = defaultdict(list)
    beside: dict[UUID, tuple[Any, ...]] = {}
    ids = _Ids()
    for row in sql.rows(book.asked(statement), [*values, sql.put_id(organisation)]):
        kept = _kept(book, row, ids)
        if not (lines := found[kept.line.of]):
            beside[kept.line.of] = row[_OWN:]
        lines.append(kept)
    return {of: (tuple(lines), beside[of]) for of, lines in found.items()}


# --- for a room that follows ---


def last_position(book: Book[Any]) -> int:
    """The number of the newest line: where a room that follows from now on begins."""
    return int(sql.rows(f"SELECT COALESCE(MAX(id), 0) FROM {book.table}", [])[0][0])


def lines_after(
    book: Book[Any], position: int, *, limit: int, at: datetime, patience: float = 60.0
) -> list[Followed]:
    """Lines after `position` in the order they were numbered, for a room that follows the journal.

    Numbers can be committed out of order, so at a gap that is younger than `patience` seconds the
    list ends: its line may still come. An older gap is a line that was never written."""
    found: list[Followed] = []
    last = position
    for row in sql.rows(_FOLLOWED.format(of=book.of, lines=book.table), [position, limit]):
        made_at = sql.take_at(row[6])
        if row[0] != last + 1 and (at - made_at).total_seconds() < patience:
            break
        last = row[0]
        organisation, of, by = sql.take_id(row[1]), sql.take_id(row[2]), sql.take_id(row[5])
        found.append(Followed(row[0], organisation, of, row[3], row[4], by, made_at))
    return found
