"""Forgetting what was written in feedback that closed long ago. Who may read it, what was answered and when stay.

Of what was said without a name the last day that is known is that of the answer; its author's have none. What may not
live here: how long is long (settings)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.core.feedback.rules import END
from fairlead.doors import sql
from fairlead.doors.journal.forgetting import Ended
from fairlead.doors.shuffled import write_anew
from fairlead.rooms.feedback.models import Said, Unsigned
from fairlead.rooms.feedback.queries.threads import BOOK
from fairlead.rooms.promises.actions.erasing import leave_traces

SIGNED: Final = Ended(
    "feedback_standing", BOOK.words_table, BOOK.of, lambda _: leave_traces(), has_ended=f"s.stage = '{END}'"
)


def count(*, until: datetime) -> int:
    return SIGNED.count(until=until) + len(_unsigned(until))


def forget(*, until: datetime) -> int:
    """How many had words. Killed at any moment, doing it again goes on."""
    return SIGNED.forget(until=until) + _forget_unsigned(until)


def _unsigned(until: datetime) -> set[UUID]:
    over = Unsigned.objects.filter(stage=END, decided_on__lt=until.date()).values_list(
        "feedback_id", flat=True
    )
    written = Said.objects.filter(words__isnull=False, feedback_id__in=list(over))
    return set(written.values_list("feedback_id", flat=True))


def _forget_unsigned(until: datetime) -> int:
    with sql.one_transaction():
        found = _unsigned(until)
        if found:
            Said.objects.filter(feedback_id__in=found).update(words=None)
            write_anew(["feedback_said"])
            leave_traces()
    return len(found)
