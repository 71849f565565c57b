"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.notices.actions import (
    follow,
    follow_agreements,
    follow_leaves,
    follow_talks,
    forget_old,
    remind_to_reflect,
    send_one,
    tell_admin_acts,
)

jobs = (
    follow,
    follow_leaves,
    follow_talks,
    follow_agreements,
    tell_admin_acts,
    remind_to_reflect,
    send_one,
    forget_old,
)
