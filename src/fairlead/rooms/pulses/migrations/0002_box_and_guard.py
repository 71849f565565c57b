"""What is published is never changed, and the box: on SQLite it is a file of its own, made when it is first opened."""

from django.db import migrations

from fairlead.doors.journal.guard import append_only
from fairlead.rooms.pulses.box import TABLES, schema


def make_box(apps, editor):
    if editor.connection.vendor == "postgresql":
        for statement in schema(is_postgresql=True):
            editor.execute(statement)


def take_box_away(apps, editor):
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("pulses", "0001_waves")]
    operations = [append_only("pulses_release"), migrations.RunPython(make_box, take_box_away)]
