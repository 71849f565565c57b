"""For rooms that tell people: what was said without a name and waits for whom it was given to. Nobody's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairlead.core.feedback.law import waits_on
from fairlead.core.feedback.rules import END
from fairlead.rooms.feedback.models import Unsigned
from fairlead.rooms.feedback.queries.threads import unsigned_threads


@dataclass(frozen=True, slots=True)
class Awaited:
    """Feedback by its id. number: of its last line. person, team: whom it was given to."""

    organisation: UUID
    id: UUID
    person: UUID | None
    team: UUID | None
    number: int


def unsigned_awaited(*, today: date) -> tuple[Awaited, ...]:
    """Of all organisations, for background work: told, not ended, and the recipient's turn."""
    rows = Unsigned.objects.filter(given_on__isnull=False).exclude(stage=END)
    found = unsigned_threads(rows.order_by("feedback_id")).values()
    return tuple(
        Awaited(one.organisation, one.id, one.person, one.team, one.item.number)
        for one in found
        if waits_on(one.item, today=today) == "recipient"
    )
