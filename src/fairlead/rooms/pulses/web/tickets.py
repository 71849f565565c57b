"""Tickets of open waves, fetched by every browser of a roster on its first page of a wave, whatever page, answered or not.

What may not live here: using one, and keeping anything of an answer (no Idempotency-Key reaches here)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods

from fairlead.doors.api.bodies import read_body
from fairlead.doors.clock import now
from fairlead.doors.typed import id_in_address
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.pulses.actions.tickets import issue
from fairlead.rooms.pulses.queries.show import PulseShown, open_for


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tickets(request: HttpRequest) -> HttpResponse:
    """GET: the waves in which the reader is asked, with their keys. POST: a signature for what the browser has blinded."""
    viewer = viewer_of(request)
    if request.method == "POST":
        body = read_body(request)
        signature = issue(
            viewer=viewer, pulse=id_in_address(str(body.get("pulse"))), blinded=body.get("blinded"), at=now()
        )
        return JsonResponse({"signature": signature})
    pulses = [_told(shown) for shown in open_for(viewer=viewer, at=now())]
    return JsonResponse({"pulses": pulses, "csrf": get_token(request)})


def _told(shown: PulseShown) -> dict[str, Any]:
    return {
        "id": str(shown.id),
        "team": str(shown.team),
        "token_key": shown.token_key,
        "seal_key": shown.seal_key,
    }
