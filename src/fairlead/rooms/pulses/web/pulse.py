"""One page by the state of the wave. What may not live here: what any of them shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.pulses.queries.show import PulseShown, show
from fairlead.rooms.pulses.web import answering, balance

PAGES: Final[Mapping[str, Callable[[HttpRequest, PulseShown], HttpResponse]]] = {
    "open": answering.begin,
    "closed": balance.closed,
    "too_few": balance.too_few,
}


@signed_in
def pulse_page(request: HttpRequest, pulse: UUID) -> HttpResponse:
    shown = show(viewer=viewer_of(request), pulse=pulse)
    return PAGES[shown.state](request, shown)
