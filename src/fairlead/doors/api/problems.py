"""A refusal as RFC 9457 problem+json: status, code, the field it concerns, and a sentence for people.

What may not live here: what is refused; and ninja, since error pages use this, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.promise.terms import Terms
from fairlead.core.refusals import Refusal
from fairlead.doors.api.writing import PRIVATE, at_out, terms_out
from fairlead.doors.refusing import ANSWERS, TITLES, sentence, status_of

PROBLEM: Final = "application/problem+json"
ROOT: Final = "/api/v1"
OF_STATUS: Final = {
    400: "bad_json", 401: "unauthenticated", 403: "csrf", 404: "not_found", 405: "wrong_method", 413: "too_large",
    415: "wrong_type", 429: "too_many", 503: "unavailable",
}  # fmt: skip
WAIT: Final = {"busy": 1, "too_many": 1, "unavailable": 30}
"""Seconds after which it is worth another try, where the refusal does not say."""


def _terms(value: Terms | None) -> Any:
    return None if value is None else terms_out(value)


TOLD: Final[dict[str, dict[str, Callable[[Any], Any]]]] = {
    "stale_terms": {"version": int, "terms": _terms, "seen": _terms},
    "too_early": {"at": at_out, "on": str},
}
"""Which facts of a refusal a program is told, and how they are written. No other leaves."""


def problem(refusal: Refusal) -> HttpResponse:
    status, code = status_of(refusal), refusal.code
    body: dict[str, Any] = {
        "type": f"{ROOT}/docs#{code}",
        "title": _(TITLES.get(code, ANSWERS[code][1])),
        "status": status,
        "detail": sentence(refusal),
        "code": code,
    }
    if refusal.field is not None:
        body["field"] = refusal.field
    for name, write in TOLD.get(code, {}).items():
        if refusal.facts.get(name) is not None:
            body[name] = write(refusal.facts[name])
    response = HttpResponse(orjson.dumps(body), status=status, content_type=PROBLEM, headers=PRIVATE)
    if code in WAIT:
        response.headers["Retry-After"] = str(refusal.facts.get("after", WAIT[code]))
    if code == "unauthenticated":
        response.headers["WWW-Authenticate"] = 'Bearer realm="fairlead"'
    return response


def is_for_programs(request: HttpRequest) -> bool:
    """The API, and what a page's own script sends where nobody is known (doors/cookieless.py)."""
    return request.path.startswith("/api/") or getattr(request, "speaks_json", False)


def problem_of_status(status: int) -> HttpResponse:
    """For what goes wrong before or after an operation: the framework's own refusals."""
    return problem(Refusal(OF_STATUS.get(status, "unexpected" if status >= 500 else "bad_json")))
