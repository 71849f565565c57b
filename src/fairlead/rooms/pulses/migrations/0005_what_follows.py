"""What a team makes of a wave: thoughts, themes with their answers, agreements out of it; and how far erasing is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pulses", "0004_together_and_mirror")]

    operations = [
        migrations.CreateModel(
            name="Erasing",
            fields=[
                ("look", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("reached_at", models.DateTimeField()),
                ("reached_id", models.UUIDField(null=True)),
                ("has_traces", models.BooleanField(default=False)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("agreement_id", models.UUIDField(primary_key=True, serialize=False)),
                ("wave_id", models.UUIDField(db_index=True)),
                ("organisation_id", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("wave_id", models.UUIDField(db_index=True)),
                ("organisation_id", models.UUIDField()),
                ("named_by_id", models.UUIDField()),
                ("text", models.TextField(null=True)),
                ("named_on", models.DateField()),
                ("decision", models.CharField(default="", max_length=8)),
                ("answer", models.TextField(null=True)),
                ("on", models.DateField(null=True)),
                ("decided_on", models.DateField(null=True)),
                ("decided_by_id", models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Thought",
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
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation_id", "person_id"], name="thoughts_of_person")
                ],
            },
        ),
    ]
