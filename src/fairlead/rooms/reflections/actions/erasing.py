"""Deleting what erased people wrote for themselves. Their key is gone already: nothing here opens any more.

What may not live here: erasing the person (people)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from fairlead.doors import sql
from fairlead.rooms.leaves.actions import forget_things
from fairlead.rooms.people.queries import erased_since
from fairlead.rooms.reflections.models import Erasing, Reflection

LOOKS: Final = {"first": timedelta(), "again": timedelta(minutes=10)}
"""Everybody is looked at twice: an answer that was under way when its author was erased may land after the first."""
BATCH: Final = 100
BEGINNING: Final = datetime(2000, 1, 1, tzinfo=UTC)


def erase_reflections(*, at: datetime) -> int:
    """How many people's were looked after; 0: nothing is left to do."""
    there = {row.look: row for row in Erasing.objects.all()}
    return sum(_piece(there.get(look) or _begun(look), at - wait) for look, wait in LOOKS.items())


def _begun(look: str) -> Erasing:
    return Erasing.objects.get_or_create(look=look, defaults={"reached_at": BEGINNING})[0]


def _piece(place: Erasing, until: datetime) -> int:
    found = erased_since(place.reached_at, beyond=place.reached_id, limit=BATCH)
    ripe = [who for who in found if who.at <= until]
    if ripe:
        with sql.one_transaction():
            for who in ripe:
                theirs = Reflection.objects.filter(organisation_id=who.organisation, person_id=who.person)
                forget_things("reflection", theirs.values_list("id", flat=True))
                theirs.delete()
            last = ripe[-1]
            Erasing.objects.filter(look=place.look).update(reached_at=last.at, reached_id=last.person)
    return len(ripe)
