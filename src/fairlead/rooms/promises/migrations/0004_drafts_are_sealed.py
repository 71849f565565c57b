"""Drafts are kept sealed, each under its author's own key; those of people who were erased go."""

from django.db import migrations, models


def seal_all(apps, editor):
    from fairlead.core.refusals import Refusal
    from fairlead.rooms.people.private import seal

    drafts = apps.get_model("promises", "Draft").objects
    for draft in drafts.all():
        place = {"table": "promises_draft", "row": draft.id, "field": "body"}
        try:
            draft.sealed = seal(
                draft.body, person=draft.person_id, organisation=draft.organisation_id, **place
            )
        except Refusal as refusal:
            if refusal.code != "not_found":
                raise  # without the key file nothing is changed
            draft.delete()
        else:
            draft.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("promises", "0003_search"), ("people", "0002_private_keys")]
    operations = [
        migrations.AddField("draft", "sealed", models.BinaryField(null=True)),
        migrations.RunPython(seal_all),
        migrations.RemoveField("draft", "body"),
        migrations.AlterField("draft", "sealed", models.BinaryField()),
    ]
