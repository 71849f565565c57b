"""Reading teams and who is in them. What may not: changing anything, sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people import models
from fairlead.rooms.people.queries.cards import CARD, HERE, IS_HERE, card_from
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


_TEAMS: Final = "SELECT id, name, parent_id FROM people_team WHERE organisation_id = %s ORDER BY name, id"


def all_teams(organisation: UUID) -> tuple[TeamCard, ...]:
    return tuple(
        TeamCard(sql.take_id(id_), name, sql.take_id_or_none(parent))
        for id_, name, parent in sql.rows(_TEAMS, [sql.put_id(organisation)])
    )


def every_team() -> tuple[tuple[UUID, UUID], ...]:
    """(team, organisation) of all there are: for background work."""
    return tuple(models.Team.objects.order_by("id").values_list("id", "organisation_id"))


_TEAM: Final = """
SELECT t.name, t.parent_id, above.name FROM people_team t LEFT JOIN people_team above ON above.id = t.parent_id
 WHERE t.organisation_id = %s AND t.id = %s"""


def team(viewer: Viewer, team: UUID) -> Team:
    """A team of the viewer's organisation with those of its people who are here."""
    rows = sql.rows(_TEAM, [sql.put_id(viewer.organisation), sql.put_id(team)])
    if not rows:
        raise Refusal("not_found")
    [(name, parent, parent_name)] = rows
    return Team(team, name, sql.take_id_or_none(parent), parent_name, members_of(team))


_MEMBERS: Final = f"""
SELECT {CARD}, m.is_lead, m.since_on FROM people_membership m JOIN people_person p ON p.id = m.person_id
 WHERE m.team_id = %s AND {IS_HERE} ORDER BY p.name, p.id"""


def members_of(team: UUID) -> tuple[Member, ...]:
    """By hand, because every page about a team asks for them."""
    return tuple(
        Member(card_from(tuple(card)), bool(is_lead), sql.take_day(since_on))
        for *card, is_lead, since_on in sql.rows(_MEMBERS, [sql.put_id(team)])
    )


_IN: Final = f"""
SELECT m.team_id, p.id FROM people_membership m JOIN people_person p ON p.id = m.person_id
 WHERE m.team_id IN ({{marks}}) AND {IS_HERE}"""


def people_in_teams(teams: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Who is in each of these by now, one statement for all."""
    wanted = sql.put_ids(teams)
    found: dict[UUID, set[UUID]] = {}
    for team_, person in sql.rows(_IN.format(marks=sql.marks(wanted)), wanted) if wanted else ():
        found.setdefault(sql.take_id(team_), set()).add(sql.take_id(person))
    return {team_: frozenset(people) for team_, people in found.items()}


def place_of(one: UUID) -> Place | None:
    """Whether this is somebody who is here, or a team, and of which organisation; for what nobody signs."""
    people = models.Person.objects.filter(HERE, id=one).values_list("organisation_id", flat=True)
    teams = models.Team.objects.filter(id=one).values_list("organisation_id", flat=True)
    person, team = people.first(), teams.first()
    if person is None and team is None:
        return None
    return Place(person or team, one if person else None, one if team else None)  # type: ignore[arg-type]


def team_names(ids: set[UUID]) -> dict[UUID, str]:
    wanted = sql.put_ids(ids)
    if not wanted:
        return {}
    found = sql.rows(f"SELECT id, name FROM people_team WHERE id IN ({sql.marks(wanted)})", wanted)
    return {sql.take_id(id_): name for id_, name in found}


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
