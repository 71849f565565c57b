"""Refusing what core/policy does not allow. Whoever may not is answered as if there were nothing to find.

What may not: deciding (core/policy does), what is set up (actions), sentences."""

from __future__ import annotations

from uuid import UUID

from fairlead.core.policy import Viewer, administers, may_invite_into
from fairlead.core.refusals import Refusal


def administrator(viewer: Viewer) -> None:
    if not administers(viewer):
        raise Refusal("not_found")


def lead_or_administrator(viewer: Viewer, team: UUID) -> None:
    if not may_invite_into(viewer, team):
        raise Refusal("not_found")
