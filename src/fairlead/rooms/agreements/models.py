"""Tables of the agreements room. The journal is the truth; Standing and Party are what it folds to, for lists.

Nothing here decides anything, and no other room may import it. People, teams and conversations are plain ids. Moves
are append-only in the database itself (migration 0002); words lie beside them and can be erased."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Move(models.Model):
    """One line of the journal. `data`: canonical JSON, dates and ids; `text_hash`: of the words, if any."""

    organisation_id = models.UUIDField()
    agreement_id = models.UUIDField()
    number = models.IntegerField()
    act = models.CharField(max_length=20)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    version = models.IntegerField()
    data = models.TextField()
    text_hash = models.CharField(max_length=64, null=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation_id", "agreement_id", "number"], name="move_of_agreement"
            ),
        )


class Words(models.Model):
    """What was written in a move: canonical JSON and its salt. The row goes when it is erased."""

    pk = models.CompositePrimaryKey("agreement_id", "number")
    agreement_id = models.UUIDField()
    number = models.IntegerField()
    salt = models.BinaryField(max_length=32)
    words = models.TextField()


class Standing(models.Model):
    """One row an agreement, written in the transaction of its last move. What time does is derived when it is read."""

    agreement_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    team_id = models.UUIDField(null=True)
    conversation_id = models.UUIDField(null=True)
    number = models.IntegerField()
    ended = models.CharField(max_length=12, null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    head = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(
                F("organisation_id"),
                F("team_id"),
                F("updated_at").desc(),
                F("agreement_id"),
                name="agreement_of_team",
            ),
            models.Index(
                fields=["organisation_id", "conversation_id"],
                condition=Q(conversation_id__isnull=False),
                name="agreement_of_talk",
            ),
        )


class Party(models.Model):
    """Whose an agreement is: of the version on the table, and of the one that stands."""

    pk = models.CompositePrimaryKey("agreement_id", "person_id")
    agreement_id = models.UUIDField()
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "person_id"], name="agreement_of_party"),)


class Erasing(models.Model):
    """How far the words of people who were erased are taken out; `look`: see actions/erasing.py."""

    look = models.CharField(max_length=5, primary_key=True)
    reached_at = models.DateTimeField()
    reached_id = models.UUIDField(null=True)
    has_traces = models.BooleanField(default=False)


class Reached(models.Model):
    """How far a journal is followed; see actions/hearing.py."""

    journal = models.CharField(max_length=20, primary_key=True)
    position = models.BigIntegerField(default=0)
