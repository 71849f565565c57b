"""Tables of the promises room. The journal is the truth; Standing is what it folds to, for lists.

Nothing here decides anything, and no other room may import it. People are plain ids. Moves are
append-only in the database itself (migration 0002); words lie beside them and can be erased."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import models
from django.db.models import F, Q

from fairlead.doors.journal.rows import LineRow, WordsRow

NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""The date of a promise without one: it sorts behind every other."""


class Move(LineRow):
    promise_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation_id", "promise_id", "number"], name="move_of_promise"
            ),
        )


class Words(WordsRow):
    pk = models.CompositePrimaryKey("promise_id", "number")
    promise_id = models.UUIDField()


class Standing(models.Model):
    """One row a promise, written in the transaction of its last move, rebuilt by replay."""

    promise_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    team_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=7)
    asker_id = models.UUIDField()
    doer_id = models.UUIDField()
    stage = models.CharField(max_length=20)
    spoke_last = models.CharField(max_length=5, null=True)
    ball_id = models.UUIDField(null=True)
    is_ended = models.BooleanField()
    is_at_risk = models.BooleanField()
    number = models.IntegerField()
    version = models.IntegerField()
    outcome = models.TextField()
    points = models.IntegerField()
    due_at = models.DateTimeField()
    agreed_due_at = models.DateTimeField(null=True)
    check_by_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    head = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(
                fields=["organisation_id", "ball_id", "due_at", "promise_id"],
                name="standing_waiting",
                condition=Q(ball_id__isnull=False),
            ),
            models.Index(
                fields=["organisation_id", "doer_id", "due_at", "promise_id"],
                name="standing_mine",
                condition=Q(is_ended=False),
            ),
            models.Index(
                fields=["organisation_id", "asker_id", "due_at", "promise_id"],
                name="standing_asked",
                condition=Q(is_ended=False),
            ),
            models.Index(
                fields=["agreed_due_at", "promise_id"],
                name="standing_dates",
                condition=Q(is_ended=False, agreed_due_at__isnull=False),
            ),
            models.Index(
                F("organisation_id"),
                F("doer_id"),
                F("is_ended"),
                F("updated_at").desc(),
                F("promise_id"),
                name="standing_by_doer",
            ),
            models.Index(
                F("organisation_id"),
                F("asker_id"),
                F("is_ended"),
                F("updated_at").desc(),
                F("promise_id"),
                name="standing_by_asker",
            ),
        )


class Sharing(models.Model):
    """One of the two lets the team see outcome, date and open, kept or closed; it counts when both do."""

    pk = models.CompositePrimaryKey("promise_id", "person_id")
    promise_id = models.UUIDField()
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    team_id = models.UUIDField()

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "team_id", "promise_id"], name="sharing_of_team"),)


class Draft(models.Model):
    """An ask or offer in the making: its author's alone. `sealed`: its JSON, any part missing, under their key."""

    id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    sealed = models.BinaryField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(
                F("organisation_id"), F("person_id"), F("updated_at").desc(), name="draft_of_person"
            ),
        )


class Erasing(models.Model):
    """How far the words of people who were erased are taken out; `look`: see actions/erasing.py.

    reached_*: the last person done with. person_id, promise_id: who is being worked on, and how far.
    traces: what still has to be swept out of the database's files (0: nothing)."""

    look = models.CharField(max_length=5, primary_key=True)
    reached_at = models.DateTimeField()
    reached_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    promise_id = models.UUIDField(null=True)
    traces = models.SmallIntegerField(default=0)
