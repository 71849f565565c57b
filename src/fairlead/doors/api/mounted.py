"""The one API of an installation, made of every room's router: its addresses, and what it says of itself.

What may not live here: operations."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

from fairlead.core.refusals import Refusal
from fairlead.doors.api import description, reading
from fairlead.doors.api.problems import ROOT, problem, problem_of_status
from fairlead.doors.who import viewer_of

log: Final = logging.getLogger("fairlead.api")


def addresses(routers: Iterable[Router]) -> list[URLPattern | URLResolver]:
    """Everything at and below /api."""
    api = _api(routers)
    patterns = [
        path("openapi.json", description.published(api)),
        path("docs", reading.docs(api)),
        *(pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and str(pattern.pattern)),
    ]
    for pattern in patterns[2:]:
        pattern.callback = _door(pattern.callback)
    return [path(f"{ROOT[1:]}/", include(patterns)), re_path(r"^api(?:/.*)?$", _door(_nothing_here))]


def _api(routers: Iterable[Router]) -> NinjaAPI:
    api = NinjaAPI(
        title="Fairlead",
        version="1",
        description=description.ABOUT,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
    )
    answers: dict[type[Exception], Callable[..., HttpResponse]] = {
        Refusal: lambda _request, refusal: problem(refusal),
        ValidationError: lambda _request, error: problem(_refusal(error)),
        OperationalError: _unavailable,
        InterfaceError: _unavailable,
        Exception: _unexpected,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)
    for router in routers:
        api.add_router("", router)
    return api


def _refusal(error: ValidationError) -> Refusal:
    """An id in the path that is none leads nowhere; anything else is about a parameter."""
    places = [problem_["loc"] for problem_ in error.errors]
    if any(place[0] == "path" for place in places):
        return Refusal("not_found")
    is_missing = error.errors[0].get("type") == "missing"
    return Refusal("missing_field" if is_missing else "bad_field", field=str(places[0][-1]))


def _unavailable(_request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("the database did not answer: %s", type(error).__name__)
    return problem(Refusal("unavailable"))


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error(
        "%s %s", request.method, request.resolver_match and request.resolver_match.route, exc_info=error
    )
    return problem(Refusal("unexpected"))


def _nothing_here(_request: HttpRequest, **_path: Any) -> HttpResponse:
    return problem(Refusal("not_found"))


def _door(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Whoever is nobody hears only that; HEAD is GET without a body; a refusal of the framework's is ours."""

    @wraps(view)
    def look(request: HttpRequest, **given: Any) -> HttpResponse:
        try:
            viewer_of(request)
        except Refusal as refusal:
            return problem(refusal)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response: HttpResponse = view(request, **given)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = problem_of_status(405)
            response.headers["Allow"] = allowed
        if is_head:
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    look.csrf_exempt = True  # type: ignore[attr-defined]  # Entry asks for it, and answers as a problem
    return look
