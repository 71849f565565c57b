"""In which weeks somebody wrote, without opening a word: for their own reminder, and for nothing that is shown."""

from __future__ import annotations

from uuid import UUID

from fairlead.rooms.reflections.models import Reflection


def weeks_written(person: UUID, *, organisation: UUID, since: str) -> frozenset[str]:
    rows = Reflection.objects.filter(organisation_id=organisation, person_id=person, week__gte=since)
    return frozenset(rows.values_list("week", flat=True))
