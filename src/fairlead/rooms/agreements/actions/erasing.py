"""Taking out what somebody said in agreements, once they were erased: words with their salt.

The journal stays, and its chain holds; what the other said stays. What may not live here: who comes
next, and how far we are (person_by_person)."""

from __future__ import annotations

from datetime import datetime

from fairlead.doors import sql
from fairlead.doors.journal.forgetting import words_by
from fairlead.rooms.agreements.models import Erasing
from fairlead.rooms.agreements.queries.stored import BOOK
from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.actions.person_by_person import erase_person_by_person


def erase_words(*, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now."""
    return erase_person_by_person(Erasing, _erase, at=at)


def _erase(who: Erased) -> None:
    """Everything they wrote, also where they are no party any more; and their leave that others read along."""
    leave = "DELETE FROM agreements_shared WHERE organisation_id = %s AND person_id = %s"
    gone = (leave, [sql.put_id(who.organisation), sql.put_id(who.person)])
    sql.written([gone, words_by(BOOK, who.person, organisation=who.organisation)])
