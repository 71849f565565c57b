"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.agreements.actions.erasing import erase_words
from fairlead.rooms.agreements.actions.hearing import hear_conversations

jobs = (hear_conversations, erase_words)
