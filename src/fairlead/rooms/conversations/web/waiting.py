"""A conversation that waits for the reader's word, as a line of Today. What may not live here: statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.doors.dates import Dates
from fairlead.doors.rows import Waiting
from fairlead.doors.waiting import Source, Waits
from fairlead.doors.words import written
from fairlead.rooms.conversations.queries.waiting import awaited, number_awaited

SAYS: Final[Mapping[str, tuple[str, str]]] = {
    "prepare": (later("does not know of it yet"), later("Prepare")),
    "open": (later("would like to talk with you"), later("Answer")),
    "look_again": (later("and you look at it again"), later("Look again")),
}
"""What the other says, and the way on; at every other step it is simply one's turn."""
TURN: Final = (later("waits for your word"), later("Go on"))


def told(one: Waits, name: str, _dates: Dates) -> Waiting:
    says, label = SAYS.get(one.state, TURN)
    return Waiting(one.address, name, one.side, _(says), written(one.title), _(label), tag=_("Looking back"))


CONVERSATIONS: Final = Source("conversation", found=awaited, number=number_awaited, told=told)
