"""The ticket of the week, fetched by every signed-in browser on its first page of the week, used or not.

What may not live here: using one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods

from fairlead.core.pulse.ballot import jwk
from fairlead.doors.api.bodies import read_body
from fairlead.doors.clock import now
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.feedback.actions.tickets import issue, key_of_week


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ticket(request: HttpRequest) -> HttpResponse:
    """GET: the key of the week. POST: a signature for what the browser has blinded."""
    viewer = viewer_of(request)
    if request.method == "POST":
        week, signature = issue(viewer=viewer, blinded=read_body(request).get("blinded"), at=now())
        return JsonResponse({"week": week, "signature": signature})
    week, key = key_of_week(organisation=viewer.organisation, at=now())
    return JsonResponse({"week": week, "key": jwk(key), "csrf": get_token(request)})
