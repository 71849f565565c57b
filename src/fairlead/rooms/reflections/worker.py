"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.reflections.actions.erasing import erase_reflections

jobs = (erase_reflections,)
