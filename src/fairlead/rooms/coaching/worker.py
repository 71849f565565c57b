"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.coaching.actions.erasing import erase_coaching

jobs = (erase_coaching,)
