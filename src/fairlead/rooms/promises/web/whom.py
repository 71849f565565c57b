"""To whom it goes: from what was typed to colleagues, and those who are not here yet.

What may not live here: sending anything to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.names import first_name
from fairlead.rooms.people.queries import colleague, people_of
from fairlead.rooms.people.shapes import PersonCard

PEOPLE_MAX: Final = 12
"""So many people can be asked at once: one promise each."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who was named: colleagues by id, and one or more who are not here yet, by address or name."""

    known: tuple[PersonCard, ...] = ()
    new: tuple[str, ...] = ()


def named(texts: list[str]) -> list[str]:
    """Everybody named, in one box or several, each once."""
    pieces = [piece.strip() for text in texts for piece in text.replace(";", ",").split(",")]
    return list(dict.fromkeys(piece for piece in pieces if piece))


def one_called(viewer: Viewer, text: str) -> PersonCard | None:
    """A colleague by id, address or exact name; several of one name have to be told apart."""
    found = colleague(viewer, text)
    if found is not None:
        return found
    same = [
        card
        for card in people_of(viewer.organisation, find=text, limit=20)
        if card.name.casefold() == text.casefold()
    ]
    begun = same or [
        card
        for card in people_of(viewer.organisation, find=text, limit=20)
        if first_name(card.name).casefold() == text.casefold()
    ]
    if len(begun) > 1:
        raise Refusal(
            "bad_field",
            field="to",
            says=_("There are several called %(name)s. Use the whole name or the address.") % {"name": text},
        )
    return begun[0] if begun else None


def whom(viewer: Viewer, texts: list[str], *, may_invite: bool) -> Whom:
    """Who is meant. Somebody unknown is invited only when that is meant: a slip of the finger makes no person."""
    known: list[PersonCard] = []
    new: list[str] = []
    names = named(texts)
    if not names:
        raise Refusal("missing_field", field="to")
    if len(names) > PEOPLE_MAX:
        raise Refusal(
            "bad_field", field="to", says=_("At most %(most)d people at once.") % {"most": PEOPLE_MAX}
        )
    for name in names:
        card = one_called(viewer, name)
        if card is not None:
            known.append(card)
        elif may_invite or "@" in name or _is_alone(viewer):
            new.append(name)
        else:
            says = _("Nobody here is called %(name)s. Is it somebody new? Then tick the box below.") % {
                "name": name
            }
            raise Refusal("bad_field", field="to", says=says)
    return Whom(tuple(known), tuple(new))


def _is_alone(viewer: Viewer) -> bool:
    return all(card.id == viewer.person for card in people_of(viewer.organisation, limit=2))
