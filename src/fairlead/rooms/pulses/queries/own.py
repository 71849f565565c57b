"""What one person wrote about waves under their name, to take away. Of a ballot nobody knows whose it is.

What may not live here: figures."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.rooms.pulses.models import Theme, Thought


def own_pulses(*, viewer: Viewer) -> list[dict[str, Any]]:
    """Newest first."""
    ours = viewer.organisation
    thoughts = Thought.objects.filter(organisation_id=ours, person_id=viewer.person)
    named = Theme.objects.filter(organisation_id=ours, named_by_id=viewer.person)
    answered = Theme.objects.filter(organisation_id=ours, decided_by_id=viewer.person)
    found = [
        *(_told("meaning", row.wave_id, row.written_at.date(), row.text) for row in thoughts),
        *(_told("theme", row.wave_id, row.named_on, row.text) for row in named),
        *(_told("answer", row.wave_id, row.decided_on, row.answer) for row in answered),
    ]
    return sorted(found, key=lambda one: (one["on"], one["pulse"]), reverse=True)


def _told(sort: str, wave: UUID, on: date | None, text: str | None) -> dict[str, Any]:
    return {"pulse": str(wave), "sort": sort, "on": str(on), "text": text or ""}
