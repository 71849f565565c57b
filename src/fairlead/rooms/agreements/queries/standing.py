"""Which agreements are in force, for rooms that follow what became of some. No words, and nobody's part in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fairlead.core.conversation.consent import standing
from fairlead.rooms.agreements.queries.stored import journals


def in_force(agreements: Iterable[UUID], *, organisation: UUID, at: datetime) -> frozenset[UUID]:
    found = journals(agreements, organisation=organisation)
    return frozenset(one for one, held in found.items() if standing(held.agreement, at=at).in_force)
