"""What this room does: follow the journals, send what has come due, and stop when told to."""

from fairlead.rooms.notices.actions.follow import follow, tell_admin_acts
from fairlead.rooms.notices.actions.follow_agreements import follow_agreements
from fairlead.rooms.notices.actions.follow_feedback import follow_feedback, tell_of_waiting
from fairlead.rooms.notices.actions.follow_leaves import follow_leaves
from fairlead.rooms.notices.actions.follow_pulses import mail_links, tell_of_pulses
from fairlead.rooms.notices.actions.follow_talks import follow_talks
from fairlead.rooms.notices.actions.reflecting import remind_to_reflect
from fairlead.rooms.notices.actions.send import send_one
from fairlead.rooms.notices.actions.settle import (
    answer_reminder,
    forget_old,
    person_of,
    save_settings,
    stop_all,
    stop_code,
)

__all__ = [
    "answer_reminder",
    "follow",
    "follow_agreements",
    "follow_feedback",
    "follow_leaves",
    "follow_talks",
    "forget_old",
    "mail_links",
    "person_of",
    "remind_to_reflect",
    "save_settings",
    "send_one",
    "stop_all",
    "stop_code",
    "tell_admin_acts",
    "tell_of_pulses",
    "tell_of_waiting",
]
