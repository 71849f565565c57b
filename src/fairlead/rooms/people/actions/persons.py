"""Adding people, and what happens to them: names, suspension, leaving, erasure.

What may not: teams (teams.py), what people set about themselves (own.py)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from fairlead.core.names import plain_name
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.people import fields, private
from fairlead.rooms.people.actions.accounts import new_account
from fairlead.rooms.people.actions.told import tell
from fairlead.rooms.people.models import (
    Account,
    AdminAct,
    Invitation,
    Membership,
    Organisation,
    Person,
    Session,
    SignInLink,
    Token,
)
from fairlead.rooms.people.rights import administrator
from fairlead.rooms.people.shapes import Entered


def person_for(by: Viewer | None, person: UUID) -> Person:
    """The row an administrator (or the machine, `by` None) may change, locked. Else not_found."""
    rows = Person.objects.select_for_update().filter(id=person, erased_at=None)
    if by is not None:
        administrator(by)
        rows = rows.filter(organisation_id=by.organisation)
    row = rows.first()
    if row is None:
        raise Refusal("not_found")
    return row


@transaction.atomic
def add_person(*, email: str, name: str, organisation: UUID, at: datetime, is_admin: bool = False) -> Entered:
    """Somebody with an address, without an invitation: on the machine only.

    An account that already has the address (in another organisation) is used."""
    email = fields.address(email)
    home = Organisation.objects.get(id=organisation)
    if Person.objects.filter(organisation=home, email=email).exists():
        raise Refusal("already_there", field="email")
    account = Account.objects.filter(email=email).first() or new_account(email, at=at)
    if Person.objects.filter(organisation=home, account=account).exists():
        raise Refusal("already_there", field="email")
    person = Person.objects.create(
        organisation=home,
        account=account,
        name=plain_name(name),
        email=email,
        is_admin=is_admin,
        zone=home.zone,
        language=home.language,
        created_at=at,
    )
    tell(person, "added", by=None, at=at)
    return Entered(account.id, person.id, home.id)


@transaction.atomic
def rename_person(person: UUID, *, name: str, by: Viewer, at: datetime) -> None:
    """By oneself, or by an administrator (of which the person is told)."""
    own = person == by.person
    row = Person.objects.select_for_update().get(id=person) if own else person_for(by, person)
    name = plain_name(name)
    if row.name == name:
        return
    tell(row, "renamed", by=by, at=at, before=row.name, after=name)
    row.name = name
    row.save(update_fields=["name"])


@transaction.atomic
def suspend(person: UUID, *, by: Viewer | None, at: datetime) -> None:
    """Ends every session at the next request. Promises go on; the other party sees it."""
    row = person_for(by, person)
    if by is not None and by.person == person:
        raise Refusal("not_allowed", field="person")
    if row.suspended_at is not None:
        return
    row.suspended_at = at
    row.save(update_fields=["suspended_at"])
    Session.objects.filter(person=row).delete()
    tell(row, "suspended", by=by, at=at)


@transaction.atomic
def reinstate(person: UUID, *, by: Viewer | None, at: datetime) -> None:
    row = person_for(by, person)
    if row.suspended_at is None and row.left_at is None:
        return
    row.suspended_at = row.left_at = None
    row.save(update_fields=["suspended_at", "left_at"])
    tell(row, "reinstated", by=by, at=at)


@transaction.atomic
def set_admin(person: UUID, *, is_admin: bool, by: Viewer | None, at: datetime) -> None:
    """Refused for the last administrator: somebody has to be able to let people in."""
    row = person_for(by, person)
    if row.is_admin == is_admin:
        return
    if not is_admin:
        refuse_without_administrator(row)
    row.is_admin = is_admin
    row.save(update_fields=["is_admin"])
    tell(row, "admin_given" if is_admin else "admin_taken", by=by, at=at)


def refuse_without_administrator(row: Person) -> None:
    others = Person.objects.filter(organisation_id=row.organisation_id, is_admin=True)
    are_here = others.filter(suspended_at=None, left_at=None, account__isnull=False)
    if row.is_admin and not are_here.exclude(id=row.id).exists():
        raise Refusal("not_allowed", field="is_admin")


@transaction.atomic
def leave(*, by: Viewer, at: datetime) -> None:
    """Somebody leaves the organisation of their own accord. Nothing promised ends by itself."""
    row = Person.objects.select_for_update().get(id=by.person)
    refuse_without_administrator(row)
    row.left_at = at
    row.is_admin = False
    row.save(update_fields=["left_at", "is_admin"])
    Membership.objects.filter(person=row).delete()
    _take_keys(row)


@transaction.atomic
def erase(person: UUID, *, at: datetime) -> None:
    """Name, address, account, all ways in and the key of private texts go; the row and its id stay, so that
    what the other party has remains whole. Words are erased by the rooms that keep them (queries.erased_since)."""
    row = Person.objects.select_for_update().filter(id=person).first()
    if row is None:
        raise Refusal("not_found")
    if row.erased_at is not None:
        return
    account = row.account_id
    organisation = Organisation.objects.get(id=row.organisation_id)
    with translation.override(organisation.language):
        row.name = " ".join((_("Former colleague"), row.id.hex[-4:].upper()))
    row.email = row.account = row.away_until = row.shown_team_id = None
    row.left_at = row.left_at or at
    row.erased_at = at
    row.is_admin = False
    row.keys, row.notice_settings = {}, {}
    row.save()
    private.forget_key(row.id)
    _take_keys(row)
    Membership.objects.filter(person=row).delete()
    AdminAct.objects.filter(person=row).update(data={}, told_at=at)
    if account is not None and not Person.objects.filter(account_id=account).exists():
        Account.objects.filter(id=account).delete()


def _take_keys(row: Person) -> None:
    Session.objects.filter(person=row).delete()
    Token.objects.filter(person=row).delete()
    SignInLink.objects.filter(person=row).delete()
    Invitation.objects.filter(person=row).delete()


def erase_oneself(*, by: Viewer, at: datetime) -> None:
    with transaction.atomic():
        refuse_without_administrator(Person.objects.select_for_update().get(id=by.person))
        erase(by.person, at=at)


def person_by_address(email: str) -> UUID:
    """For the machine's commands. With several organisations: the person added first."""
    address = fields.address(email)
    rows = Person.objects.filter(erased_at=None)
    row = rows.filter(email=address).order_by("created_at").first()
    row = row or rows.filter(account__email=address).order_by("created_at").first()
    if row is None:
        raise Refusal("not_found", field="email")
    return row.id
