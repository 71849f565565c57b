"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.feedback.actions.erasing import erase_words
from fairlead.rooms.feedback.actions.telling import forget_tickets, tell_unsigned

jobs = (erase_words, tell_unsigned, forget_tickets)
