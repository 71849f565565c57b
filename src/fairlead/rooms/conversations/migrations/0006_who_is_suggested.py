"""Whom one of the two suggested, and the other has not answered, in the column of who reads along: without an end of a leave."""

import json
from uuid import UUID

from django.db import migrations

ACTS = ("invite_facilitator", "agree_facilitator", "end_facilitator")


def fill(apps, editor):
    steps = apps.get_model("conversations", "Step").objects.filter(act__in=ACTS)
    for row in apps.get_model("conversations", "Standing").objects.filter(facilitator_id=None).iterator():
        last = steps.filter(conversation_id=row.conversation_id).order_by("-number").first()
        if last is not None and last.act == "invite_facilitator":
            data = last.data if isinstance(last.data, dict) else json.loads(last.data)
            row.facilitator_id = UUID(data["person"])
            row.save(update_fields=["facilitator_id"])


class Migration(migrations.Migration):
    dependencies = [("conversations", "0005_talks_of_facilitator")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
