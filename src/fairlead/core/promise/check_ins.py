"""Check-ins: moments both agreed to in the terms. At one of them, and at no other time, the doer is asked for a word.

Derived, never written: what the doer says by any move is that word. What may not live here: who is mailed, sentences."""

from __future__ import annotations

from datetime import datetime

from fairlead.core.calendar import Moment
from fairlead.core.promise.journal import Promise


def asked_at(promise: Promise, *, said_at: datetime | None, at: datetime) -> Moment | None:
    """The last check-in that has come, while the doer has said nothing since (said_at: their last move). None: nobody asks."""
    terms = promise.force_terms
    if promise.stage != "PROMISED" or terms is None:
        return None
    come = [moment for moment in terms.check_ins if moment.at_utc <= at]
    last = max(come, key=lambda moment: moment.at_utc, default=None)
    return last if last is not None and (said_at is None or said_at < last.at_utc) else None
