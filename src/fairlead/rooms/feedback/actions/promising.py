"""What was decided, as the draft of an offer: *we will* becomes a promise with one press.

What may not live here: sending it (the promises room)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.feedback.queries.show import show
from fairlead.rooms.promises.actions.drafts import keep_draft

OUTCOME_MAX: Final = 300


def draft_of(*, viewer: Viewer, feedback: UUID, at: datetime) -> UUID | None:
    """The draft, to the author where that is known; None where nothing is decided that is one's own to do."""
    shown = show(viewer=viewer, feedback=feedback, at=at)
    decided = shown.decided
    if shown.me != "recipient" or decided is None or shown.item.decision != "will" or not decided.text:
        return None
    body = {
        "kind": "offer",
        "terms": {"outcome": decided.text[:OUTCOME_MAX], "due": str(decided.date)},
    }
    if shown.author:
        body["to"] = str(shown.author)
    return keep_draft(viewer=viewer, body=body, at=at).id
