"""What the background worker does for people: forget what can let nobody in any more.

What may not: mail, reminders (the notices room)."""

from __future__ import annotations

from datetime import datetime

from fairlead.rooms.people import actions


def forget(*, at: datetime) -> int:
    """Looks once an hour, in its first minute."""
    return actions.forget_old(at=at) if at.minute == 0 and at.second < 5 else 0


jobs = (forget,)
