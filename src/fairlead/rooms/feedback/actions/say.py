"""Writing one line of what was said without a name: no moment, and the author nowhere.

What may not live here: deciding, who may, tickets."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError

from fairlead.core.feedback.law import Entry, apply, comes_due_on
from fairlead.doors import sql
from fairlead.doors.journal.writing import Raced
from fairlead.rooms.feedback.models import Said, Unsigned
from fairlead.rooms.feedback.queries.threads import Thread, unsigned_threads


def said_row(organisation: UUID, feedback: UUID, entry: Entry, *, by: UUID | None) -> Said:
    """by: the recipient; None: the author, whose lines have no day either."""
    return Said(
        organisation_id=organisation,
        feedback_id=feedback,
        number=entry.number,
        act=entry.act,
        by_id=by,
        on=entry.on if by else None,
        data=dict(entry.data),
        words=dict(entry.words) if entry.words else None,
        has_words=entry.words is not None,
    )


def say_unsigned(before: Thread, entry: Entry, *, by: UUID | None) -> Thread:
    """Write this line, and how it stands then. Raced when its place is taken."""
    after = apply(before.item, entry)
    rows = Unsigned.objects.filter(organisation_id=before.organisation, feedback_id=before.id)
    try:
        with sql.one_transaction():
            said_row(before.organisation, before.id, entry, by=by).save(force_insert=True)
            rows.update(stage=after.stage, decided_on=after.decided_on, due_on=comes_due_on(after))
    except IntegrityError as error:
        raise Raced from error
    [found] = unsigned_threads(rows).values()
    return found
