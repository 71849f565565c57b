"""From a person's row to frozen data. What may not: choosing rows."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q

from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.rooms.people.models import Membership, Person
from fairlead.rooms.people.shapes import PersonCard

HERE = Q(suspended_at=None, left_at=None, erased_at=None)
IS_HERE: Final = "p.suspended_at IS NULL AND p.left_at IS NULL AND p.erased_at IS NULL"
CARD: Final = f"""
p.id, p.organisation_id, p.name, {IS_HERE}, p.account_id IS NULL AND p.erased_at IS NULL, p.away_until, p.language, p.zone"""
"""What card_from reads, for statements written by hand; p is the person."""


def card_of(row: Person) -> PersonCard:
    return PersonCard(
        id=row.id,
        organisation=row.organisation_id,
        name=row.name,
        is_here=not (row.suspended_at or row.left_at or row.erased_at),
        is_invited=row.account_id is None and row.erased_at is None,
        away_until=row.away_until,
        language=row.language,
        zone=row.zone,
    )


def card_from(row: tuple[Any, ...]) -> PersonCard:
    id_, organisation, name, is_here, is_invited, away_until, language, zone = row
    return PersonCard(
        id=sql.take_id(id_),
        organisation=sql.take_id(organisation),
        name=name,
        is_here=bool(is_here),
        is_invited=bool(is_invited),
        away_until=sql.take_day_or_none(away_until),
        language=language,
        zone=zone,
    )


def findable(text: str) -> str:
    """What was typed to find somebody, without marks no database takes."""
    return "".join(mark for mark in text[:200] if mark.isprintable()).strip()


def viewer_of_row(row: Person, *, scopes: frozenset[str] | None = None) -> Viewer:
    members = list(
        Membership.objects.filter(person_id=row.id)
        .order_by("team__name", "team_id")
        .values_list("team_id", "is_lead")
    )
    return Viewer(
        person=row.id,
        organisation=row.organisation_id,
        name=row.name,
        is_admin=row.is_admin,
        zone=row.zone,
        language=row.language,
        theme=row.theme,
        has_shortcuts=row.has_shortcuts,
        scopes=scopes,
        teams=tuple(team for team, _ in members),
        leads=tuple(team for team, is_lead in members if is_lead),
        is_guest=row.is_guest,
    )
