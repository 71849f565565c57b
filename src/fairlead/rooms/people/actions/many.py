"""Very many people at once, for worlds to measure on: the rows add_person and join_team would make.

Nobody is told: there is nobody. What may not: anything a door could reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from fairlead.rooms.people.models import Account, Membership, Organisation, Person, Team

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody new. The address is known to be free and the name to be plain."""

    name: str
    email: str
    team: str
    is_lead: bool


@transaction.atomic
def add_many(
    arrivals: Sequence[Arrival], *, organisation: UUID, at: datetime
) -> tuple[list[UUID], list[UUID]]:
    """Their ids and those of their teams, in order. A missing team is made."""
    home = Organisation.objects.get(id=organisation)
    teams = _teams([arrival.team for arrival in arrivals], home, at)
    accounts = [Account(email=arrival.email, created_at=at) for arrival in arrivals]
    for account in accounts:
        account.set_unusable_password()
    Account.objects.bulk_create(accounts, BATCH)
    addresses = [EmailAddress(user=account, email=account.email, primary=True) for account in accounts]
    EmailAddress.objects.bulk_create(addresses, BATCH)
    persons = [
        Person(
            organisation=home,
            account=account,
            name=arrival.name,
            email=arrival.email,
            zone=home.zone,
            language=home.language,
            created_at=at,
        )
        for arrival, account in zip(arrivals, accounts, strict=True)
    ]
    Person.objects.bulk_create(persons, BATCH)
    members = [
        Membership(
            organisation=home,
            team_id=teams[arrival.team],
            person=person,
            is_lead=arrival.is_lead,
            since_on=at.date(),
        )
        for arrival, person in zip(arrivals, persons, strict=True)
    ]
    Membership.objects.bulk_create(members, BATCH)
    return [person.id for person in persons], [teams[arrival.team] for arrival in arrivals]


def _teams(names: Sequence[str], home: Organisation, at: datetime) -> dict[str, UUID]:
    known = dict(Team.objects.filter(organisation=home).values_list("name", "id"))
    new = [
        Team(organisation=home, name=name, created_at=at)
        for name in dict.fromkeys(names)
        if name not in known
    ]
    Team.objects.bulk_create(new, BATCH)
    return {**known, **{team.name: team.id for team in new}}
