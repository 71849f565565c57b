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

PLACES: Final = ("/unsigned", "/ballots")
BUCKETS: Final = Buckets(rate=0.5, burst=30.0, most=1_000)
"""Of one sender: thirty at once, then one in two seconds. A receipt has 125 bits: no number of guesses finds one."""
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


def is_cookieless(path: str) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in PLACES)


class Cookieless:
    """Middleware, right behind the one that knows proxies. What was sent from where is counted and then forgotten: a
    bucket that is full again goes, and its name was a hash under a number that is nowhere but in this process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_cookieless(request.path):
            return self.get_response(request)
        sender = blake2b(request.META.get("REMOTE_ADDR", "").encode(), key=_OF_THIS_PROCESS).hexdigest()
        for name in _TAKEN_OFF:
            request.META.pop(name, None)
        request.speaks_json = request.method == "POST"  # type: ignore[attr-defined]
        wait = BUCKETS.take(sender, at=monotonic()) if request.method == "POST" else 0.0
        response = problem(Refusal("too_many", after=ceil(wait))) if wait else self.get_response(request)
        response.cookies.clear()
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is answered for a program: the page's own script reads it."""
        is_ours = isinstance(exception, Refusal) and getattr(request, "speaks_json", False)
        return problem(exception) if is_ours and isinstance(exception, Refusal) else None
