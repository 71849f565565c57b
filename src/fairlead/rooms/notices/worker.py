"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.notices.actions import follow, forget_old, send_one, tell_admin_acts

jobs = (follow, tell_admin_acts, send_one, forget_old)
