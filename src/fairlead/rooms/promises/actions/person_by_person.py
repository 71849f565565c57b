"""Erasing what a room keeps of people who were erased: one person at a time, each twice, and then out of the files.

For a room whose table of places has `look`, `reached_at`, `reached_id` and `has_traces`. Each piece is one transaction
with the place reached: killed anywhere, the next goes on. What may not live here: what a room erases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from fairlead.doors import sql
from fairlead.rooms.people.queries import erased_since
from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.actions.erasing import BEGINNING, LOOKS, log_emptied


def erase_person_by_person(places: Any, erase: Callable[[Erased], None], *, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now. places: the room's model."""
    there = {row.look: row for row in places.objects.all()}
    return sum(
        _piece(places, there.get(look) or _begun(places, look), erase, at - wait)
        for look, wait in LOOKS.items()
    )


def _begun(places: Any, look: str) -> Any:
    return places.objects.get_or_create(look=look, defaults={"reached_at": BEGINNING})[0]


def _piece(places: Any, place: Any, erase: Callable[[Erased], None], until: datetime) -> int:
    found = erased_since(place.reached_at, beyond=place.reached_id, limit=1)
    if found and found[0].at <= until:
        _work_on(places, place, erase, found[0])
        return 1
    return _sweep(places, place) if place.has_traces else 0


def _work_on(places: Any, seen: Any, erase: Callable[[Erased], None], who: Erased) -> None:
    with sql.one_transaction():
        place = places.objects.select_for_update().get(look=seen.look)
        if place.reached_id != seen.reached_id or place.reached_at != seen.reached_at:
            return  # another worker was quicker
        erase(who)
        place.reached_at, place.reached_id, place.has_traces = who.at, who.person, True
        place.save()


def _sweep(places: Any, place: Any) -> int:
    """On SQLite what was erased stays in the write-ahead log until that is emptied; 0 while somebody reads it."""
    if not sql.is_postgresql() and not log_emptied():
        return 0
    return int(places.objects.filter(look=place.look, has_traces=True).update(has_traces=False))
