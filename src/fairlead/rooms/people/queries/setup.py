"""Reading what an administrator sets up. What may not: changing it, sentences."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from fairlead.core.calendar.week import WorkWeek
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people.models import Holiday, Membership, Organisation, Person
from fairlead.rooms.people.queries.cards import card_of, findable
from fairlead.rooms.people.queries.teams import teams_of
from fairlead.rooms.people.rights import administrator
from fairlead.rooms.people.shapes import (
    HolidayCard,
    OrganisationCard,
    PersonAdministered,
    TeamCard,
)


def organisation(id_: UUID) -> OrganisationCard:
    row = Organisation.objects.get(id=id_)
    days = Holiday.objects.filter(organisation_id=id_).order_by("on")
    holidays = tuple(HolidayCard(day.id, day.on, day.name) for day in days)
    week = _week(row, holidays)
    return OrganisationCard(
        row.id, row.name, row.language, row.zone, week, holidays, row.concerns_to, row.has_mirror
    )


def work_week(id_: UUID) -> WorkWeek:
    """The days the organisation works, for everything that counts them."""
    return organisation(id_).week


def concerns_to(id_: UUID) -> str:
    """Who is there for what is no matter of work between two. Empty: nobody said it yet."""
    return Organisation.objects.values_list("concerns_to", flat=True).get(id=id_)


def has_mirror(id_: UUID) -> bool:
    """Whether people of this organisation can look at how they listened. On many pages, so by hand."""
    [(is_on,)] = sql.rows("SELECT has_mirror FROM people_organisation WHERE id = %s", [sql.put_id(id_)])
    return bool(is_on)


def _week(row: Organisation, holidays: tuple[HolidayCard, ...]) -> WorkWeek:
    weekdays = (int(day) - 1 for day in row.working_days)
    return WorkWeek.of(weekdays, (holiday.on for holiday in holidays))


def people_administered(
    viewer: Viewer, *, find: str = "", limit: int = 200
) -> tuple[PersonAdministered, ...]:
    """Everybody who was not erased, with their address: for an administrator."""
    administrator(viewer)
    rows = Person.objects.filter(organisation_id=viewer.organisation, erased_at=None)
    wanted = findable(find)
    if wanted:
        rows = rows.filter(Q(name__icontains=wanted) | Q(email__icontains=wanted))
    found = list(rows.select_related("account").order_by("name", "id")[:limit])
    teams = _teams_by_person([row.id for row in found])
    return tuple(_administered(row, tuple(teams.get(row.id, ()))) for row in found)


def person_administered(viewer: Viewer, person: UUID) -> PersonAdministered:
    administrator(viewer)
    rows = Person.objects.filter(organisation_id=viewer.organisation, id=person, erased_at=None)
    row = rows.select_related("account").first()
    if row is None:
        raise Refusal("not_found")
    return _administered(row, teams_of(person))


def _administered(row: Person, teams: tuple[TeamCard, ...]) -> PersonAdministered:
    return PersonAdministered(
        card=card_of(row),
        email=row.email or (row.account.email if row.account else None),
        is_admin=row.is_admin,
        is_suspended=row.suspended_at is not None,
        has_left=row.left_at is not None,
        teams=teams,
    )


def _teams_by_person(persons: list[UUID]) -> dict[UUID, list[TeamCard]]:
    teams: dict[UUID, list[TeamCard]] = {}
    rows = Membership.objects.filter(person_id__in=persons).select_related("team")
    for row in rows.order_by("team__name", "team_id"):
        card = TeamCard(row.team.id, row.team.name, row.team.parent_id, row.is_lead)
        teams.setdefault(row.person_id, []).append(card)
    return teams


def organisation_named(name: str) -> UUID | None:
    """For the machine's commands: the organisation of this name; without a name the only one there is.

    Refused with missing_field when there are several to choose from."""
    rows = Organisation.objects.order_by("created_at", "id")
    if name.strip():
        return rows.filter(name__iexact=name.strip()).values_list("id", flat=True).first()
    found = list(rows.values_list("id", flat=True)[:2])
    if len(found) > 1:
        raise Refusal("missing_field", field="organisation")
    return found[0] if found else None


def directory(id_: UUID) -> tuple[PersonAdministered, ...]:
    """Everybody of an organisation who was not erased, with their address: for whoever runs the machine."""
    rows = Person.objects.filter(organisation_id=id_, erased_at=None).select_related("account")
    teams: dict[UUID, list[TeamCard]] = {}
    for member in (
        Membership.objects.filter(organisation_id=id_).select_related("team").order_by("team__name")
    ):
        card = TeamCard(member.team.id, member.team.name, member.team.parent_id, member.is_lead)
        teams.setdefault(member.person_id, []).append(card)
    return tuple(_administered(row, tuple(teams.get(row.id, ()))) for row in rows.order_by("name", "id"))
