"""What this room has to say on pages of lower rooms: on Today, that a wave in which the reader is asked is open. The same
line for everybody, answered or not; a browser that answered takes it away for itself.

What may not live here: whole pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest
from markupsafe import Markup

from fairlead.doors.clock import now
from fairlead.doors.pages import Tells, fragment
from fairlead.doors.who import viewer_of
from fairlead.rooms.people.queries import team_names
from fairlead.rooms.pulses.queries.show import open_for


def on_today(request: HttpRequest, _day: Any) -> Markup:
    there = open_for(viewer=viewer_of(request), at=now())
    if not there:
        return Markup("")
    names = team_names({one.team for one in there})
    lines = [(one.id, names[one.team], one.closes_on - timedelta(days=1)) for one in there]
    return fragment(request, "pulses/also-today.html", lines=lines)


TELLS: Final[dict[str, Tells]] = {"today": on_today}
