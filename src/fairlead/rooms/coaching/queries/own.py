"""What belongs to a person's own export: whom they let read along, and what was asked beside their own things.

What a coach was let read is not their own and is in no export of theirs, also not while it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from fairlead.core.journal import write_at
from fairlead.core.policy import Viewer
from fairlead.rooms.coaching.queries.given import given
from fairlead.rooms.leaves.queries import added_to_many


def own_coaching(*, viewer: Viewer, things: Iterable[UUID], at: datetime) -> dict[str, Any]:
    """things: the promises, conversations and weeks that are in the export."""
    leaves = [
        {
            "kind": one.kind,
            "thing": str(one.thing),
            "coach": {"id": str(one.coach), "name": one.coach_name},
            "ends_at": write_at(one.until) if one.until else None,
        }
        for one in given(viewer=viewer, at=at)
    ]
    asked = [
        {
            "kind": kind,
            "thing": str(thing),
            "by": {"id": str(one.by), "name": one.by_name},
            "sort": one.sort,
            "at": write_at(one.at),
            "text": one.text,
        }
        for kind, thing, one in added_to_many(things, organisation=viewer.organisation)
    ]
    return {"leaves": leaves, "asked": asked}
