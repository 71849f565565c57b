"""Taking out what somebody wrote about waves, once they were erased. A ballot nobody can take out: nobody knows whose it is.

What may not live here: who comes next, and how far we are (person_by_person)."""

from __future__ import annotations

from datetime import datetime

from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.actions.person_by_person import erase_person_by_person
from fairlead.rooms.pulses.models import Erasing, Mirror, Theme, Thought


def erase_words(*, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now."""
    return erase_person_by_person(Erasing, _erase, at=at)


def _erase(who: Erased) -> None:
    """What they thought goes, and their mirror; of what they named or answered, their words: the answer of somebody else stays."""
    ours = {"organisation_id": who.organisation}
    Mirror.objects.filter(**ours, person_id=who.person).delete()
    Thought.objects.filter(**ours, person_id=who.person).delete()
    Theme.objects.filter(**ours, named_by_id=who.person).update(text=None)
    Theme.objects.filter(**ours, decided_by_id=who.person).update(answer=None)
