"""The journal of agreements refuses UPDATE and DELETE in the database itself, as that of promises does.

SQLite: recursive_triggers (set on every connection) makes INSERT OR REPLACE meet the guard as well.
PostgreSQL: TRUNCATE, too, and ENABLE ALWAYS, so that a replica's role does not get round it."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER agreements_move_no_{act} BEFORE {act} ON agreements_move
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""
    for act in ("update", "delete")
]
POSTGRESQL = [
    """CREATE FUNCTION agreements_move_guard() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    """CREATE TRIGGER agreements_move_no_change BEFORE UPDATE OR DELETE ON agreements_move
       FOR EACH ROW EXECUTE FUNCTION agreements_move_guard()""",
    """CREATE TRIGGER agreements_move_no_truncate BEFORE TRUNCATE ON agreements_move
       FOR EACH STATEMENT EXECUTE FUNCTION agreements_move_guard()""",
    "ALTER TABLE agreements_move ENABLE ALWAYS TRIGGER agreements_move_no_change",
    "ALTER TABLE agreements_move ENABLE ALWAYS TRIGGER agreements_move_no_truncate",
]


def guard(apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_journal_and_standing")]
    operations = [migrations.RunPython(guard)]
