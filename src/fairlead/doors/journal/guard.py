"""The migration that makes a journal append-only in the database itself, whoever asks.

SQLite: recursive_triggers (set on every connection) makes INSERT OR REPLACE meet the guard as well.
PostgreSQL: TRUNCATE, too, and ENABLE ALWAYS, so that a replica's role does not get round it."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def sqlite_guard(table: str) -> list[str]:
    return [
        f"""CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""
        for act in ("update", "delete")
    ]


def postgresql_guard(table: str) -> list[str]:
    return [
        f"""CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
        f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION {table}_guard()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION {table}_guard()""",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
    ]


def append_only(table: str) -> migrations.RunPython:
    """The operation. It stays as it is: published migrations use it."""

    def guard(_apps: Any, editor: Any) -> None:
        is_postgresql = editor.connection.vendor == "postgresql"
        for statement in postgresql_guard(table) if is_postgresql else sqlite_guard(table):
            editor.execute(statement)

    return migrations.RunPython(guard)
