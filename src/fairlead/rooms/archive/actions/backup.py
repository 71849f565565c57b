"""Writing an installation into one file, as it stood at one moment, while people go on working.

The rows are spelled alike whichever database they come from (tables.py). What may not live here: keys; they are files
of their own and never in a back-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from fairlead.core.journal import write_at
from fairlead.doors import sql
from fairlead.rooms.archive.kept import Head, NotKept, Writer, head_line, written_to
from fairlead.rooms.archive.tables import Table, tables_of, taker

BATCH: Final = 2000
Tick = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Kept:
    promises: int
    people: int


def write_backup(
    file: Path, *, at: datetime, begun: Callable[[int], Tick] = lambda _rows: lambda _: None
) -> Kept:
    """begun: told how many rows there are, gives what is called with how many more are written.

    NotKept when the file cannot be written, or the database is not in the shape of this version."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotKept(_("The database is not in the shape of this version: run `fairlead migrate` first"))
    tables = tables_of(apps.get_models())
    with written_to(file) as writer, one_moment():
        counts = {table.name: _count(table) for table in tables}
        rows = sum(counts.values())
        migrations = frozenset(executor.loader.applied_migrations)
        writer.line(head_line(Head(version("fairlead"), write_at(at), migrations, rows)))
        tick = begun(rows)
        for table in tables:
            _write(table, writer, tick)
        return Kept(counts["promises_standing"], counts["people_person"])


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody who writes has to wait."""
    if connection.in_atomic_block:
        yield
    elif sql.is_postgresql():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not Django's transaction, which would take the writer's turn: a reader of the log needs none.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _count(table: Table) -> int:
    return int(sql.rows(f'SELECT count(*) FROM "{table.name}"', [])[0][0])


def _write(table: Table, writer: Writer, tick: Tick) -> None:
    writer.line({"table": table.name, "columns": [name for name, _ in table.columns]})
    taken = taker(table)
    key = ", ".join(f'"{name}"' for name in table.key)
    with _many() as cursor:
        cursor.execute(f'SELECT {table.names} FROM "{table.name}" ORDER BY {key}')
        while found := cursor.fetchmany(BATCH):
            writer.rows([taken(row) for row in found])
            tick(len(found))


def _many() -> Any:
    """A cursor that never holds all rows at once."""
    return connection.chunked_cursor()
