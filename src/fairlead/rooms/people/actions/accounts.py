"""Accounts: the way in of one human being, shared by their persons in several organisations.

What may not: persons, and signing in itself (allauth does that)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from fairlead.core.refusals import Refusal
from fairlead.rooms.people import fields
from fairlead.rooms.people.models import Account, Person


def new_account(email: str | None, *, at: datetime) -> Account:
    """Without a password. The address, if there is one, still has to be verified."""
    if email is not None and Account.objects.filter(email=email).exists():
        raise Refusal("already_there", field="email")
    account = Account(email=email, created_at=at)
    account.set_unusable_password()
    account.save()
    if email is not None:
        EmailAddress.objects.create(user=account, email=email, primary=True, verified=False)
    return account


@transaction.atomic
def give_first_address(account: UUID, *, email: str) -> None:
    """The address somebody invited by link wants to come back with. Replaces one not verified."""
    email = fields.address(email)
    if EmailAddress.objects.filter(user_id=account, verified=True).exists():
        raise Refusal("not_allowed", field="email")
    if Account.objects.filter(email=email).exclude(id=account).exists():
        raise Refusal("already_there", field="email")
    EmailAddress.objects.filter(user_id=account).delete()
    EmailAddress.objects.create(user_id=account, email=email, primary=True, verified=False)
    Account.objects.filter(id=account).update(email=email)


@transaction.atomic
def take_verified_address(account: UUID, *, email: str) -> None:
    """The person proved that this address is theirs: it signs in, and gets their mail from now on.

    Another account that had only typed it loses it."""
    email = fields.address(email)
    rows = EmailAddress.objects.filter(email=email)
    if rows.filter(verified=True).exclude(user_id=account).exists():
        raise Refusal("already_there", field="email")
    rows.exclude(user_id=account).delete()
    Account.objects.filter(email=email).exclude(id=account).update(email=None)
    EmailAddress.objects.filter(user_id=account).exclude(email=email).delete()
    EmailAddress.objects.update_or_create(
        user_id=account, email=email, defaults={"primary": True, "verified": True}
    )
    Account.objects.filter(id=account).update(email=email)
    _tell_organisations(account, email)


def _tell_organisations(account: UUID, email: str) -> None:
    for person in Person.objects.filter(account_id=account):
        others = Person.objects.filter(organisation_id=person.organisation_id, email=email)
        if not others.exclude(id=person.id).exists():
            person.email = email
            person.save(update_fields=["email"])


@transaction.atomic
def set_password(account: UUID, *, password: str) -> None:
    """Already checked by the rules for passwords. Ending other sessions is the door's next act."""
    row = Account.objects.select_for_update().get(id=account)
    row.set_password(password)
    row.save(update_fields=["password"])
