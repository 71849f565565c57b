"""What is said without a name has no order of rows.

SQLite gives every table a counting row number unless it is told not to: these are kept by their keys alone, which are
random. PostgreSQL has no such tables; there the rows are shuffled once a day (actions/telling.py)."""

from django.db import migrations

NO_ORDER = ("feedback_unsigned", "feedback_said", "feedback_spent", "feedback_issued", "feedback_weekkey")


def forget_the_order(apps, editor):
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        for table in NO_ORDER:
            cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
            made = sorted(cursor.fetchall(), key=lambda row: row[0] != "table")
            editor.execute(f"DROP TABLE {table}")
            for kind, sql in made:
                editor.execute(sql + " WITHOUT ROWID" * (kind == "table"))


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_journal_is_append_only")]
    operations = [migrations.RunPython(forget_the_order)]
