"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.listening.actions.erasing import erase_figures

jobs = (erase_figures,)
