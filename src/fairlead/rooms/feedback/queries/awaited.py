"""For rooms that tell people: feedback that waits for whom it was given to, where no line of a journal says so: what was
said without a name, and what its day has come for. Nobody's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db.models import Q

from fairlead.core.feedback.law import comes_due_on, waits_on
from fairlead.core.feedback.rules import END
from fairlead.rooms.feedback.models import Standing, Unsigned
from fairlead.rooms.feedback.queries.threads import Thread, signed_threads, unsigned_threads

LATELY: Final = timedelta(days=14)
"""So long after its day somebody is still told, should no worker have run; after that the pages say it."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """Feedback by its id. person, team: whom it was given to. number: of its last line; where its day has come, of the
    line that named the day.

    owes: who named it; None: whoever takes it up."""

    organisation: UUID
    id: UUID
    person: UUID | None
    team: UUID | None
    number: int
    owes: UUID | None = None


def awaited_of_all(*, today: date) -> tuple[Awaited, ...]:
    """Of all organisations, for background work."""
    found = (*_unsigned(today), *_signed(today))
    return tuple(_awaited(one) for one in found if waits_on(one.item, today=today) == "recipient")


def _lately(today: date) -> Q:
    return Q(due_on__lte=today, due_on__gt=today - LATELY)


def _unsigned(today: date) -> Iterator[Thread]:
    told = Unsigned.objects.filter(given_on__isnull=False).exclude(stage=END)
    rows = told.filter(Q(due_on__isnull=True) | _lately(today))
    yield from unsigned_threads(rows.order_by("feedback_id")).values()


def _signed(today: date) -> Iterator[Thread]:
    rows = Standing.objects.filter(_lately(today)).order_by("organisation_id", "feedback_id")
    found = rows.values_list("organisation_id", "feedback_id")
    for organisation, some in groupby(found, key=lambda row: row[0]):
        yield from signed_threads([id_ for _, id_ in some], organisation=organisation).values()


def _awaited(one: Thread) -> Awaited:
    about = (one.organisation, one.id, one.person, one.team)
    if comes_due_on(one.item) is None:
        return Awaited(*about, one.item.number)
    named = next(told for told in reversed(one.told) if told.entry.act in ("hear", "decide"))
    return Awaited(*about, named.entry.number, named.by)
