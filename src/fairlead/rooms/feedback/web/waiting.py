"""Feedback that waits for the reader's word, as a line of Today. What may not live here: statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.doors.dates import Dates
from fairlead.doors.rows import Waiting
from fairlead.doors.waiting import Source, Waits
from fairlead.doors.words import written
from fairlead.rooms.feedback.queries.waiting import awaited, number_awaited

SAYS: Final[Mapping[str, tuple[str, str]]] = {
    "received": (later("says something about how we work"), later("Say it back")),
    "heard": (later("waits for your answer"), later("Answer")),
    "will": (later("waits to hear what came of your answer"), later("Say what came of it")),
    "not_now": (later("waits for your second look"), later("Look at it again")),
    "said_back": (later("says back what you said"), later("Is that it?")),
    "done": (later("says it’s done"), later("Did it change anything?")),
}


def told(one: Waits, name: str, _dates: Dates) -> Waiting:
    is_silent = one.state == "said_back" and one.side == "a"  # for too long: it is answered all the same
    says, label = SAYS["heard" if is_silent else one.state]
    called = "" if one.person else name if one.side == "b" else _("Somebody")
    face = name if called != _("Somebody") else "?"
    return Waiting(
        one.address, face, one.side, _(says), written(one.title), _(label), called=called, tag=_("Feedback")
    )


FEEDBACK: Final = Source("feedback", found=awaited, number=number_awaited, told=told)
