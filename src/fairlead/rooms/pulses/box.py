"""The box: sealed ballots, who had a ticket, and the private keys of open waves, until they close.

On SQLite it is a file of its own, so that writing it anew holds up nobody; on PostgreSQL three tables without a model, so
that no back-up takes them along. What may not live here: what is in an envelope, and when one is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from django.db import connection

from fairlead.doors import sql
from fairlead.doors.shuffled import write_anew
from fairlead.doors.writer_lock import WriterLock

TABLES: Final = ("pulses_key", "pulses_issued", "pulses_ballot", "pulses_link")
PATIENCE: Final = 20.0
"""Seconds to wait for who is writing."""
_SETTINGS: Final = (
    "journal_mode = TRUNCATE",  # no log in which the order of ballots would stand; emptied at each commit
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",  # VACUUM writes what is there into a second file, which should be none
)


def schema(*, is_postgresql: bool) -> list[str]:
    """The statements that make it. Migrations that are published use them."""
    id_, raw, end = ("uuid", "bytea", "") if is_postgresql else ("text", "blob", " WITHOUT ROWID")
    columns = {
        "pulses_key": f"wave_id {id_} PRIMARY KEY, token {raw} NOT NULL, seal {raw} NOT NULL",
        "pulses_issued": f"wave_id {id_}, person_id {id_}, blinded_hash text NOT NULL,"
        " PRIMARY KEY (wave_id, person_id)",
        "pulses_ballot": f"wave_id {id_}, ballot {raw}, sealed {raw} NOT NULL, PRIMARY KEY (wave_id, ballot)",
        "pulses_link": f"wave_id {id_}, mark {raw}, person_id {id_} NULL, code {raw} NULL, PRIMARY KEY (wave_id, mark)",
    }
    return [f"CREATE TABLE IF NOT EXISTS {table} ({columns[table]}){end}" for table in TABLES]


class Box:
    """What one transaction may ask of it. Statements are spelled as Django's."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        self._cursor.execute(spelled(statement), list(values))
        return list(self._cursor.fetchall()) if self._cursor.description else []

    def put(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        self._cursor.executemany(spelled(sql.insert(table, columns)), rows)

    def empty(self, waves: Sequence[Any]) -> None:
        """Nothing of these waves is left in it."""
        for table in TABLES:
            self.rows(f"DELETE FROM {table} WHERE wave_id IN ({sql.marks(waves)})", waves)


@contextmanager
def opened() -> Iterator[Box]:
    """One transaction: all of it or nothing. On SQLite one at a time."""
    if sql.is_postgresql():
        with sql.one_transaction(), connection.cursor() as cursor:
            yield Box(cursor)
        return
    with _turn(), closing(_file()) as file:
        file.execute("BEGIN IMMEDIATE")
        try:
            for statement in schema(is_postgresql=False):
                file.execute(statement)
            yield Box(file.cursor())
            file.execute("COMMIT")
        finally:
            if file.in_transaction:
                file.execute("ROLLBACK")


def rewrite() -> bool:
    """Write anew all that is still in it, so that nothing of what was taken out lies anywhere in its files.

    False: somebody was writing just now; once more at the next round."""
    if sql.is_postgresql():
        with sql.one_transaction():
            write_anew(TABLES)
        return True
    with _turn(), closing(_file()) as file:
        try:
            file.execute("VACUUM")
        except sqlite3.OperationalError:
            return False
    return True


def path() -> Path:
    """Where it lies on SQLite: beside the database."""
    database = Path(str(connection.settings_dict["NAME"]))
    return database.with_name(f"{database.stem}-ballots{database.suffix}")


@contextmanager
def _turn() -> Iterator[None]:
    """One after the other, as they came: SQLite alone would sleep and try again."""
    with closing(WriterLock(str(path()))) as lock:
        lock.take()
        yield


def spelled(statement: str) -> str:
    return statement if sql.is_postgresql() else statement.replace("%s", "?").removesuffix(" FOR UPDATE")


def _file() -> sqlite3.Connection:
    place = path()
    place.touch(mode=0o600)
    file = sqlite3.connect(place, timeout=PATIENCE, isolation_level=None)
    for setting in _SETTINGS:
        file.execute(f"PRAGMA {setting}").fetchall()
    return file
