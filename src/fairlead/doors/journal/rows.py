"""The tables of a journal, for a room's models to inherit from; each adds the id of what it is of.

What may not live here: a table of its own, and standing (each room's is another)."""

from __future__ import annotations

from django.db import models


class LineRow(models.Model):
    """One line of the journal. `data`: canonical JSON, dates and ids; `text_hash`: of the words, if any.

    The room adds a constraint: unique in organisation_id, the id, and number."""

    organisation_id = models.UUIDField()
    number = models.IntegerField()
    act = models.CharField(max_length=20)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    version = models.IntegerField()
    data = models.TextField()
    text_hash = models.CharField(max_length=64, null=True)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True


class WordsRow(models.Model):
    """What was written in a line: canonical JSON and its salt. The row goes when it is erased.

    The room adds the primary key: the id, and number."""

    number = models.IntegerField()
    salt = models.BinaryField(max_length=32)
    words = models.TextField()

    class Meta:
        abstract = True


class ErasingPlace(models.Model):
    """How far the words of people who were erased are taken out; `look`: see erase_person_by_person of promises."""

    look = models.CharField(max_length=5, primary_key=True)
    reached_at = models.DateTimeField()
    reached_id = models.UUIDField(null=True)
    has_traces = models.BooleanField(default=False)

    class Meta:
        abstract = True
