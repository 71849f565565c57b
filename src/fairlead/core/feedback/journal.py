"""What is kept of signed feedback: one line a move, chained by hash, its words beside it."""

from __future__ import annotations

from uuid import UUID

from fairlead.core.conversation.facts import day_of
from fairlead.core.feedback.law import Entry
from fairlead.core.feedback.rules import Role
from fairlead.core.journal import Line


class Move(Line):
    """One line of the journal. version: its own number."""

    __slots__ = ()
    OF = "feedback"


def entry_of(move: Move, *, author: UUID) -> Entry:
    """The line as the law knows it: of a role, on a day."""
    role: Role = "author" if move.by == author else "recipient"
    return Entry(move.number, move.act, role, day_of(move.at, "UTC"), move.data, move.words)
