"""The outbox: which mail is to go to whom, when, and how far it has come. No word of anybody is in a row.

What may not: rules (core/notices), text. What a mail says is read when it is sent, with the right to
see it asked again then."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from fairlead.doors.ids import new_id


class Position(models.Model):
    """How far this room has followed a journal; written in the transaction that wrote what follows from it."""

    journal = models.CharField(max_length=20, primary_key=True)
    position = models.BigIntegerField(default=0)


class Outbox(models.Model):
    """One mail to one person. `thing_id`: the promise (conversation, act) it is about; for the daily note the person.

    `mark` tells one occasion from the next, so that the same notice is never written twice: the number
    of a move, a version, a day. `lease_*`: somebody is sending it, or it may not be tried before.
    `reason`: why it was cancelled. The Message-ID is fixed here, so that a mail sent twice is one mail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    kind = models.CharField(max_length=10)
    thing_id = models.UUIDField()
    mark = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    message_id = models.CharField(max_length=200)
    tries = models.IntegerField(default=0)
    lease_ends_at = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, default="")

    class Meta:
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, cancelled_at__isnull=True),
                name="outbox_pending",
            ),
            models.Index(fields=["organisation_id", "thing_id"], name="outbox_of_thing"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["person_id", "kind", "thing_id", "mark"], name="one_mail_per_occasion"
            ),
        )


class ReflectionPause(models.Model):
    """Somebody left two weeks out and was asked once whether another rhythm would suit: silent until they write again.

    week: in which they were asked."""

    person_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    week = models.CharField(max_length=8)


class DailyLine(models.Model):
    """A move that the daily note `note_id` will tell its person of; or a step, where `about` is a conversation,
    and promise_id its id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    note_id = models.UUIDField()
    promise_id = models.UUIDField()
    number = models.IntegerField()
    about = models.CharField(max_length=12, default="promise")

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "note_id"], name="lines_of_note"),)
        constraints = (
            models.UniqueConstraint(fields=["person_id", "promise_id", "number"], name="one_line_per_move"),
        )
