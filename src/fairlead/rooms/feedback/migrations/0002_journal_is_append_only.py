"""The journal refuses UPDATE and DELETE in the database itself, whoever asks."""

from django.db import migrations

from fairlead.doors.journal.guard import append_only


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_what_is_said")]
    operations = [append_only("feedback_move")]
