"""Addresses at which nobody is known: no session, no cookie, no referrer, no address of the sender goes further than here.

What lives here: taking all that off a request, and how often one sender may ask. What may not: what is asked."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hashlib import blake2b
from math import ceil
from time import monotonic
from typing import Final

from django.http import HttpRequest, HttpResponse

from fairlead.core.refusals import Refusal
from fairlead.doors.api.problems import problem
from fairlead.doors.api.rate import Buckets
from fairlead.doors.sorry import sorry

BUCKETS: Final[dict[str, Buckets]] = {
    # a receipt has 125 bits: no number of guesses finds one
    "/unsigned": Buckets(rate=0.5, burst=30.0, most=1_000),
    # the sender may be a whole office, in which everybody answers at once (docs/decisions/0083)
    "/ballots": Buckets(rate=5.0, burst=300.0, most=1_000),
}
"""The places, and how often one sender may send something to each."""
FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_OF_THIS_PROCESS: Final = secrets.token_bytes(32)
_TAKEN_OFF: Final = (
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "HTTP_REFERER",
    "HTTP_USER_AGENT",
    "HTTP_IDEMPOTENCY_KEY",
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_PORT",
)


def place_of(path: str) -> str | None:
    """Which of the places this address belongs to, if any."""
    return next((place for place in BUCKETS if path == place or path.startswith(f"{place}/")), None)


class Cookieless:
    """Middleware, right behind the one that knows proxies. What was sent from where is counted and then forgotten: a
    bucket that is full again goes, and its name was a hash under a number that is nowhere but in this process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = place_of(request.path)
        if place is None:
            return self.get_response(request)
        sender = blake2b(request.META.get("REMOTE_ADDR", "").encode(), key=_OF_THIS_PROCESS).hexdigest()
        for name in _TAKEN_OFF:
            request.META.pop(name, None)
        is_post = request.method == "POST"
        request.speaks_json = is_post and request.content_type not in FORMS  # type: ignore[attr-defined]
        wait = BUCKETS[place].take(sender, at=monotonic()) if is_post else 0.0
        response = _wait(request, ceil(wait)) if wait else self.get_response(request)
        response.cookies.clear()
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is answered for a program: the page's own script reads it."""
        is_ours = isinstance(exception, Refusal) and getattr(request, "speaks_json", False)
        return problem(exception) if is_ours and isinstance(exception, Refusal) else None


def _wait(request: HttpRequest, seconds: int) -> HttpResponse:
    """For a program, or for somebody who sent a form."""
    if request.speaks_json:  # type: ignore[attr-defined]
        return problem(Refusal("too_many", after=seconds))
    page = sorry(request, 429)
    page.headers["Retry-After"] = str(seconds)
    return page
