"""Who may use an operation: a token with the scope, or a browser's session with its CSRF token.

In the order 401, 403, 429. What may not live here: what a person may see (core/policy)."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from math import ceil
from time import monotonic
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from fairlead.core.refusals import Refusal
from fairlead.doors.api.rate import Buckets
from fairlead.doors.who import bearer, viewer_of

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
BUCKETS: Final = Buckets()


class _Csrf(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


_CSRF: Final = _Csrf(_nothing)


def check_csrf(request: HttpRequest) -> None:
    """A session is believed for a change only with the token of its page, in the header X-CSRFToken."""
    is_let_off = getattr(request, "_dont_enforce_csrf_checks", False)  # Django's own test client
    if not is_let_off and "X-CSRFToken" not in request.headers:
        raise Refusal("csrf")
    if _CSRF.process_view(request, _nothing, (), {}) is not None:
        raise Refusal("csrf")


class Entry:
    """Asked by ninja before an operation reads anything."""

    def __init__(
        self, scope: str, *, buckets: Buckets = BUCKETS, clock: Callable[[], float] = monotonic
    ) -> None:
        self.scope, self.buckets, self.clock = scope, buckets, clock

    def __call__(self, request: HttpRequest) -> bool:
        viewer = viewer_of(request)
        if viewer.scopes is not None and self.scope not in viewer.scopes:
            raise Refusal("scope")
        if viewer.scopes is None and request.method not in SAFE:
            check_csrf(request)
        wait = self.buckets.take(_who(request), at=self.clock())
        if wait:
            raise Refusal("too_many", after=ceil(wait))
        return True


def _who(request: HttpRequest) -> str:
    """The token or the session, not the person: one program of theirs cannot lock out another."""
    code = bearer(request)
    if code is None:
        return str(request.asking.session)  # type: ignore[attr-defined]
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
