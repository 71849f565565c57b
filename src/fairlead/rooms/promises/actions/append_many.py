"""Writing whole journals at once, for worlds to measure on: the rows are those append.py would have written.

A pattern is one journal; it is written many times over, between other people and some minutes earlier. What may
not live here: inventing (the archive does). tests and `replayed` hold the rows to the law."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import connection

from fairlead.core.journal import NO_HEAD, canonical, write_at
from fairlead.core.promise.journal import Move, replay
from fairlead.doors import sql
from fairlead.doors.journal.writing import sealed
from fairlead.rooms.promises.actions.append import STANDS, standing_of
from fairlead.rooms.promises.queries.stored import BOOK, Journal
from fairlead.rooms.promises.searching import party_mark, search_words

SEARCH: Final = ("promise_id", "number", "found")
TABLES: Final = {
    BOOK.table: BOOK.columns,
    BOOK.words_table: BOOK.words_columns,
    STANDS.table: STANDS.columns,
    "promises_search": SEARCH,
}
Line = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """One writing of a pattern. earlier: how long before the pattern. salts: 32 bytes for each move."""

    promise: UUID
    asker: UUID
    doer: UUID
    team: UUID | None
    earlier: timedelta
    salts: bytes


@dataclass(slots=True)
class Rows:
    """Rows of the four tables, as text where the database reads text."""

    tables: dict[str, list[Line]] = field(default_factory=lambda: {table: [] for table in TABLES})

    def add(self, other: Rows) -> None:
        for table, rows in other.tables.items():
            self.tables[table] += rows


class Pattern:
    """One journal prepared for writing many times: everything that stays the same is worked out once."""

    def __init__(self, moves: Sequence[Move], *, organisation: UUID) -> None:
        self.moves = moves
        self.organisation = organisation.hex
        self.is_postgresql = sql.is_postgresql()
        kept = tuple(sealed(move, None)[0] for move in moves)
        self.promise = replay(moves)
        self.standing = standing_of(Journal(kept, self.promise), organisation=organisation)
        self.data = [canonical(move.data).decode() for move in moves]
        self.canon = [None if move.words is None else canonical(move.words) for move in moves]
        self.words = [
            None if move.words is None else json.dumps(dict(move.words), ensure_ascii=False) for move in moves
        ]
        self.found = [search_words(move.words) if move.words else None for move in moves]

    def write(self, stamp: Stamp, rows: Rows) -> None:
        """Add the rows of this journal between the people of the stamp."""
        first = self.moves[0].data
        opened = {**first, "asker": str(stamp.asker), "doer": str(stamp.doer)}
        if stamp.team is not None:
            opened["team"] = str(stamp.team)
        data = [canonical(opened).decode(), *self.data[1:]]
        marks = [party_mark(stamp.asker), party_mark(stamp.doer)]
        head = NO_HEAD
        for place, move in enumerate(self.moves):
            salt = stamp.salts[32 * place : 32 * place + 32]
            words, canon, found = self.words[place], self.canon[place], self.found[place]
            text = None if canon is None else sha256(salt + canon).hexdigest()
            row, head = self._line(move, stamp, data=data[place], text=text, prev=head)
            rows.tables["promises_move"].append(row)
            if words is not None:
                rows.tables["promises_words"].append((stamp.promise.hex, move.number, salt, words))
            if found is not None:
                line = (
                    stamp.promise.hex,
                    move.number,
                    _found([*marks, *found], is_postgresql=self.is_postgresql),
                )
                rows.tables["promises_search"].append(line)
        rows.tables["promises_standing"].append(self._standing(stamp, head))

    def _line(self, move: Move, stamp: Stamp, *, data: str, text: str | None, prev: str) -> tuple[Line, str]:
        """The row of this move, and the head after it: core's line_hash with the spelling spliced in."""
        by = stamp.asker if move.by == self.promise.asker else stamp.doer
        at = write_at(move.at - stamp.earlier)
        quoted = "null" if text is None else f'"{text}"'
        line = (
            f'{{"act":"{move.act}","at":"{at}","by":"{by}","data":{data},"number":{move.number},'
            f'"prev":"{prev}","promise":"{stamp.promise}","text":{quoted},"version":{move.version}}}'
        )
        head = sha256(line.encode()).hexdigest()
        who = (self.organisation, stamp.promise.hex, move.number, move.act, by.hex)
        return (*who, _stored(at, is_postgresql=self.is_postgresql), move.version, data, text, head), head

    def _standing(self, stamp: Stamp, head: str) -> Line:
        promise, ball = self.promise, self.promise.ball
        changes = {
            "promise_id": stamp.promise.hex,
            "organisation_id": self.organisation,
            "team_id": stamp.team.hex if stamp.team else None,
            "asker_id": stamp.asker.hex,
            "doer_id": stamp.doer.hex,
            "ball_id": None if ball is None else stamp.asker.hex if ball == promise.asker else stamp.doer.hex,
            "check_by_at": self._check_by(stamp.earlier),
            "created_at": self._moment(self.moves[0].at - stamp.earlier),
            "updated_at": self._moment(self.moves[-1].at - stamp.earlier),
            "head": head,
        }
        row = {**self.standing, **changes}
        return tuple(row[column] for column in STANDS.columns)

    def _check_by(self, earlier: timedelta) -> Any:
        promise, terms = self.promise, self.promise.force_terms
        check_by = promise.check_by
        if check_by is None or terms is None or terms.assess_by is None:
            return None
        # Counted from the report it moves with the report, but never before what was agreed.
        agreed = terms.assess_by.at_utc
        if promise.checking_since is None or check_by - earlier <= agreed:
            return self.standing["check_by_at"] if promise.checking_since is None else sql.put_at(agreed)
        return self._moment(check_by - earlier)

    def _moment(self, at: datetime) -> str:
        return _stored(write_at(at), is_postgresql=self.is_postgresql)


def _stored(spelled: str, *, is_postgresql: bool) -> str:
    """A moment of the chain's spelling as the database's column has it. It is never on the whole second."""
    return spelled if is_postgresql else f"{spelled[:10]} {spelled[11:-1]}"


def _found(line: Iterable[str], *, is_postgresql: bool) -> str:
    return " ".join(f"'{word}'" for word in line) if is_postgresql else " ".join(line)


def write_rows(rows: Rows) -> None:
    """COPY on PostgreSQL, one statement for many rows on SQLite. The caller owns the transaction."""
    with connection.cursor() as cursor:
        for table, lines in rows.tables.items():
            columns = ", ".join(TABLES[table])
            if sql.is_postgresql():
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for line in lines:
                        copy.write_row(line)
            else:
                marks = sql.marks(TABLES[table])
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", lines)


_INDEXES: Final = """
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN
  ('promises_standing', 'promises_search') AND indexname NOT IN (SELECT conname FROM pg_constraint)"""


class IndexesLater:
    """Around writing very much: PostgreSQL makes its indexes at the end, in the caller's transaction."""

    def __init__(self) -> None:
        self._made: list[str] = []

    def __enter__(self) -> IndexesLater:
        if sql.is_postgresql():
            found = sql.rows(_INDEXES, [])
            self._made = [definition for _, definition in found]
            _execute(f"DROP INDEX {name}" for name, _ in found)
        else:
            _execute(["PRAGMA cache_size = -400000"])
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            _execute(["SET LOCAL maintenance_work_mem = '512MB'", *self._made] if self._made else [])


def reckon() -> None:
    """Let the database look at its tables anew, so that it plans for what is there now."""
    _execute(["ANALYZE"])


def _execute(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
