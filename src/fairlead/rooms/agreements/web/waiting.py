"""An agreement that waits for the reader, as a line of Today. What may not live here: statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.doors.dates import Dates
from fairlead.doors.rows import Waiting
from fairlead.doors.waiting import Source, Waits
from fairlead.doors.words import written
from fairlead.rooms.agreements.queries.waiting import awaiting, count_awaited, has_open_ones

SAYS: Final[Mapping[str, tuple[str, str]]] = {
    "proposal": (later("suggests an agreement"), later("Reply")),
    "change": (later("suggests a change to what you agreed"), later("Reply")),
    "look": (later("and you look at it again"), later("Look again")),
    "team looks": (later("looks at it again"), later("Look again")),
}


def told(one: Waits, name: str, dates: Dates) -> Waiting:
    says, label = SAYS[one.state if one.person else "team looks"]
    note = _("since %(day)s") % {"day": dates.day(one.on)} if one.on else ""
    called = "" if one.person else name
    return Waiting(
        one.address,
        name,
        one.side,
        _(says),
        written(one.title),
        _(label),
        note,
        called=called,
        tag=_("Agreement"),
    )


AGREEMENTS: Final = Source("agreement", found=awaiting, number=has_open_ones, exact=count_awaited, told=told)
