"""All agreements of one person, to take away: those of two, and those of their teams."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fairlead.core.policy import Viewer
from fairlead.rooms.agreements.queries.lists import LIMIT_MAX, agreements_page
from fairlead.rooms.agreements.queries.plain import agreement_out, said_out
from fairlead.rooms.agreements.queries.shared import said_of
from fairlead.rooms.agreements.queries.show import AgreementShown


def own_agreements(*, viewer: Viewer, at: datetime) -> list[dict[str, Any]]:
    """What moved last first."""
    taken: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = agreements_page(viewer=viewer, at=at, limit=LIMIT_MAX, after=after)
        taken += [{**agreement_out(shown), "sharing": _sharing(shown, viewer)} for shown in page.rows]
        after = page.next
        if after is None:
            return taken


def _sharing(shown: AgreementShown, viewer: Viewer) -> list[dict[str, str]]:
    """Who of the two said that others may read what stands. Of a team's nobody needs to say it."""
    if shown.team is not None:
        return []
    return [said_out(one) for one in said_of(shown.id, shown.shown.version, organisation=viewer.organisation)]
