"""Which agreements are in force, for rooms that follow what became of some. Nobody's part in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from fairlead.core.conversation.consent import standing
from fairlead.rooms.agreements.queries.show import WROTE
from fairlead.rooms.agreements.queries.stored import journals


def in_force(agreements: Iterable[UUID], *, organisation: UUID, at: datetime) -> frozenset[UUID]:
    found = journals(agreements, organisation=organisation)
    return frozenset(one for one, held in found.items() if standing(held.agreement, at=at).in_force)


def words_in_force(agreements: Sequence[UUID], *, organisation: UUID, at: datetime) -> tuple[str, ...]:
    """What each of these that is in force says first, in this order, without what was erased. Of a team's, and for a page
    that one of the team was mailed: nobody is known there."""
    found = journals(agreements, organisation=organisation)
    texts = []
    for held in (found[one] for one in agreements if one in found):
        stands = standing(held.agreement, at=at)
        wrote = next(
            kept.line for kept in held.kept if kept.line.act in WROTE and kept.line.version == stands.version
        )
        if stands.in_force and wrote.words:
            texts.append(str(wrote.words["actions"][0]))
    return tuple(texts)
