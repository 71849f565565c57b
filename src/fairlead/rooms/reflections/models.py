"""Tables of the reflections room. The answers are sealed for their author alone; no column says when they were written.

Nothing here decides anything, and no other room may import it. People are plain ids."""

from __future__ import annotations

from django.db import models


class Reflection(models.Model):
    """One person's week. `sealed`: the JSON of its answers by number, under the person's key."""

    id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    week = models.CharField(max_length=8)
    sealed = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation_id", "person_id", "week"], name="reflection_of_week"
            ),
        )


class Erasing(models.Model):
    """How far the reflections of people who were erased are deleted; `look`: see actions/erasing.py."""

    look = models.CharField(max_length=5, primary_key=True)
    reached_at = models.DateTimeField()
    reached_id = models.UUIDField(null=True)
