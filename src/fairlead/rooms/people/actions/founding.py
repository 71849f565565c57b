"""The first person and the organisation they found. What may not: everything later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from fairlead.core.names import plain_name
from fairlead.core.refusals import Refusal
from fairlead.rooms.people import fields
from fairlead.rooms.people.actions.accounts import new_account
from fairlead.rooms.people.codes import hash_of, new_code
from fairlead.rooms.people.models import (
    Account,
    Membership,
    Organisation,
    Person,
    SignInLink,
    Team,
)
from fairlead.rooms.people.queries import is_founded
from fairlead.rooms.people.shapes import Entered, NewLink

LASTS: Final = timedelta(hours=24)


def founding_link(*, at: datetime) -> NewLink | None:
    """The one-time way in that `fairlead run` prints; None once the installation has people."""
    if is_founded():
        return None
    code = new_code()
    SignInLink.objects.create(code_hash=hash_of(code), created_at=at, expires_at=at + LASTS)
    return NewLink(code, at + LASTS)


@transaction.atomic
def found_by_link(
    code: str,
    *,
    name: str,
    email: str,
    team: str,
    zone: str,
    language: str,
    at: datetime,
) -> Entered:
    """The first person founds the organisation and is its administrator. Spends every founding link."""
    links = SignInLink.objects.filter(person=None, spent_at=None)
    if not links.filter(code_hash=hash_of(code), expires_at__gt=at).exists():
        raise Refusal("code_used")
    # One statement takes all of them: of two who found at once, the second finds none left.
    if not links.update(spent_at=at) or is_founded():
        raise Refusal("code_used")
    plain_name(team, field="team")
    return found(name=name, email=email, team=team, zone=zone, language=language, at=at)


@transaction.atomic
def found(
    *,
    name: str,
    email: str,
    at: datetime,
    team: str = "",
    organisation: str = "",
    zone: str = "UTC",
    language: str = "en",
) -> Entered:
    """A new organisation, its first team and its first person, who leads the one and administers both.

    Without a name of its own the organisation is called as its team, without one of these as the person."""
    team_name = plain_name(team, field="team") if team.strip() else ""
    person_name = plain_name(name)
    account = new_account(fields.address(email), at=at)
    founded = Organisation.objects.create(
        name=plain_name(organisation or team_name or person_name, field="organisation"),
        zone=fields.zone(zone),
        language=fields.language(language),
        created_at=at,
    )
    person = _first_person(account, founded, name=person_name, at=at)
    if team_name:
        first = Team.objects.create(organisation=founded, name=team_name, created_at=at)
        lead = {"person": person, "is_lead": True, "since_on": at.date()}
        Membership.objects.create(organisation=founded, team=first, **lead)
    return Entered(account.id, person.id, founded.id)


def _first_person(account: Account, founded: Organisation, *, name: str, at: datetime) -> Person:
    return Person.objects.create(
        organisation=founded,
        account=account,
        name=name,
        email=account.email,
        is_admin=True,
        zone=founded.zone,
        language=founded.language,
        created_at=at,
    )
