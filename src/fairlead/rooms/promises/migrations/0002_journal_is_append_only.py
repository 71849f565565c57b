"""The journal refuses UPDATE and DELETE in the database itself, whoever asks."""

from django.db import migrations

from fairlead.doors.journal.guard import append_only


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_journal_and_standing")]
    operations = [append_only("promises_move")]
