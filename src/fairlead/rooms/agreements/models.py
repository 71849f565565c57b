"""Tables of the agreements room. The journal is the truth; Standing and Party are what it folds to, for lists.

Nothing here decides anything, and no other room may import it. People, teams and conversations are plain ids. Moves
are append-only in the database itself (migration 0002); words lie beside them and can be erased."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from fairlead.doors.journal.rows import ErasingPlace, LineRow, WordsRow


class Move(LineRow):
    agreement_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation_id", "agreement_id", "number"], name="move_of_agreement"
            ),
        )


class Words(WordsRow):
    pk = models.CompositePrimaryKey("agreement_id", "number")
    agreement_id = models.UUIDField()


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


class Erasing(ErasingPlace):
    pass


class Reached(models.Model):
    """How far a journal is followed; see actions/hearing.py."""

    journal = models.CharField(max_length=20, primary_key=True)
    position = models.BigIntegerField(default=0)


class Shared(models.Model):
    """What one of two said may be read of this version by others: `audience` team, or above (who leads the team above).

    It takes both, of the same version and team; a later version is the two's alone again."""

    pk = models.CompositePrimaryKey("agreement_id", "person_id", "audience")
    agreement_id = models.UUIDField()
    person_id = models.UUIDField()
    audience = models.CharField(max_length=5)
    organisation_id = models.UUIDField()
    team_id = models.UUIDField()
    version = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "team_id"], name="shared_with_team"),)


class Cited(models.Model):
    """A promise that came out of an agreement, or of a conversation (what would set it right, what was never asked).

    `place`: which action of which `version`, or for a conversation the version of the step; null: it only cites it.
    No words: what each says lies with itself."""

    pk = models.CompositePrimaryKey("promise_id", "source_id")
    promise_id = models.UUIDField()
    source_id = models.UUIDField()
    organisation_id = models.UUIDField()
    source = models.CharField(max_length=12)
    version = models.IntegerField(null=True)
    place = models.IntegerField(null=True)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "source_id"], name="promises_out_of"),)
