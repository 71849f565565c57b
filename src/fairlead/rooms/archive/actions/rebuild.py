"""Every room's journals replayed. What may not live here: what a journal folds to (the rooms)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from fairlead.doors.journal.replaying import Rebuilt
from fairlead.rooms.agreements.actions.rebuild import rebuild as rebuild_agreements
from fairlead.rooms.conversations.actions.rebuild import rebuild as rebuild_conversations
from fairlead.rooms.feedback.actions.rebuild import rebuild as rebuild_feedback
from fairlead.rooms.promises.actions.rebuild import rebuild as rebuild_promises

ROOMS: Final[Mapping[str, Callable[..., Rebuilt]]] = {
    "promises": rebuild_promises,
    "conversations": rebuild_conversations,
    "agreements": rebuild_agreements,
    "feedback": rebuild_feedback,
}
"""A room with a journal has a line here, and one in the command's words."""


def rebuild(*, write: bool) -> dict[str, Rebuilt]:
    """What was found in each room; with `write`, what stands is made anew where it differs."""
    return {room: replay(write=write) for room, replay in ROOMS.items()}
