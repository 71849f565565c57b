"""The address at which nobody is known: saying something without a name, and following it by its receipt.

A browser's script speaks to it without a cookie. What may not live here: a viewer, a session, who asks."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fairlead.doors.api.bodies import read_body
from fairlead.doors.clock import now
from fairlead.doors.pages import render
from fairlead.rooms.feedback.actions.unsigned import (
    answer_by_receipt,
    read_by_receipt,
    say_without_a_name,
)
from fairlead.rooms.feedback.queries.plain import feedback_out
from fairlead.rooms.feedback.queries.show import FeedbackShown
from fairlead.rooms.feedback.web.item import thread_values

HTML: Final = "text/html"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsigned(request: HttpRequest) -> HttpResponse:
    """GET: the page to follow what one said. POST: say it."""
    if request.method == "POST":
        receipt = say_without_a_name(facts=read_body(request), at=now())
        return JsonResponse({"receipt": receipt}, status=201)
    return follow(request)


@require_GET
def follow(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback/unsigned.html")


@csrf_exempt
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """What became of it: data for a program, a part of a page for a page."""
    body = read_body(request)
    return _shown(request, read_by_receipt(receipt=body.get("receipt"), at=now()))


@csrf_exempt
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """The author's next word: confirm, changed or say."""
    body = read_body(request)
    facts = {
        name: value
        for name, value in body.items()
        if name not in ("receipt", "act", "version") and value != ""
    }
    shown = answer_by_receipt(
        receipt=body.get("receipt"),
        act=body.get("act", ""),
        version=body.get("version"),
        facts=facts,
        at=now(),
    )
    return _shown(request, shown)


def _shown(request: HttpRequest, shown: FeedbackShown) -> HttpResponse:
    if HTML in request.headers.get("Accept", ""):
        return render(request, "feedback/followed.html", **thread_values(shown))
    return JsonResponse(_out(shown))


def _out(shown: FeedbackShown) -> dict[str, Any]:
    """Not the id under which the recipient has it: the receipt is the author's only way."""
    acts = [{"act": rule.act, "needs": list(rule.needs)} for rule in shown.open_acts]
    return {**{name: value for name, value in feedback_out(shown).items() if name != "id"}, "open_acts": acts}
