"""Reading teams and who is in them. What may not: changing anything, sentences."""

from __future__ import annotations

from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.people import models
from fairlead.rooms.people.queries.cards import HERE, card_of
from fairlead.rooms.people.shapes import Member, Place, Team, TeamCard


def teams_of(person: UUID) -> tuple[TeamCard, ...]:
    rows = models.Membership.objects.filter(person_id=person).select_related("team")
    return tuple(
        TeamCard(row.team.id, row.team.name, row.team.parent_id, row.is_lead)
        for row in rows.order_by("team__name", "team_id")
    )


def shared_teams(one: UUID, other: UUID) -> tuple[TeamCard, ...]:
    """The teams both are in."""
    theirs = models.Membership.objects.filter(person_id=other).values("team_id")
    rows = models.Team.objects.filter(memberships__person_id=one, id__in=theirs)
    return tuple(TeamCard(row.id, row.name, row.parent_id) for row in rows.order_by("name", "id"))


def all_teams(organisation: UUID) -> tuple[TeamCard, ...]:
    rows = models.Team.objects.filter(organisation_id=organisation).order_by("name", "id")
    return tuple(TeamCard(row.id, row.name, row.parent_id) for row in rows)


def every_team() -> tuple[tuple[UUID, UUID], ...]:
    """(team, organisation) of all there are: for background work."""
    return tuple(models.Team.objects.order_by("id").values_list("id", "organisation_id"))


def team(viewer: Viewer, team: UUID) -> Team:
    """A team of the viewer's organisation with those of its people who are here."""
    rows = models.Team.objects.filter(organisation_id=viewer.organisation, id=team)
    row = rows.select_related("parent").first()
    if row is None:
        raise Refusal("not_found")
    parent_name = row.parent.name if row.parent else None
    return Team(row.id, row.name, row.parent_id, parent_name, members_of(row.id))


def members_of(team: UUID) -> tuple[Member, ...]:
    people = models.Person.objects.filter(HERE)
    rows = models.Membership.objects.filter(team_id=team, person__in=people)
    return tuple(
        Member(card_of(row.person), row.is_lead, row.since_on)
        for row in rows.select_related("person").order_by("person__name", "person_id")
    )


def place_of(one: UUID) -> Place | None:
    """Whether this is somebody who is here, or a team, and of which organisation; for what nobody signs."""
    people = models.Person.objects.filter(HERE, id=one).values_list("organisation_id", flat=True)
    teams = models.Team.objects.filter(id=one).values_list("organisation_id", flat=True)
    person, team = people.first(), teams.first()
    if person is None and team is None:
        return None
    return Place(person or team, one if person else None, one if team else None)  # type: ignore[arg-type]


def team_names(ids: set[UUID]) -> dict[UUID, str]:
    return dict(models.Team.objects.filter(id__in=ids).values_list("id", "name"))


def teams_below(team: UUID, *, organisation: UUID) -> frozenset[UUID]:
    """The team's children, their children, and so on; not the team itself."""
    children: dict[UUID | None, list[UUID]] = {}
    rows = models.Team.objects.filter(organisation_id=organisation)
    for id_, parent in rows.values_list("id", "parent_id"):
        children.setdefault(parent, []).append(id_)
    found: set[UUID] = set()
    waiting = [team]
    while waiting:
        new = [child for child in children.get(waiting.pop(), []) if child not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found - {team})


def team_with_name(name: str, *, organisation: UUID) -> UUID:
    rows = models.Team.objects.filter(organisation_id=organisation, name__iexact=name.strip())
    found = rows.values_list("id", flat=True).first()
    if found is None:
        raise Refusal("not_found", field="parent")
    return found
