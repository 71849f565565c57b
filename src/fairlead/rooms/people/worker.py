"""What the background worker does for people: forget what can let nobody in any more.

What may not: mail, reminders (the notices room)."""

from __future__ import annotations

from datetime import datetime

from fairlead.doors.answered.once import forget_answers
from fairlead.rooms.people import actions


def forget(*, at: datetime) -> int:
    """Looks once an hour, in its first minute."""
    if at.minute != 0 or at.second >= 5:
        return 0
    return actions.forget_old(at=at) + forget_answers(at=at)


jobs = (forget,)
