"""Which notices a promise or a conversation causes: for whom, when, and when none.

What lives here: pure planning. What may not: rows, mails, words, the clock."""

from __future__ import annotations

from fairlead.core.notices.plan import (
    SOON,
    Ahead,
    Channel,
    Habits,
    Situation,
    Tell,
    ahead,
    allowed,
    look_again_ahead,
    next_note,
    tell_of,
    told_when,
)

__all__ = [
    "SOON",
    "Ahead",
    "Channel",
    "Habits",
    "Situation",
    "Tell",
    "ahead",
    "allowed",
    "look_again_ahead",
    "next_note",
    "tell_of",
    "told_when",
]
