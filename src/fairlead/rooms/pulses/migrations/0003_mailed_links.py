"""Whoever has no JavaScript may answer by a mailed link, where the team chose that; the links lie in the box."""

from django.db import migrations, models

from fairlead.rooms.pulses.box import schema


def add_to_box(apps, editor):
    if editor.connection.vendor == "postgresql":
        for statement in schema(is_postgresql=True):
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("pulses", "0002_box_and_guard")]
    operations = [
        migrations.AddField(
            model_name="rhythm", name="has_links", field=models.BooleanField(default=False)
        ),
        migrations.RunPython(add_to_box, migrations.RunPython.noop),
    ]
