"""Invitations: an invited person, a code for seven days, spent by the answer and not by opening.

What may not: what the invitation is about (a higher room's), signing in (the door's)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from fairlead.core.names import plain_name
from fairlead.core.policy import Viewer, administers
from fairlead.core.refusals import Refusal
from fairlead.doors.ids import new_id
from fairlead.rooms.people import fields
from fairlead.rooms.people.actions.accounts import new_account
from fairlead.rooms.people.codes import hash_of, new_code
from fairlead.rooms.people.models import (
    Invitation,
    Membership,
    Organisation,
    Person,
    Team,
)
from fairlead.rooms.people.queries import open_invitation
from fairlead.rooms.people.rights import administrator, lead_or_administrator
from fairlead.rooms.people.shapes import Entered, NewInvitation

LASTS: Final = timedelta(days=7)


@transaction.atomic
def invite(
    *,
    by: Viewer,
    at: datetime,
    name: str = "",
    email: str = "",
    team: UUID | None = None,
    about: UUID | None = None,
    once: UUID | None = None,
    guest: bool = False,
) -> NewInvitation:
    """Anybody may invite somebody to answer them; into a team, its leads and administrators.

    Who was invited before and has not answered is invited again as the same person. A form sent
    twice with the same random `once` invites one person; the later code is the good one. guest: as a coach from
    outside, who is in no team and on no list; whoever is asked or taken in otherwise is none any longer.
    Refused: already_there when the address belongs to somebody who has answered."""
    if team is not None:
        lead_or_administrator(by, team)
        if not Team.objects.filter(id=team, organisation_id=by.organisation).exists():
            raise Refusal("bad_field", field="team")
    person = _sent_before(by, once, at=at) or _invited(by, name=name, email=email, at=at, once=once)
    if person.is_guest != guest and (person.created_at == at or not guest):
        person.is_guest = guest
        person.save(update_fields=["is_guest"])
    return _invitation(person, by=by, team=team, about=about, at=at)


def _sent_before(by: Viewer, once: UUID | None, *, at: datetime) -> Person | None:
    if once is None:
        return None
    mine = Invitation.objects.filter(person_id=once, by_id=by.person, spent_at=None)
    person = Person.objects.filter(id=once).first()
    if person is None:
        return None
    if person.account_id is not None or not mine.update(revoked_at=at):
        raise Refusal("already_there", field="name")
    return person


@transaction.atomic
def invite_again(person: UUID, *, by: Viewer, at: datetime, about: UUID | None = None) -> NewInvitation:
    """A new code for somebody who was invited and has not answered; the earlier ones end.

    about: an invitation to answer this, which anybody may send; one about something else stays good."""
    rows = Person.objects.filter(id=person, organisation_id=by.organisation, account=None)
    row = rows.filter(erased_at=None, left_at=None, suspended_at=None).first()
    if row is None:
        raise Refusal("not_found")
    earlier = Invitation.objects.filter(person=row, spent_at=None)
    earlier = earlier.filter(about_id=about) if about else earlier.filter(revoked_at=None)
    if about is None and not earlier.filter(by_id=by.person).exists():
        administrator(by)
    last = earlier.order_by("created_at").last()
    earlier.update(revoked_at=at)
    return _invitation(
        row,
        by=by,
        team=last.team_id if last else None,
        about=about or (last.about_id if last else None),
        at=at,
    )


def _invited(by: Viewer, *, name: str, email: str, at: datetime, once: UUID | None) -> Person:
    address = fields.address(email) if email.strip() else None
    if address is not None:
        known = Person.objects.filter(organisation_id=by.organisation, email=address).first()
        if known is not None and known.account_id is not None:
            raise Refusal("already_there", field="email")
        if known is not None:
            return known
    called = name if name.strip() or address is None else address.partition("@")[0]
    home = Organisation.objects.get(id=by.organisation)
    return Person.objects.create(
        id=once or new_id(),
        organisation=home,
        name=plain_name(called),
        email=address,
        zone=home.zone,
        language=home.language,
        created_at=at,
    )


def _invitation(
    person: Person, *, by: Viewer, team: UUID | None, about: UUID | None, at: datetime
) -> NewInvitation:
    code = new_code()
    row = Invitation.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        by_id=by.person,
        team_id=team,
        about_id=about,
        code_hash=hash_of(code),
        created_at=at,
        expires_at=at + LASTS,
    )
    return NewInvitation(row.id, person.id, person.name, code, row.expires_at)


@transaction.atomic
def spend_invitation(
    code: str,
    *,
    at: datetime,
    name: str = "",
    account: UUID | None = None,
    zone: str = "",
    language: str = "",
) -> Entered:
    """Makes the invited person real, within the caller's transaction: call it before the answer.

    `account` is that of a person already signed in (in another organisation). The second of two
    at once is refused with code_used; already_there: the account has a person here already."""
    found = open_invitation(code, at=at)
    rows = Invitation.objects.filter(id=found.id, spent_at=None)
    if not rows.update(spent_at=at):
        raise Refusal("code_used", about=found.about)
    person = Person.objects.select_for_update().get(id=found.person)
    if person.account_id is not None:
        raise Refusal("code_used", about=found.about)
    _bind(person, account=account, at=at)
    person.name = plain_name(name) if name.strip() else person.name
    person.zone = fields.zone(zone) if zone else person.zone
    person.language = fields.language(language) if language else person.language
    person.save()
    if found.team is not None:
        Person.objects.filter(id=person.id).update(is_guest=False)
        Membership.objects.get_or_create(
            team_id=found.team,
            person=person,
            defaults={"organisation_id": person.organisation_id, "since_on": at.date()},
        )
    Invitation.objects.filter(person=person, spent_at=None).update(revoked_at=at)
    return Entered(_account_id(person), person.id, person.organisation_id)


def _account_id(person: Person) -> UUID:
    if person.account_id is None:
        raise Refusal("code_expired")
    return person.account_id


def _bind(person: Person, *, account: UUID | None, at: datetime) -> None:
    if account is None:
        # The link may have been passed on: its address proves nothing, and is not taken over.
        person.account = new_account(None, at=at)
        return
    if Person.objects.filter(account_id=account, organisation_id=person.organisation_id).exists():
        raise Refusal("already_there", field="person")
    person.account_id = account


@transaction.atomic
def revoke_invitation(invitation: UUID, *, by: Viewer, at: datetime) -> None:
    rows = Invitation.objects.filter(id=invitation, organisation_id=by.organisation)
    if not administers(by):
        rows = rows.filter(by_id=by.person)
    if not rows.filter(spent_at=None).update(revoked_at=at):
        raise Refusal("not_found")
