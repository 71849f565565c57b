"""The address at which ballots are handed in and nobody is known: without a cookie, and always answered alike.

What may not live here: a viewer, a session, who asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fairlead.doors.api.bodies import read_body
from fairlead.doors.clock import now
from fairlead.rooms.pulses.actions.voting import hand_in


@csrf_exempt
@require_POST
def ballots(request: HttpRequest) -> HttpResponse:
    """Taken, or taken before: 204."""
    hand_in(facts=read_body(request), at=now())
    return HttpResponse(status=204)
