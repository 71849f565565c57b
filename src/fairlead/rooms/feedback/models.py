"""Tables of the feedback room. Signed: a journal, its words beside it, and what stands. Unsigned: tables that hold
no author, no moment and no order of rows (migration 0003), so that nothing in them leads to anybody.

Nothing here decides anything, and no other room may import it. People and teams are plain ids."""

from __future__ import annotations

from django.db import models

from fairlead.doors.journal.rows import ErasingPlace, LineRow, WordsRow


class Move(LineRow):
    feedback_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation_id", "feedback_id", "number"], name="move_of_feedback"
            ),
        )


class Words(WordsRow):
    pk = models.CompositePrimaryKey("feedback_id", "number")
    feedback_id = models.UUIDField()


class Standing(models.Model):
    """One row for each signed one, written in the transaction of its last move. to: a person or a team.

    due_on: from when on it waits for its recipient by itself (core/feedback/law.comes_due_on)."""

    feedback_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    author_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    given_on = models.DateField()
    stage = models.CharField(max_length=10)
    has_leave = models.BooleanField()
    decided_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    number = models.IntegerField()
    updated_at = models.DateTimeField()
    head = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(fields=["organisation_id", "author_id", "given_on"], name="feedback_of_author"),
            models.Index(fields=["organisation_id", "person_id", "given_on"], name="feedback_to_person"),
            models.Index(fields=["organisation_id", "team_id", "given_on"], name="feedback_to_team"),
        )


class Erasing(ErasingPlace):
    pass


# --- without a name ---


class Unsigned(models.Model):
    """What was said without a name. given_on: the Monday of the week it was told in; null: not told yet."""

    pk = models.CompositePrimaryKey("organisation_id", "feedback_id")
    organisation_id = models.UUIDField()
    feedback_id = models.UUIDField()
    receipt_hash = models.CharField(max_length=64, unique=True)
    person_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    given_on = models.DateField(null=True)
    stage = models.CharField(max_length=10)
    decided_on = models.DateField(null=True)
    due_on = models.DateField(null=True)


class Said(models.Model):
    """One line of it. by_id, on: of the recipient's alone. words: null when they were erased."""

    pk = models.CompositePrimaryKey("organisation_id", "feedback_id", "number")
    organisation_id = models.UUIDField()
    feedback_id = models.UUIDField()
    number = models.IntegerField()
    act = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)
    on = models.DateField(null=True)
    data = models.JSONField()
    words = models.JSONField(null=True)
    has_words = models.BooleanField()


class WeekKey(models.Model):
    """What signs the tickets of one week. private: null once the week is over."""

    pk = models.CompositePrimaryKey("organisation_id", "week")
    organisation_id = models.UUIDField()
    week = models.CharField(max_length=8)
    modulus = models.BinaryField()
    exponent = models.IntegerField()
    private = models.BinaryField(null=True)


class Issued(models.Model):
    """Who has had the ticket of a week, used or not. No moment; it goes with the week.

    blinded_hash: of what was signed, so that asking again after a lost answer gives the same."""

    pk = models.CompositePrimaryKey("organisation_id", "week", "person_id")
    organisation_id = models.UUIDField()
    week = models.CharField(max_length=8)
    person_id = models.UUIDField()
    blinded_hash = models.CharField(max_length=64)


class Spent(models.Model):
    """A ticket that was used, by the hash of its id alone: not of which week, and for what."""

    pk = models.CompositePrimaryKey("organisation_id", "id_hash")
    organisation_id = models.UUIDField()
    id_hash = models.CharField(max_length=64)


class Telling(models.Model):
    """The day on which an organisation's were last told."""

    organisation_id = models.UUIDField(primary_key=True)
    told_on = models.DateField()
