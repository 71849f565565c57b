"""What is published of several teams together, never to be changed; and what leaders answered in the mirror, sealed."""

from django.db import migrations, models

from fairlead.doors.journal.guard import append_only


class Migration(migrations.Migration):
    dependencies = [("pulses", "0003_mailed_links")]

    operations = [
        migrations.CreateModel(
            name="ParentRelease",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField()),
                ("team_id", models.UUIDField(db_index=True)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("teams", models.IntegerField()),
                ("waves", models.JSONField()),
                ("manifest", models.JSONField()),
                ("is_changed", models.BooleanField()),
                ("drawing", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Mirror",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "wave_id", "person_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wave_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("organisation_id", models.UUIDField()),
                ("sealed", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation_id", "person_id"], name="mirrors_of_person")
                ],
            },
        ),
        append_only("pulses_parentrelease"),
    ]
