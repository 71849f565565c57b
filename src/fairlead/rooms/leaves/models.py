"""Tables of the leaves room: who may read along with what, and what they asked beside it.

Nothing here decides anything, and no other room may import it. People and things are plain ids. What was
asked is erasable: it is no part of any journal, and no law looks at it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Leave(models.Model):
    """Somebody invited to read along. `kind`, `thing_id`: a promise, or a week of somebody's reflections.

    other_id: whose yes it needs besides that of by_id; null where the thing is one person's alone. agreed_at, ends_at:
    once both said so. ended_at: when either ended it; nobody needs to, once ends_at has come. is_untold: the
    notices room has not told of the last change yet."""

    id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    thing_id = models.UUIDField()
    coach_id = models.UUIDField()
    by_id = models.UUIDField()
    other_id = models.UUIDField(null=True)
    suggested_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)
    is_untold = models.BooleanField(default=True)

    class Meta:
        indexes = (
            models.Index(fields=["organisation_id", "coach_id", "ends_at"], name="leave_of_coach"),
            models.Index(fields=["organisation_id", "by_id"], name="leave_of_inviting"),
            models.Index(fields=["organisation_id", "other_id"], name="leave_of_other"),
            models.Index(fields=["id"], condition=Q(is_untold=True), name="leave_untold"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["thing_id", "kind"], condition=Q(ended_at__isnull=True), name="one_leave_per_thing"
            ),
        )


class Addition(models.Model):
    """A question or a prompt of a coach, beside a thing: for those who may read the thing."""

    id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    thing_id = models.UUIDField()
    by_id = models.UUIDField()
    sort = models.CharField(max_length=8)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["thing_id", "kind", "at"], name="additions_of_thing"),
            models.Index(fields=["organisation_id", "by_id"], name="additions_of_person"),
        )
