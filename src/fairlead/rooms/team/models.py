"""Tables of the team room: when a team looks at how it works, and its counts of the week as they were frozen.

Nothing here is of a person: counts that may not be shown are not kept. No other room may import it."""

from __future__ import annotations

from django.db import models


class Rhythm(models.Model):
    """What a team chose. Without a row it looks once a month (core/process.py)."""

    team_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    every = models.CharField(max_length=9)
    first_on = models.DateField()
    updated_at = models.DateTimeField()


class WeekCounts(models.Model):
    """The counts of one team, frozen for one week from its Monday on. shown: JSON, null where one is withheld."""

    pk = models.CompositePrimaryKey("team_id", "monday_on")
    team_id = models.UUIDField()
    monday_on = models.DateField()
    organisation_id = models.UUIDField()
    taken_at = models.DateTimeField()
    shown = models.JSONField()
