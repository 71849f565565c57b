"""Teams and who is in them. What may not: persons themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fairlead.core.names import plain_name
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.people.actions.persons import add_person, person_for
from fairlead.rooms.people.actions.told import tell
from fairlead.rooms.people.models import Membership, Person, Team
from fairlead.rooms.people.queries.teams import teams_below
from fairlead.rooms.people.rights import administrator, lead_or_administrator
from fairlead.rooms.people.shapes import Entered


def _team(organisation: UUID, team: UUID, *, field: str | None = None) -> Team:
    row = Team.objects.select_for_update().filter(organisation_id=organisation, id=team).first()
    if row is None:
        raise Refusal("bad_field" if field else "not_found", field=field)
    return row


@transaction.atomic
def add_team(
    name: str,
    *,
    organisation: UUID,
    by: Viewer | None,
    at: datetime,
    parent: UUID | None = None,
) -> UUID:
    if by is not None:
        administrator(by)
        organisation = by.organisation
    name = plain_name(name)
    if Team.objects.filter(organisation_id=organisation, name__iexact=name).exists():
        raise Refusal("already_there", field="name")
    above = _team(organisation, parent, field="parent") if parent else None
    row = Team.objects.create(organisation_id=organisation, name=name, parent=above, created_at=at)
    return row.id


def team_named(name: str, *, organisation: UUID, at: datetime) -> UUID:
    """The team of this name, made when missing. For the machine's commands."""
    wanted = plain_name(name, field="team")
    with transaction.atomic():
        row = Team.objects.filter(organisation_id=organisation, name__iexact=wanted).first()
        return row.id if row else add_team(wanted, organisation=organisation, by=None, at=at)


@transaction.atomic
def rename_team(team: UUID, *, name: str, by: Viewer) -> None:
    lead_or_administrator(by, team)
    row = _team(by.organisation, team)
    name = plain_name(name)
    others = Team.objects.filter(organisation_id=by.organisation, name__iexact=name)
    if others.exclude(id=team).exists():
        raise Refusal("already_there", field="name")
    row.name = name
    row.save(update_fields=["name"])


@transaction.atomic
def move_team(team: UUID, *, parent: UUID | None, by: Viewer) -> None:
    """Teams form a tree: none stands below itself."""
    administrator(by)
    row = _team(by.organisation, team)
    if parent is not None:
        _team(by.organisation, parent, field="parent")
        if parent == team or parent in teams_below(team, organisation=by.organisation):
            raise Refusal("bad_field", field="parent")
    row.parent_id = parent
    row.save(update_fields=["parent"])


@transaction.atomic
def change_team(team: UUID, *, name: str, parent: UUID | None, by: Viewer) -> None:
    rename_team(team, name=name, by=by)
    move_team(team, parent=parent, by=by)


@transaction.atomic
def join_team(person: UUID, *, team: UUID, by: Viewer | None, at: datetime, is_lead: bool = False) -> None:
    row = person_for(by, person)
    joined = _team(row.organisation_id, team, field="team")
    found, is_new = Membership.objects.get_or_create(
        team=joined,
        person=row,
        defaults={
            "organisation_id": row.organisation_id,
            "is_lead": is_lead,
            "since_on": at.date(),
        },
    )
    if is_new:
        Person.objects.filter(id=row.id).update(is_guest=False)
        tell(row, "team_joined", by=by, at=at, team=joined.name)
    elif is_lead and not found.is_lead:
        set_lead(person, team=team, is_lead=True, by=by, at=at)


@transaction.atomic
def set_lead(person: UUID, *, team: UUID, is_lead: bool, by: Viewer | None, at: datetime) -> None:
    row = person_for(by, person)
    members = Membership.objects.select_related("team").filter(team_id=team, person=row)
    member = members.first()
    if member is None:
        raise Refusal("not_found")
    if member.is_lead == is_lead:
        return
    member.is_lead = is_lead
    member.save(update_fields=["is_lead"])
    tell(
        row,
        "lead_given" if is_lead else "lead_taken",
        by=by,
        at=at,
        team=member.team.name,
    )


@transaction.atomic
def leave_team(person: UUID, *, team: UUID, by: Viewer | None, at: datetime) -> None:
    """By oneself or by an administrator. Nothing promised ends by itself."""
    own = by is not None and by.person == person
    row = Person.objects.get(id=person) if own else person_for(by, person)
    member = Membership.objects.select_related("team").filter(team_id=team, person=row).first()
    if member is None:
        raise Refusal("not_found")
    tell(row, "team_left", by=by, at=at, team=member.team.name)
    member.delete()


@transaction.atomic
def add_member(
    *,
    email: str,
    name: str,
    organisation: UUID,
    team: str,
    at: datetime,
    is_lead: bool = False,
    is_admin: bool = False,
) -> Entered:
    """On the machine: somebody new, in a team that is made when missing."""
    entered = add_person(email=email, name=name, organisation=organisation, is_admin=is_admin, at=at)
    if team.strip():
        joined = team_named(team, organisation=organisation, at=at)
        join_team(entered.person, team=joined, is_lead=is_lead, by=None, at=at)
    return entered
