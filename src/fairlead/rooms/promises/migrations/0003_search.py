"""What can be found by words: FTS5 on SQLite, a tsvector on PostgreSQL. The text is folded before it comes here."""

import sqlite3

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE promises_search USING fts5(
         promise_id UNINDEXED, number UNINDEXED, found, tokenize = "unicode61 remove_diacritics 0")""",
]
SECURE_DELETE = "INSERT INTO promises_search (promises_search, rank) VALUES ('secure-delete', 1)"
"""From SQLite 3.42 an erased text leaves the index's file by itself; before that, erasing optimizes the index."""
POSTGRESQL = [
    """CREATE TABLE promises_search (
         promise_id uuid NOT NULL, number integer NOT NULL, found tsvector NOT NULL, PRIMARY KEY (promise_id, number))""",
    "CREATE INDEX promises_search_found ON promises_search USING gin (found)",
]


def make(apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)
    if editor.connection.vendor == "sqlite" and sqlite3.sqlite_version_info >= (3, 42):
        editor.execute(SECURE_DELETE)


class Migration(migrations.Migration):
    dependencies = [("promises", "0002_journal_is_append_only")]
    operations = [migrations.RunPython(make)]
