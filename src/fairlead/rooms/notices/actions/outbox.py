"""Writing rows of the outbox: one mail per occasion, cancelled when things have moved on.

What may not: deciding what is due (core/notices), sending."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from fairlead.core.notices import Ahead, Habits, next_note
from fairlead.doors.ids import new_id
from fairlead.rooms.notices.models import DailyLine, Outbox

MOVED_ON: Final = "moved_on"
"""The one reason after which the same notice may come alive again: a change was talked about, and dropped."""

LONG_AGO: Final = timedelta(days=2)


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def put(*, organisation: UUID, person: UUID, kind: str, thing: UUID, mark: str, due_at: datetime) -> Outbox:
    """The row of this occasion, new or as it is. Its Message-ID is fixed now."""
    id_ = new_id()
    row, _ = Outbox.objects.get_or_create(
        person_id=person,
        kind=kind,
        thing_id=thing,
        mark=mark,
        defaults={
            "id": id_,
            "organisation_id": organisation,
            "due_at": due_at,
            "message_id": f"<{id_}@{host()}>",
        },
    )
    return row


def pending() -> QuerySet[Outbox]:
    return Outbox.objects.filter(sent_at=None, cancelled_at=None)


def cancel(rows: QuerySet[Outbox], reason: str, *, at: datetime) -> int:
    return rows.filter(sent_at=None, cancelled_at=None).update(
        cancelled_at=at, reason=reason, lease_ends_at=None, lease_token=None
    )


OF_PROMISES: Final = ("reminder", "passed", "check", "check_in")


def reconcile(
    *,
    organisation: UUID,
    thing: UUID,
    planned: Iterable[Ahead],
    at: datetime,
    kinds: Collection[str] = OF_PROMISES,
) -> None:
    """Make what is pending for the dates of a promise, or a conversation, equal to what is planned for it now."""
    wanted: dict[tuple[UUID, str, str], Ahead] = {(one.to, one.kind, one.mark): one for one in planned}
    rows = Outbox.objects.filter(organisation_id=organisation, thing_id=thing, kind__in=kinds)
    for row in rows:
        notice = wanted.pop((row.person_id, row.kind, row.mark), None)
        if notice is None:
            cancel(Outbox.objects.filter(id=row.id), MOVED_ON, at=at)
        elif row.cancelled_at is not None and row.reason == MOVED_ON:
            Outbox.objects.filter(id=row.id).update(cancelled_at=None, reason="", due_at=notice.due_at)
    for notice in wanted.values():
        if notice.due_at < at - LONG_AGO:
            continue  # nobody was there to plan it in its time
        put(
            organisation=organisation,
            person=notice.to,
            kind=notice.kind,
            thing=thing,
            mark=notice.mark,
            due_at=notice.due_at,
        )


def cancel_answered(
    *, organisation: UUID, promise: UUID, ball: UUID | None, moved: Collection[tuple[UUID, int]], at: datetime
) -> None:
    """Cancel what was to be mailed at once to somebody who has acted since, or whose turn it no longer is.

    moved: (who, number) of moves just followed."""
    for row in pending().filter(organisation_id=organisation, kind="at_once", thing_id=promise):
        has_acted = any(who == row.person_id and number > int(row.mark) for who, number in moved)
        if has_acted or ball != row.person_id:
            cancel(Outbox.objects.filter(id=row.id), "acted", at=at)


def add_to_note(
    *,
    organisation: UUID,
    person: UUID,
    thing: UUID,
    number: int,
    due_at: datetime,
    habits: Habits,
    about: str = "promise",
) -> None:
    """A line in the next daily note that nobody is sending yet."""
    with transaction.atomic():
        row = _note(organisation, person, due_at)
        if row.sent_at is not None or row.lease_token is not None:
            row = _note(organisation, person, next_note(_after(due_at), habits))
        if row.cancelled_at is not None:
            Outbox.objects.filter(id=row.id).update(cancelled_at=None, reason="")
        DailyLine.objects.get_or_create(
            person_id=person,
            promise_id=thing,
            number=number,
            defaults={"organisation_id": organisation, "note_id": row.id, "about": about},
        )


def _note(organisation: UUID, person: UUID, due_at: datetime) -> Outbox:
    row = put(
        organisation=organisation,
        person=person,
        kind="daily",
        thing=person,
        mark=due_at.strftime("%Y-%m-%dT%H:%M"),
        due_at=due_at,
    )
    return Outbox.objects.select_for_update().get(id=row.id)


def _after(due_at: datetime) -> datetime:
    return due_at.replace(second=59)
