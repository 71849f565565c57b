"""Tables of the listening room: figures of one's own that one chose to keep, sealed; and how far erasing has come.

No talk, no word of one, no name: only numbers under their owner's key. No other room may import this."""

from __future__ import annotations

from django.db import models

from fairlead.doors.ids import new_secret_id


class Kept(models.Model):
    """One talk's own figures. `sealed`: JSON under the person's key. The id says nothing, not even when."""

    id = models.UUIDField(primary_key=True, default=new_secret_id, editable=False)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    sealed = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "person_id"], name="mirror_by_person"),)


class Erasing(models.Model):
    """How far the figures of people who were erased are deleted; `look`: see person_by_person."""

    look = models.CharField(max_length=5, primary_key=True)
    reached_at = models.DateTimeField()
    reached_id = models.UUIDField(null=True)
    has_traces = models.BooleanField(default=False)
