"""What this room has to say on other rooms' pages: the way to the mirror, under Reflect and after a conversation.

To each alone, and only where the organisation has the mirror. What may not live here: whole pages."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from markupsafe import Markup

from fairlead.doors.pages import Tells, fragment
from fairlead.doors.who import asking_of

TALKED: Final = frozenset({"close", "look_again"})
"""The steps by which a conversation has been talked through."""


def under_reflect(request: HttpRequest, _week: Any) -> Markup:
    """The mirror where there is one, and practice, which needs none."""
    return fragment(request, "listening/also-reflect.html", is_on=asking_of(request).has_mirror)


def beside_talk(request: HttpRequest, talk: Any) -> Markup:
    """For each of the two, once they have talked; nobody learns whether the other looks."""
    is_over = talk.ended == "closed" or (talk.ended is None and talk.step in TALKED)
    if talk.mine is None or not is_over or not asking_of(request).has_mirror:
        return Markup("")
    return fragment(request, "listening/also-talked.html")


TELLS: Final[dict[str, Tells]] = {"reflect": under_reflect, "talked": beside_talk}
