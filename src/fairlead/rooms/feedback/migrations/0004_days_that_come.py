"""The day from which on feedback waits for its recipient by itself, as a column: of what is decided already, it is read
from the decision. A read-back that waited then is told when it is answered, or looked at, as before."""

import json

from django.db import migrations, models

DATED = ("will", "not_now")


def fill(apps, editor):
    for rows, lines in (("Standing", "Move"), ("Unsigned", "Said")):
        lines = apps.get_model("feedback", lines).objects
        for row in apps.get_model("feedback", rows).objects.filter(stage__in=DATED).iterator():
            last = lines.filter(feedback_id=row.feedback_id, act="decide").order_by("-number").first()
            data = last.data if isinstance(last.data, dict) else json.loads(last.data)
            row.due_on = data["date"]
            row.save(update_fields=["due_on"])


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_no_order_of_rows")]
    operations = [
        migrations.AddField("Standing", "due_on", models.DateField(null=True)),
        migrations.AddField("Unsigned", "due_on", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
