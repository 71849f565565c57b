"""The line of a promise with the marks of both: where the process came apart, once both are in.

What may not live here: what anybody may see of it (core/conversation/shown.py), HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fairlead.core.conversation.codes import BY_CODE, LINE, OWN_WORDS
from fairlead.core.conversation.shown import Causes
from fairlead.core.promise.rules import Role
from fairlead.rooms.conversations.words import CODES

Names = Mapping[Role, str]


def place_words() -> dict[str, str]:
    """The places of the line, in the reader's language."""
    return {
        "ask": _("The ask"), "standard": _("The standard of done"), "date": _("The date"), "means": _("Time and tools"),
        "speaking_up": _("Speaking up early"), "hand_over": _("Hand-over"), "check": _("The check"),
    }  # fmt: skip


def line_of(latest: Mapping[Role, Causes], names: Names) -> list[dict[str, Any]]:
    """At each place who chose what there. latest: the last choice of each whose choice the reader may see."""
    if not latest:
        return []
    chosen, words = _chosen(latest), place_words()
    line = []
    for place in LINE:
        here = [(role, said) for role, at, said in chosen if at == place]
        marks = sorted({role for role, _said in here}, reverse=True)
        line.append({"label": words[place], "marks": marks, "said": _by_whom(here, names)})
    return line


def beside_the_line(latest: Mapping[Role, Causes], names: Names) -> list[str]:
    """What was chosen that lies at no place of the line, and own words."""
    off = [f"{names[role]}: {words}" for role, place, words in _chosen(latest) if place is None]
    own = [f"{names[role]}: {one.own_words}" for role, one in latest.items() if one.own_words]
    return off + own


def _chosen(latest: Mapping[Role, Causes]) -> list[tuple[Role, str | None, str]]:
    """(who, place of the line, words) of each code, but for own words."""
    found: list[tuple[Role, str | None, str]] = []
    for role, one in latest.items():
        named = {own.code: own for own in one.named}
        for code in one.codes:
            own = named.get(code)
            place = own.place if own else BY_CODE[code].place if code in BY_CODE else None
            if code != OWN_WORDS:
                found.append((role, place, own.label if own else str(CODES.get(code, code))))
    return found


def _by_whom(here: list[tuple[Role, str]], names: Names) -> list[str]:
    """What both chose alike stands once."""
    both = {said for one, said in here if {role for role, same in here if same == said} == {"asker", "doer"}}
    words = [
        _("Both: %(words)s") % {"words": said} if said in both else f"{names[role]}: {said}"
        for role, said in here
    ]
    return list(dict.fromkeys(words))
