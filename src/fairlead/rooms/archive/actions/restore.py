"""Bringing an installation back from one file, into an empty one, in one transaction: all of it or nothing.

What may not live here: the file's format (kept.py), what rows mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from fairlead.doors import sql
from fairlead.rooms.archive.actions.backup import Tick
from fairlead.rooms.archive.kept import Head, NotKept, head_of, lines, looked_through, newer
from fairlead.rooms.archive.tables import Table, giver, kept_models, tables_of
from fairlead.rooms.promises.actions.append_many import IndexesLater, reckon
from fairlead.rooms.promises.actions.index import index_anew

BATCH: Final = 2000
PROOF: Final = ("people_account", "people_organisation", "people_person", "promises_move")
"""A row in one of these and the installation is somebody's."""
Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class Restored:
    promises: int
    people: int


def restore(file: Path, *, begun: Callable[[int], Tick] = lambda _rows: lambda _: None) -> Restored:
    """begun: told how many rows there are, gives what is called with how many more are there.

    NotKept for a file that is damaged or newer, and for an installation that is not empty. Killed at any moment the
    installation is as empty as before, or has everything."""
    head = looked_through(file)
    every = _in_the_shape_of(head, file)
    tables = {table.name: table for table in tables_of(every)}
    tick = begun(head.rows)
    with sql.one_transaction(), _indexes_later():
        _only_ours(tables.values())
        _emptied(tables.values())
        for name, batch in _batches(file):
            if name not in tables:
                raise newer(file, head.program)
            _put(tables[name], batch, file)
            tick(len(batch.rows))
        index_anew()
        _numbers_go_on(every)
        done = Restored(_count("promises_standing"), _count("people_person"))
    _up_to_date()
    reckon()
    return done


# --- shape ---


def _in_the_shape_of(head: Head, file: Path) -> list[Model]:
    """Bring an empty database to where the file's was; the models of that time."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    if not head.migrations <= set(loader.disk_migrations):
        raise newer(file, head.program)
    if _is_somebodys():
        raise NotKept(_("There are people here already: a back-up goes into an empty installation only"))
    if not set(loader.applied_migrations) <= head.migrations:
        told = _(
            "%(file)s was made by an older Fairlead: it needs a database that nothing was ever set up in"
        )
        raise NotKept(told % {"file": file})
    targets = _last_of(head.migrations, loader)
    executor.migrate(targets)
    if head.migrations >= set(loader.graph.nodes):
        return list(apps.get_models())
    return list(MigrationExecutor(connection).loader.project_state(targets).apps.get_models())


def _last_of(migrations: Iterable[tuple[str, str]], loader: Any) -> list[tuple[str, str]]:
    """Those that no other of them builds on in its own app."""
    there = set(migrations)
    graph = loader.graph
    return sorted(
        one
        for one in there
        if not any(child.key in there and child.key[0] == one[0] for child in graph.node_map[one].children)
    )


def _is_somebodys() -> bool:
    there = set(connection.introspection.table_names())
    return any(_has_rows(table) for table in PROOF if table in there)


def _has_rows(table: str) -> bool:
    return bool(sql.rows(f'SELECT 1 FROM "{table}" LIMIT 1', []))


def _up_to_date() -> None:
    """What an older file lacked. Killed before, `fairlead migrate` does it."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


# --- rows ---


def _indexes_later() -> AbstractContextManager[Any]:
    return IndexesLater() if sql.is_postgresql() else nullcontext()


def _only_ours(tables: Iterable[Table]) -> None:
    """Until this is done nobody else writes, so that nobody founds what is being filled."""
    if sql.is_postgresql():  # on SQLite the writer's turn is ours
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f'LOCK TABLE "{table.name}" IN EXCLUSIVE MODE')
    if any(_has_rows(table) for table in PROOF):
        raise NotKept(_("There are people here already: a back-up goes into an empty installation only"))


def _emptied(tables: Iterable[Table]) -> None:
    """What an empty installation has by itself: the link that founds it, how far the worker has come."""
    with connection.cursor() as cursor:
        for table in tables:
            if table.name != "promises_move":
                cursor.execute(f'DELETE FROM "{table.name}"')


@dataclass(frozen=True, slots=True)
class _Batch:
    columns: tuple[str, ...]
    rows: list[list[Any]]


def _batches(file: Path) -> Iterator[tuple[str, _Batch]]:
    found = lines(file)
    head_of(next(found, None), file)
    name, columns = "", tuple[str, ...]()
    for is_row, group in groupby(found, lambda line: isinstance(line, list)):
        if not is_row:
            for line in group:
                name, columns = str(line["table"]), tuple(line["columns"])
            continue
        while rows := list(islice(group, BATCH)):
            yield name, _Batch(columns, rows)


def _put(table: Table, batch: _Batch, file: Path) -> None:
    if batch.columns != tuple(name for name, _ in table.columns):
        table = _sorted_as(table, batch.columns, file)
    given = giver(table)
    try:
        _insert(table, [given(row) for row in batch.rows])
    except (TypeError, ValueError, DatabaseError) as problem:
        told = _("%(file)s holds a row that %(table)s cannot take (%(why)s): nothing was changed")
        why = type(problem).__name__
        raise NotKept(told % {"file": file, "table": table.name, "why": why}) from problem


def _sorted_as(table: Table, columns: Sequence[str], file: Path) -> Table:
    kinds = dict(table.columns)
    if set(columns) != set(kinds) or len(columns) != len(kinds):
        told = _("%(file)s and this version do not agree about %(table)s: nothing was changed")
        raise NotKept(told % {"file": file, "table": table.name})
    return Table(table.name, tuple((name, kinds[name]) for name in columns), table.key)


def _insert(table: Table, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        if sql.is_postgresql():
            with (
                connection.wrap_database_errors,
                cursor.copy(f'COPY "{table.name}" ({table.names}) FROM STDIN') as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            marks = sql.marks(table.columns)
            cursor.executemany(f'INSERT INTO "{table.name}" ({table.names}) VALUES ({marks})', rows)


def _numbers_go_on(every: Iterable[Model]) -> None:
    """The next move is numbered after the last; on SQLite it is by itself."""
    if sql.is_postgresql():
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kept_models(every)):
                cursor.execute(statement)


def _count(table: str) -> int:
    return int(sql.rows(f'SELECT count(*) FROM "{table}"', [])[0][0])
