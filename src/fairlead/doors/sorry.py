"""Pages for when something did not work: plain words, what to do now, nothing about why it is private.

"Not yours" and "not there" are one page. No query runs here: a page about a vanished database must
not ask it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as later

from fairlead.core.refusals import Refusal
from fairlead.doors import pages
from fairlead.doors.api.problems import is_for_programs, problem_of_status
from fairlead.doors.refusing import sentence, status_of
from fairlead.doors.who import way_in

WORDS: Final = {
    400: (later("That could not be read"), later("Something in the request was not as a browser sends it. Go back and try once more.")),
    403: (
        later("This page was open for a long time"),
        later("To keep others from sending forms in your name, a form is good for a while only. Go back, load the page again and send it once more. What you typed is still in the form when you go back."),
    ),
    404: (
        later("There is nothing here for you"),
        later("The address may be mistyped, or it leads to something only other people can read. Both look the same, on purpose."),
    ),
    405: (later("This address does not take that"), later("It was opened in a way it is not made for. Start from Today and you will find your way.")),
    410: (later("This is no longer here"), later("It was here once and has been taken away, or the link has done its work.")),
    413: (later("That is more than fits"), later("What you sent is larger than this server takes. Go back, make it shorter and send it again.")),
    429: (later("A moment, please"), later("Many requests came from here in a short time. Wait a minute and try again; nothing is lost.")),
    500: (later("Something went wrong on our side"), later("Nothing you sent was half-written: it was stored whole or not at all. Go back and look, then try once more.")),
    503: (later("The server is not ready just now"), later("It cannot reach its database, or it is being looked after. Nothing was half-written. Go back in a minute and try once more; what you typed is still in the form.")),
}  # fmt: skip


def sorry(request: HttpRequest, status: int) -> HttpResponse:
    """The page for this status, without a sign-in and without a query; for a program, the problem."""
    if is_for_programs(request):
        return problem_of_status(status)
    title, text = WORDS.get(status, WORDS[400 if status < 500 else 500])
    if status >= 500:
        request.viewer = None  # type: ignore[attr-defined]  # who it is may be the very thing that cannot be asked
    response = pages.render(
        request,
        "sorry.html",
        status=status,
        title=_(title),
        text=_(text),
        is_worth_a_retry=status in (429, 500, 503),
        waiting=0,
    )
    if status == 503:
        response["Retry-After"] = "30"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    is_too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return sorry(request, 413 if is_too_large else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return sorry(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return sorry(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return sorry(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it was the database that did not answer."""
    status = 503 if isinstance(sys.exc_info()[1], OperationalError | InterfaceError) else 500
    return sorry(request, status)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a refusal that no form on the page has taken up."""
    status = status_of(refusal)
    if refusal.code == "unauthenticated":
        return way_in(request)
    if status in {400, 404, 413, 429, 503}:
        return sorry(request, status)
    title = (
        WORDS[410][0] if refusal.code in {"code_used", "code_expired"} else later("That did not go through")
    )
    return pages.render(
        request, "sorry.html", status=status, title=_(title), text=sentence(refusal), is_worth_a_retry=False
    )


class FilledErrors:
    """Gives an empty refusal of the framework (405, 429 and the like) its page; the API has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal's page; the API answers its own."""
        if not isinstance(exception, Refusal) or is_for_programs(request):
            return None
        return refused(request, exception)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in WORDS or response.streaming or response.content:
            return response
        if is_for_programs(request):
            return response
        page = sorry(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response:
                page[name] = response[name]
        return page
