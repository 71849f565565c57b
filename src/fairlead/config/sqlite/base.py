"""Django's backend for SQLite, with the settings that lose nothing, read back on every new connection.

The file's name is Django's. What may not live here: anything about promises."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base as django_sqlite
from django.db.utils import OperationalError

from fairlead.doors.writer_lock import WriterLock

DURABLE: Final[dict[str, tuple[str, object]]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),  # NORMAL loses acknowledged moves when the power goes
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),  # so that INSERT OR REPLACE meets the journal's guard against DELETE
    "trusted_schema": ("OFF", 0),
    "secure_delete": ("ON", 1),  # an erased text leaves the file, too
    "cell_size_check": ("ON", 1),
}
"""What keeps promises safe: written, then read back, and a difference stops the start."""

COMFORT: Final = (
    "cache_size = -8000",
    "mmap_size = 2147418112",
    "journal_size_limit = 67108864",
    "temp_store = MEMORY",
)
"""What only makes it quicker: an SQLite that cannot do one of them is still right."""


def apply_settings(connection: sqlite3.Connection) -> None:
    for name, (wanted, _) in DURABLE.items():
        connection.execute(f"PRAGMA {name} = {wanted}").fetchall()
    for line in COMFORT:
        connection.execute(f"PRAGMA {line}").fetchall()


def differences(connection: sqlite3.Connection) -> list[str]:
    """The settings that did not take, each as a sentence; empty when all is well."""
    found = []
    for name, (wanted, expected) in DURABLE.items():
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != expected:
            found.append(f"SQLite's {name} should be {wanted}, and is {row[0] if row else 'unknown here'}")
    return found


@lru_cache(maxsize=512)
def _with_question_marks(query: str) -> str:
    """Django's `%s` as SQLite wants it. Looking for them in a long statement takes longer than running it."""
    return django_sqlite.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(django_sqlite.SQLiteCursorWrapper):
    """Remembers how a statement is spelled for SQLite; one with a long list of ids is not worth it."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None and len(query) < 8000:
            return _with_question_marks(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


class DatabaseWrapper(django_sqlite.DatabaseWrapper):
    """Takes the writer lock before BEGIN IMMEDIATE, gives it back at commit, rollback and close."""

    # SQLite may call its JSON functions unsafe in a schema it does not trust, and Django's guard on JSON
    # columns is one. A house rule follows: no JSON function in a constraint or trigger.
    data_type_check_constraints = {  # noqa: RUF012 - as its superclass has it
        kind: check
        for kind, check in django_sqlite.DatabaseWrapper.data_type_check_constraints.items()
        if kind != "JSONField"
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._writer_lock: WriterLock | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        apply_settings(connection)
        if problems := differences(connection):
            connection.close()
            raise ImproperlyConfigured("; ".join(problems))
        self._writer_lock = WriterLock(str(conn_params["database"]))
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        waited = self._lock.take()
        try:
            if waited > self.settings_dict["OPTIONS"].get("timeout", 20):
                raise OperationalError("database is locked")  # as SQLite would have said by now
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._lock.free()
            raise

    @property
    def _lock(self) -> WriterLock:
        if self._writer_lock is None:
            raise ImproperlyConfigured("a transaction needs a connection first")
        return self._writer_lock

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._free()  # only a commit that went through: after a refused one a rollback follows

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._free()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._writer_lock is not None:
                self._writer_lock.close()
            self._writer_lock = None

    def _free(self) -> None:
        if self._writer_lock is not None:
            self._writer_lock.free()
