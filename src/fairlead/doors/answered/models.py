"""One row for each key a program has used. What was answered is sealed with the key itself, which is not kept.

So the row gives nobody the words of a promise or the address of an invitation, and erasing need not look here."""

from __future__ import annotations

from django.db import models


class Answered(models.Model):
    """`claim_id`: whose work it is now. Without a status nothing was answered yet."""

    pk = models.CompositePrimaryKey("organisation_id", "person_id", "key_hash")
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    key_hash = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    claim_id = models.UUIDField()
    claimed_at = models.DateTimeField()
    status = models.SmallIntegerField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "answered"
        indexes = (models.Index(fields=["claimed_at"], name="answered_by_age"),)
