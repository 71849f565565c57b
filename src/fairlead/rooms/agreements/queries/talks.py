"""An agreement and the conversation it comes from: which of the two it is looked at in now.

What may not live here: what is said in either."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.core.conversation.consent import Agreement, settled
from fairlead.doors import sql
from fairlead.rooms.conversations.queries.lists import looking_again

_OUT_OF: Final = """
SELECT agreement_id FROM agreements_standing
 WHERE organisation_id = %s AND conversation_id IN ({marks}) ORDER BY created_at, agreement_id"""


def agreements_out_of(conversations: Iterable[UUID], *, organisation: UUID) -> list[UUID]:
    """The oldest first. More than one of a conversation, where one of them ended it and both agreed again."""
    wanted = sql.put_ids(conversations)
    if not wanted:
        return []
    found = sql.rows(_OUT_OF.format(marks=sql.marks(wanted)), [sql.put_id(organisation), *wanted])
    return [sql.take_id(row[0]) for row in found]


def looked_at_there(found: Iterable[Agreement], *, organisation: UUID, at: datetime) -> frozenset[UUID]:
    """Those of these agreements that are looked at again in their conversation, where both answers are read together.

    As long as that waits for it, and what stands is what was agreed there."""
    of: dict[UUID, UUID] = {}
    for one in found:
        now = settled(one, at)
        if now.conversation and not now.ended and now.standing and now.standing.step is not None:
            of[now.id] = now.conversation
    waiting = looking_again(of.values(), organisation=organisation) if of else frozenset[UUID]()
    return frozenset(agreement for agreement, talk in of.items() if talk in waiting)
