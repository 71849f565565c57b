"""What one person gave under their own name, and what was given to them, to take away.

What they said without a name is not in it: nobody knows that it was them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fairlead.core.policy import Viewer
from fairlead.rooms.feedback.queries.lists import LIMIT_MAX, feedback_page
from fairlead.rooms.feedback.queries.plain import feedback_out


def own_feedback(*, viewer: Viewer, at: datetime) -> list[dict[str, Any]]:
    """Signed ones alone, newest first."""
    taken: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = feedback_page(viewer=viewer, at=at, limit=LIMIT_MAX, after=after)
        taken += [feedback_out(shown) for shown in page.rows if shown.is_signed]
        after = page.next
        if after is None:
            return taken
