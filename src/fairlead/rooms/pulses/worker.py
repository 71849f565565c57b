"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.pulses.actions.closing import close_due, sweep_closed
from fairlead.rooms.pulses.actions.erasing import erase_words
from fairlead.rooms.pulses.actions.opening import open_due

jobs = (close_due, sweep_closed, open_due, erase_words)
