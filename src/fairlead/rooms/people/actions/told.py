"""Writing down what an administrator, or the machine, did to a person, so that the person is told.

What may not: doing it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.people.models import AdminAct, Person

ACTS = (
    "added",
    "renamed",
    "suspended",
    "reinstated",
    "admin_given",
    "admin_taken",
    "team_joined",
    "team_left",
    "lead_given",
    "lead_taken",
    "linked",
    "token_created",
)


def tell(person: Person, act: str, *, by: Viewer | None, at: datetime, **data: str) -> None:
    """Nobody is told what they did themselves."""
    if by is not None and by.person == person.id:
        return
    AdminAct.objects.create(
        organisation_id=person.organisation_id,
        person=person,
        by_id=by.person if by else None,
        act=act,
        data=data,
        at=at,
    )


def mark_told(acts: Iterable[UUID], *, at: datetime) -> int:
    """For the notices room: these acts are in its outbox."""
    return AdminAct.objects.filter(id__in=list(acts), told_at=None).update(told_at=at)
