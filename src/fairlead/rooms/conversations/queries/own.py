"""All conversations of one person as they may read them, to take away. Nothing the other has not shown is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.conversations.queries.lists import LIMIT_MAX, conversations_page
from fairlead.rooms.conversations.queries.plain import conversation_out
from fairlead.rooms.conversations.queries.show import people_in, show_journal
from fairlead.rooms.conversations.queries.stored import journals
from fairlead.rooms.people.queries import cards


def own_conversations(*, viewer: Viewer, at: datetime) -> list[dict[str, Any]]:
    """What moved last first; the viewer's own notes among them."""
    taken: list[dict[str, Any]] = []
    for batch in _batches(viewer, at):
        found = journals(batch, organisation=viewer.organisation)
        people = cards({person for one in found.values() for person in people_in(one.talk, at)})
        taken += [
            conversation_out(show_journal(found[one], viewer=viewer, at=at, people=people))
            for one in batch
            if one in found
        ]
    return taken


def _batches(viewer: Viewer, at: datetime) -> Iterator[list[UUID]]:
    after: str | None = None
    while True:
        page = conversations_page(viewer=viewer, at=at, limit=LIMIT_MAX, after=after)
        yield [row.id for row in page.rows]
        after = page.next
        if after is None:
            return
