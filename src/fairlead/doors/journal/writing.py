"""Writing one line: the journal, its words beside it and what stands, all or nothing; and who came second.

What may not live here: deciding (core), and what stands (each room's standing_of)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import IntegrityError

from fairlead.core.journal import NO_HEAD, Line, canonical, line_hash, words_hash
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.journal.book import Book, Chained, Kept

L = TypeVar("L", bound=Line)
J = TypeVar("J", bound=Chained[Any])
T = TypeVar("T")

RACES: Final = 20
"""So often somebody else may come first before we say that it is busy."""


class Raced(Exception):
    """Somebody else's line came first. Decide again."""


def sealed(line: L, before: Chained[L] | None) -> tuple[Kept[L], bytes | None]:
    """The line with its place in the chain behind `before`, and the salt of its words."""
    salt = secrets.token_bytes(32) if line.words is not None else None
    text_hash = words_hash(line.words, salt)
    prev = before.head if before else NO_HEAD
    return Kept(line, text_hash, line_hash(line, prev=prev, text=text_hash)), salt


def line_parts(
    book: Book[L], kept: Kept[L], *, salt: bytes | None, organisation: UUID
) -> list[sql.Statement]:
    """The statements of the line and its words; the one that may lose a race is the first."""
    line = kept.line
    parts: list[sql.Statement] = [(book.insert_line, _line_row(kept, organisation))]
    if line.words is not None:
        words = json.dumps(dict(line.words), ensure_ascii=False)
        parts.append((book.insert_words, [sql.put_id(line.of), line.number, salt, words]))
    return parts


def _line_row(kept: Kept[Any], organisation: UUID) -> list[Any]:
    line = kept.line
    return [
        sql.put_id(organisation),
        sql.put_id(line.of),
        line.number,
        line.act,
        sql.put_id(line.by),
        sql.put_at(line.at),
        line.version,
        canonical(line.data).decode(),
        kept.text_hash,
        kept.hash,
    ]


@dataclass(frozen=True, eq=False)
class Stands:
    """A room's table of standing. columns: all that the journal folds to, its key first. fixed: those no later line changes."""

    book: Book[Any]
    columns: tuple[str, ...]
    fixed: frozenset[str]

    @property
    def key(self) -> str:
        return self.columns[0]

    @cached_property
    def table(self) -> str:
        return f"{self.book.room}_standing"

    @cached_property
    def insert(self) -> str:
        return sql.insert(self.table, self.columns)

    @cached_property
    def _changed(self) -> tuple[str, ...]:
        return tuple(column for column in self.columns if column not in self.fixed)

    @cached_property
    def _update(self) -> str:
        changes = ", ".join(f"{column} = %s" for column in self._changed)
        return f"UPDATE {self.table} SET {changes} WHERE {self.key} = %s"

    def part(self, standing: Mapping[str, Any], *, is_new: bool) -> sql.Statement:
        """The statement that writes this row with a line."""
        if is_new:
            return self.insert, [standing[column] for column in self.columns]
        return self._update, [*(standing[column] for column in self._changed), standing[self.key]]


def written_or_raced(
    parts: Sequence[sql.Statement], question: sql.Statement | None = None
) -> list[tuple[Any, ...]]:
    """All of these, and what the database answers to a question: on PostgreSQL together in one round trip.

    Raced when the place of the first is taken."""
    try:
        with sql.all_or_nothing():
            rows = sql.written([*parts, question] if question and sql.is_postgresql() else parts)
    except IntegrityError as error:
        raise Raced from error
    return sql.rows(*question) if question and not sql.is_postgresql() else rows


# --- who came second ---


def until_first(once: Callable[[], T], written: list[Any]) -> T:
    """Do `once` until nobody else comes first. written: lines it has tried to write, to know its own by after a lost
    connection; what lost a race is none of them. Refuses busy."""
    for _ in range(RACES):
        try:
            return sql.with_retries(once)
        except Raced:
            written.clear()
    raise Refusal("busy")


def the_same_or_busy(there: J | None, line: Line) -> J:
    """What stands under the id of this first line, if it is the same: sent twice, or the connection was lost after the commit."""
    if there is None or not there.first.says_the_same(line):
        raise Refusal("busy")
    return there
