"""The journal of conversations refuses UPDATE and DELETE in the database itself, as that of promises does.

SQLite: recursive_triggers (set on every connection) makes INSERT OR REPLACE meet the guard as well.
PostgreSQL: TRUNCATE, too, and ENABLE ALWAYS, so that a replica's role does not get round it."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER conversations_step_no_{act} BEFORE {act} ON conversations_step
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""
    for act in ("update", "delete")
]
POSTGRESQL = [
    """CREATE FUNCTION conversations_step_guard() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$""",
    """CREATE TRIGGER conversations_step_no_change BEFORE UPDATE OR DELETE ON conversations_step
       FOR EACH ROW EXECUTE FUNCTION conversations_step_guard()""",
    """CREATE TRIGGER conversations_step_no_truncate BEFORE TRUNCATE ON conversations_step
       FOR EACH STATEMENT EXECUTE FUNCTION conversations_step_guard()""",
    "ALTER TABLE conversations_step ENABLE ALWAYS TRIGGER conversations_step_no_change",
    "ALTER TABLE conversations_step ENABLE ALWAYS TRIGGER conversations_step_no_truncate",
]


def guard(apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_journal_and_standing")]
    operations = [migrations.RunPython(guard)]
