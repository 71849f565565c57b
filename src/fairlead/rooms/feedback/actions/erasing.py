"""Taking out what somebody said in feedback, once they were erased: of signed ones, and of unsigned ones as recipient.

What was said without a name nobody can take out for its author: nobody knows who that is. What may not live
here: who comes next, and how far we are (person_by_person)."""

from __future__ import annotations

from datetime import datetime

from fairlead.doors import sql
from fairlead.doors.journal.forgetting import words_by
from fairlead.rooms.feedback.models import Erasing, Issued, Said
from fairlead.rooms.feedback.queries.threads import BOOK
from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.actions.person_by_person import erase_person_by_person


def erase_words(*, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now."""
    return erase_person_by_person(Erasing, _erase, at=at)


def _erase(who: Erased) -> None:
    sql.written([words_by(BOOK, who.person, organisation=who.organisation)])
    Said.objects.filter(organisation_id=who.organisation, by_id=who.person).update(words=None)
    Issued.objects.filter(organisation_id=who.organisation, person_id=who.person).delete()
