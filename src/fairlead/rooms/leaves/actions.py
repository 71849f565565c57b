"""Giving and ending a leave, and asking beside a thing. Each is one transaction.

What may not live here: whose the thing is, and who may read it: the higher room has asked the policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F, Q

from fairlead.core import leave as law
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id, new_secret_id
from fairlead.rooms.leaves.models import Addition, Leave
from fairlead.rooms.leaves.queries import LeaveShown, leave_of


@dataclass(frozen=True, slots=True)
class About:
    """The thing a leave is about. other: the other of the two whose it is; None where it is one person's alone."""

    kind: str
    thing: UUID
    other: UUID | None


def invite_coach(*, viewer: Viewer, about: About, coach: UUID, at: datetime) -> LeaveShown | None:
    """Refuses not_your_move where somebody reads along, or is suggested already; bad_field `coach`."""
    try:
        sql.with_retries(lambda: _invite(viewer, about, coach, at))
    except IntegrityError:  # both suggested somebody at the same moment
        raise Refusal("not_your_move", of="leave") from None
    return _there(viewer, about, at)


def _invite(viewer: Viewer, about: About, coach: UUID, at: datetime) -> None:
    with sql.one_transaction():
        there = _there(viewer, about, at)
        law.check(there.law if there else None, "invite", by=viewer.person, at=at)
        made = law.invited(coach, by=viewer.person, other=about.other, at=at)
        over = Leave.objects.filter(kind=about.kind, thing_id=about.thing, ended_at=None, ends_at__lte=at)
        over.update(ended_at=F("ends_at"))
        Leave.objects.create(
            id=new_secret_id(),
            organisation_id=viewer.organisation,
            kind=about.kind,
            thing_id=about.thing,
            coach_id=coach,
            by_id=viewer.person,
            other_id=about.other,
            suggested_at=at,
            agreed_at=made.since,
            ends_at=made.ends_at,
        )


def agree(*, viewer: Viewer, about: About, at: datetime) -> LeaveShown | None:
    """The second yes: from now on the coach reads along, for 30 days."""

    def once() -> None:
        with sql.one_transaction():
            there = _checked(viewer, about, "agree", at)
            agreed = law.Leave(there.coach, there.by, there.other, since=at)
            waits = Leave.objects.filter(id=there.id, agreed_at=None, ended_at=None)
            waits.update(agreed_at=at, ends_at=agreed.ends_at, is_untold=True)

    sql.with_retries(once)
    return _there(viewer, about, at)


def end(*, viewer: Viewer, about: About, at: datetime) -> None:
    """At once, by either of the two, whoever invited; also a suggestion that still waits."""

    def once() -> None:
        with sql.one_transaction():
            there = _checked(viewer, about, "end", at)
            runs = Leave.objects.filter(id=there.id, ended_at=None)
            runs.update(ended_at=at, ended_by_id=viewer.person, is_untold=True)

    sql.with_retries(once)


def _there(viewer: Viewer, about: About, at: datetime) -> LeaveShown | None:
    return leave_of(about.kind, about.thing, organisation=viewer.organisation, at=at)


def _checked(viewer: Viewer, about: About, act: str, at: datetime) -> LeaveShown:
    there = _there(viewer, about, at)
    law.check(there.law if there else None, act, by=viewer.person, at=at)
    if there is None:
        raise Refusal("not_your_move", of="leave")
    return there


def add(*, viewer: Viewer, kind: str, thing: UUID, sort: object, text: object, at: datetime) -> UUID:
    """Something asked beside a thing, by who reads along with it. Refuses missing_field, bad_field."""
    checked, words = law.addition(sort, text)
    id_ = new_id()
    with sql.one_transaction():
        Addition.objects.create(
            id=id_,
            organisation_id=viewer.organisation,
            kind=kind,
            thing_id=thing,
            by_id=viewer.person,
            sort=checked,
            text=words,
            at=at,
        )
    return id_


# --- forgetting ---


def forget_things(kind: str, things: Iterable[UUID]) -> None:
    """Within the transaction that forgets the things: what was asked beside them, and who read along."""
    where = {"kind": kind, "thing_id__in": list(things)}
    Addition.objects.filter(**where).delete()
    Leave.objects.filter(**where).delete()


def erase_of(*, person: UUID, organisation: UUID, at: datetime) -> None:
    """Somebody was erased: what they asked goes, and whatever they gave or had leave for ends."""
    Addition.objects.filter(organisation_id=organisation, by_id=person).delete()
    whose = Q(coach_id=person) | Q(by_id=person) | Q(other_id=person)
    runs = Leave.objects.filter(whose, organisation_id=organisation, ended_at=None)
    runs.update(ended_at=at, ended_by_id=person, is_untold=True)


def told(leaves: Iterable[UUID]) -> None:
    """Within the transaction that has planned what is told."""
    Leave.objects.filter(id__in=list(leaves)).update(is_untold=False)
