"""Tables without an order: on PostgreSQL every row of them written anew, in random order and by one transaction.

There rows lie in the order they came, each with the number of its transaction. SQLite keeps such tables by their random
keys instead (WITHOUT ROWID). What may not live here: which tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from fairlead.doors import sql


def write_anew(tables: Iterable[str]) -> None:
    """Inside a transaction. On SQLite there is nothing to do."""
    if not sql.is_postgresql():
        return
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            cursor.execute(f"CREATE TEMPORARY TABLE shuffled ON COMMIT DROP AS SELECT * FROM {table}")
            cursor.execute(f"TRUNCATE {table}")
            cursor.execute(f"INSERT INTO {table} SELECT * FROM shuffled ORDER BY random()")
            cursor.execute("DROP TABLE shuffled")
