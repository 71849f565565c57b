"""Tables of the conversations room. The journal is the truth; Standing is what it folds to, for lists.

Nothing here decides anything, and no other room may import it. People and promises are plain ids. Steps are
append-only in the database itself (migration 0002); words lie beside them and can be erased."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from fairlead.doors.journal.rows import ErasingPlace, LineRow, WordsRow


class Step(LineRow):
    conversation_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation_id", "conversation_id", "number"], name="step_of_conversation"
            ),
        )


class Words(WordsRow):
    pk = models.CompositePrimaryKey("conversation_id", "number")
    conversation_id = models.UUIDField()


class Note(models.Model):
    """What one of the two writes alone to a prompt, the last time. `sealed`: the text, under their own key."""

    pk = models.CompositePrimaryKey("conversation_id", "person_id", "prompt")
    conversation_id = models.UUIDField()
    person_id = models.UUIDField()
    prompt = models.SmallIntegerField()
    organisation_id = models.UUIDField()
    sealed = models.BinaryField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "person_id"], name="note_of_person"),)


class Standing(models.Model):
    """One row a conversation, written in the transaction of its last step.

    invited_id: the other of the two, from the invitation on; before it the conversation is the opener's alone.
    facilitator_id: who reads along until leave_ends_at; with no such moment, who was suggested and reads nothing.
    awaited_on: the day from which the word of those awaited is, where that is not at once.
    erased_at: when words in it were erased last; no step says so."""

    conversation_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    promise_id = models.UUIDField(null=True)
    asker_id = models.UUIDField()
    doer_id = models.UUIDField()
    opener_id = models.UUIDField()
    invited_id = models.UUIDField(null=True)
    step = models.CharField(max_length=12)
    number = models.IntegerField()
    version = models.IntegerField()
    is_asker_awaited = models.BooleanField()
    is_doer_awaited = models.BooleanField()
    awaited_on = models.DateField(null=True)
    paused_until = models.DateField(null=True)
    ended = models.CharField(max_length=12, null=True)
    facilitator_id = models.UUIDField(null=True)
    leave_ends_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    head = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                F("organisation_id"),
                F("opener_id"),
                F("updated_at").desc(),
                F("conversation_id"),
                name="talk_of_opener",
            ),
            models.Index(
                F("organisation_id"),
                F("invited_id"),
                F("updated_at").desc(),
                F("conversation_id"),
                name="talk_of_invited",
            ),
            models.Index(fields=["organisation_id", "promise_id"], name="talk_about_promise"),
            models.Index(
                fields=["organisation_id", "facilitator_id", "leave_ends_at"],
                name="talk_of_facilitator",
                condition=Q(facilitator_id__isnull=False),
            ),
        )


class TeamCode(models.Model):
    """What a team calls a code by, or that it retired it. Own ones of a team are never deleted, only retired.

    label: empty where a built-in one keeps its own. place: on the line; of own ones only."""

    pk = models.CompositePrimaryKey("team_id", "code")
    team_id = models.UUIDField()
    code = models.CharField(max_length=24)
    organisation_id = models.UUIDField()
    label = models.CharField(max_length=60, default="")
    place = models.CharField(max_length=12, null=True)
    is_retired = models.BooleanField(default=False)
    created_at = models.DateTimeField()


class Erasing(ErasingPlace):
    pass
