"""Tables of the pulses room: when a team is asked, who in which wave, and what was published of it.

No ballot, no ticket and no private key: those are in the box (box.py) until the close. Nothing here decides anything, and
no other room may import it."""

from __future__ import annotations

from django.db import models

from fairlead.doors.journal.rows import ErasingPlace


class Rhythm(models.Model):
    """That a team has a pulse, every so many weeks. next_on: the day on which its next wave may open.

    has_links: whoever has no JavaScript may answer by a mailed link, which is confidential and not more."""

    team_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    weeks = models.IntegerField()
    next_on = models.DateField(db_index=True)
    has_links = models.BooleanField(default=False)


class Wave(models.Model):
    """number: counted from 1 in its team. items: the codes of the questions. state: open, closed or too_few.

    token_modulus, token_exponent, seal_key: the public halves. is_swept: nothing of it is left in the box's files."""

    id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    team_id = models.UUIDField()
    number = models.IntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    closes_at = models.DateTimeField()
    instrument = models.CharField(max_length=40)
    items = models.JSONField()
    token_modulus = models.BinaryField()
    token_exponent = models.IntegerField()
    seal_key = models.JSONField()
    state = models.CharField(max_length=8, default="open")
    is_swept = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["team_id", "number"], name="one_wave_of_a_number"),)
        indexes = (
            models.Index(
                fields=["closes_at"], condition=models.Q(is_swept=False), name="waves_not_done_with"
            ),
        )


class Asked(models.Model):
    """Somebody of a wave's roster, as it was frozen when the wave opened. It stays until a later wave is shown."""

    pk = models.CompositePrimaryKey("wave_id", "person_id")
    wave_id = models.UUIDField()
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()


class Release(models.Model):
    """What was published, computed once; the database refuses to change or delete it. manifest: without the comments.

    is_changed: so much noise as goes with a roster that differs by one or two. drawing: corners and bars, of what is
    in the manifest alone."""

    wave_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    team_id = models.UUIDField(db_index=True)
    manifest = models.JSONField()
    is_changed = models.BooleanField()
    drawing = models.JSONField()


class ParentRelease(models.Model):
    """What was published of several teams together, for who leads the team above; as Release, and as unchangeable.

    teams: how many are in it. waves: their waves, by id."""

    id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    team_id = models.UUIDField(db_index=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    teams = models.IntegerField()
    waves = models.JSONField()
    manifest = models.JSONField()
    is_changed = models.BooleanField()
    drawing = models.JSONField()


class Comments(models.Model):
    """The comments of a release, all together and shuffled."""

    wave_id = models.UUIDField(primary_key=True)
    organisation_id = models.UUIDField()
    told = models.JSONField()


class Mirror(models.Model):
    """What somebody who leads the team answered in mirror words: theirs alone, sealed under their key."""

    pk = models.CompositePrimaryKey("wave_id", "person_id")
    wave_id = models.UUIDField()
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    sealed = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "person_id"], name="mirrors_of_person"),)


class Thought(models.Model):
    """What somebody of the team thinks a result means, under their name; one a person, theirs to change."""

    pk = models.CompositePrimaryKey("wave_id", "person_id")
    wave_id = models.UUIDField()
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["organisation_id", "person_id"], name="thoughts_of_person"),)


class Theme(models.Model):
    """Something the team said, in the words of who named it, and its answer. text, answer: None once it was erased.

    decision: did, will, not_now; empty while it waits. on: by when, or when it is looked at again."""

    id = models.UUIDField(primary_key=True)
    wave_id = models.UUIDField(db_index=True)
    organisation_id = models.UUIDField()
    named_by_id = models.UUIDField()
    text = models.TextField(null=True)
    named_on = models.DateField()
    decision = models.CharField(max_length=8, default="")
    answer = models.TextField(null=True)
    on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    decided_by_id = models.UUIDField(null=True)


class Outcome(models.Model):
    """An agreement that was suggested to the team out of a wave."""

    agreement_id = models.UUIDField(primary_key=True)
    wave_id = models.UUIDField(db_index=True)
    organisation_id = models.UUIDField()


class Erasing(ErasingPlace):
    pass
