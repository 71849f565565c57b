"""What the background worker does for this room, again and again."""

from __future__ import annotations

from fairlead.rooms.notices.actions import (
    follow,
    follow_agreements,
    follow_feedback,
    follow_leaves,
    follow_talks,
    forget_old,
    mail_links,
    remind_to_reflect,
    send_one,
    tell_admin_acts,
    tell_of_pulses,
    tell_of_waiting,
)

jobs = (
    follow,
    follow_leaves,
    follow_talks,
    follow_agreements,
    follow_feedback,
    tell_of_waiting,
    tell_admin_acts,
    tell_of_pulses,
    remind_to_reflect,
    mail_links,
    send_one,
    forget_old,
)
