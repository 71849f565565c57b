"""The one table of the coaching room: how far it has taken out what erased people left behind."""

from __future__ import annotations

from django.db import models


class Erasing(models.Model):
    """How far leaves and questions of people who were erased are ended and taken out; `look`: see person_by_person."""

    look = models.CharField(max_length=5, primary_key=True)
    reached_at = models.DateTimeField()
    reached_id = models.UUIDField(null=True)
    has_traces = models.BooleanField(default=False)
