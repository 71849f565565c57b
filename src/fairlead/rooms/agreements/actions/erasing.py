"""Taking out what somebody said in agreements, once they were erased: words with their salt.

The journal stays, and its chain holds; what the other said stays. One person at a time, in one transaction with the
place reached: killed anywhere, the next piece goes on. As in promises, everybody is looked at twice."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import connection

from fairlead.doors import sql
from fairlead.rooms.agreements.models import Erasing
from fairlead.rooms.people.queries import erased_since
from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.actions.erasing import BEGINNING, LOOKS, log_emptied


def erase_words(*, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now."""
    there = {row.look: row for row in Erasing.objects.all()}
    return sum(_piece(there.get(look) or _begun(look), at - wait) for look, wait in LOOKS.items())


def _begun(look: str) -> Erasing:
    return Erasing.objects.get_or_create(look=look, defaults={"reached_at": BEGINNING})[0]


def _piece(place: Erasing, until: datetime) -> int:
    found = erased_since(place.reached_at, beyond=place.reached_id, limit=1)
    if found and found[0].at <= until:
        _work_on(place, found[0])
        return 1
    return _sweep(place) if place.has_traces else 0


def _work_on(seen: Erasing, who: Erased) -> None:
    with sql.one_transaction():
        place = Erasing.objects.select_for_update().get(look=seen.look)
        if place.reached_id != seen.reached_id or place.reached_at != seen.reached_at:
            return  # another worker was quicker
        _erase(who)
        place.reached_at, place.reached_id, place.has_traces = who.at, who.person, True
        place.save()


_WORDS: Final = """
DELETE FROM agreements_words WHERE (agreement_id, number) IN (
  SELECT agreement_id, number FROM agreements_move
   WHERE organisation_id = %s AND by_id = %s AND text_hash IS NOT NULL)"""


def _erase(who: Erased) -> None:
    """Everything they wrote, also where they are no party any more."""
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [sql.put_id(who.organisation), sql.put_id(who.person)])


def _sweep(place: Erasing) -> int:
    """On SQLite what was erased stays in the write-ahead log until that is emptied; 0 while somebody reads it."""
    if not sql.is_postgresql() and not log_emptied():
        return 0
    return Erasing.objects.filter(look=place.look, has_traces=True).update(has_traces=False)
