"""Deleting the figures that erased people kept. Their key is gone already: nothing here opens any more.

What may not live here: who comes next, and how far we are (person_by_person)."""

from __future__ import annotations

from datetime import datetime

from fairlead.rooms.listening.models import Erasing, Kept
from fairlead.rooms.people.shapes import Erased
from fairlead.rooms.promises.actions.person_by_person import erase_person_by_person


def erase_figures(*, at: datetime) -> int:
    """A piece of what there is to erase. 0: nothing, or nothing that can be done just now."""
    return erase_person_by_person(Erasing, _erase, at=at)


def _erase(who: Erased) -> None:
    Kept.objects.filter(organisation_id=who.organisation, person_id=who.person).delete()
