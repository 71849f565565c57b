"""Who may set people up. Whoever may not is answered as if there were nothing to find.

What may not: what is set up (actions), sentences."""

from __future__ import annotations

from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal


def is_administrator(viewer: Viewer) -> bool:
    return viewer.is_admin and (viewer.scopes is None or "admin" in viewer.scopes)


def administrator(viewer: Viewer) -> None:
    if not is_administrator(viewer):
        raise Refusal("not_found")


def lead_or_administrator(viewer: Viewer, team: UUID) -> None:
    if team not in viewer.leads:
        administrator(viewer)
