"""The rows of people: who there is, where they belong, and what lets them in.

What may not: rules, queries for other rooms. A secret is never a column, only its SHA-256."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from fairlead.doors.ids import new_id, new_secret_id

NAME = 100
ZONE = 64


class Accounts(BaseUserManager["Account"]):
    """What Django's own sign-in code asks for; everything else is in queries.py."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """One human being's way in: an address, a password, or neither yet (invited by link).

    No last_login: nobody's last visit is kept."""

    last_login = None
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True, null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Accounts] = Accounts()


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=NAME)
    language = models.CharField(max_length=16, default="en")
    zone = models.CharField(max_length=ZONE, default="UTC")
    # ISO weekdays, Monday is 1: "12345".
    working_days = models.CharField(max_length=7, default="12345")
    # Who is there for what is no matter of work between two: shown to everybody before they invite to talk.
    concerns_to = models.CharField(max_length=500, default="")
    # Whether people here can look at how they listened; an organisation can do without.
    has_mirror = models.BooleanField(default=True)
    created_at = models.DateTimeField()


class Person(models.Model):
    """Somebody in one organisation. The row and its id stay for ever; erasure takes the name.

    `email` is the address the organisation knows the person by (an invitation's, or a verified
    one); the address that signs in is the account's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, db_index=False)
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="persons")
    name = models.CharField(max_length=NAME)
    email = models.EmailField(max_length=254, null=True)
    is_admin = models.BooleanField(default=False)
    # A coach from outside: in no team and on no list, reads only what was shared.
    is_guest = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    away_until = models.DateField(null=True)
    zone = models.CharField(max_length=ZONE, default="UTC")
    language = models.CharField(max_length=16, default="en")
    theme = models.CharField(max_length=6, default="system")
    has_shortcuts = models.BooleanField(default=True)
    # What a pressed key stands for where that is not itself; see fields.keys.
    keys = models.JSONField(default=dict)
    # Kept here for the notices room, which alone knows what they mean.
    notice_settings = models.JSONField(default=dict)
    # Which team Today and Team show; not a foreign key, since a team may be left.
    shown_team_id = models.UUIDField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["organisation", "name", "id"], name="people_by_name"),
            models.Index(
                fields=["erased_at", "id"], condition=Q(erased_at__isnull=False), name="people_erased"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(email__isnull=False),
                name="one_person_per_address",
            ),
            models.UniqueConstraint(
                fields=["account", "organisation"],
                condition=Q(account__isnull=False),
                name="one_person_per_account",
            ),
        )


class PersonKey(models.Model):
    """The key that seals this person's private texts, wrapped by the installation's key `key_id` (private.py)."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    key_id = models.CharField(max_length=64)
    wrapped = models.BinaryField()


class Team(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, db_index=False)
    name = models.CharField(max_length=NAME)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "name"], name="one_team_per_name"),)


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, db_index=False, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    is_lead = models.BooleanField(default=False)
    since_on = models.DateField()

    class Meta:
        indexes = (models.Index(fields=["organisation", "team"], name="members_by_team"),)
        constraints = (models.UniqueConstraint(fields=["team", "person"], name="one_membership_per_team"),)


class Session(models.Model):
    """A browser that is signed in. Its person can see and end it; when it was last used is not kept."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    # What the person's own list calls it in an address; says nothing about the key.
    id = models.UUIDField(unique=True, default=new_secret_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, null=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True)
    device = models.CharField(max_length=60, default="")
    session_data = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)


class SignInLink(models.Model):
    """Signs in once, on its POST. Without a person it founds the installation."""

    id = models.UUIDField(primary_key=True, default=new_secret_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True)
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)


class Invitation(models.Model):
    """Lets one invited person in: one use, spent by the answer and not by opening.

    `about_id` is what the invitation opens, known only to the room that asked for it."""

    id = models.UUIDField(primary_key=True, default=new_secret_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    by = models.ForeignKey(Person, models.CASCADE, db_index=False, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    about_id = models.UUIDField(null=True)
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["organisation", "person"], name="invitations_by_person"),)


class Token(models.Model):
    """A key for programs. When it was last used is not kept."""

    id = models.UUIDField(primary_key=True, default=new_secret_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE)
    name = models.CharField(max_length=NAME, default="")
    code_hash = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Holiday(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, db_index=False)
    on = models.DateField()
    name = models.CharField(max_length=NAME, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "on"], name="one_holiday_per_day"),)


class AdminAct(models.Model):
    """What an administrator (or the machine: `by` is null) did that touches a person. The person is told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="admin_acts")
    by = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False, related_name="+")
    act = models.CharField(max_length=30)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    # Set by the notices room when the mail is in its outbox.
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["organisation", "person", "at"], name="acts_by_person"),
            models.Index(fields=["at"], condition=Q(told_at__isnull=True), name="acts_untold"),
        )
