"""Ending what erased people gave or had leave for, and taking out what they asked.

What may not live here: who comes next, and how far we are (person_by_person)."""

from __future__ import annotations

from datetime import datetime

from fairlead.rooms.coaching.models import Erasing
from fairlead.rooms.leaves.actions import erase_of
from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.actions.person_by_person import erase_person_by_person


def erase_coaching(*, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now."""
    return erase_person_by_person(Erasing, _erase, at=at)


def _erase(who: Erased) -> None:
    erase_of(person=who.person, organisation=who.organisation, at=who.at)
