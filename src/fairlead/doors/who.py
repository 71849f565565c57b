"""Who is asking: the person behind a session cookie or a bearer token, found by one statement.

What lives here: the middleware, its decorators, language and time zone of the request. What may
not: how people are stored. The look-up is a module named by the setting WHO_ASKS, which offers
`of_session(key, *, at) -> Asking | None` and `of_token(code, *, at) -> Asking | None`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from importlib import import_module
from typing import Any, Final, Protocol, TypeVar, cast
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from fairlead.core.policy import Viewer, open_to_guests
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now

TOKEN_START: Final = "flt_"  # noqa: S105 - how a token begins, not a token


GUEST_HOME: Final = "/coaching"


@dataclass(frozen=True, slots=True)
class TeamName:
    id: UUID
    name: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """What one statement tells about a request. `viewer` is None for a session not signed in."""

    viewer: Viewer | None = None
    account: UUID | None = None
    session: UUID | None = None
    session_data: str | None = None
    organisation_name: str = ""
    has_mirror: bool = False
    """whether people of this organisation can look at how they listened"""
    shown_team: UUID | None = None
    teams: tuple[TeamName, ...] = field(default=())
    keys: str = "{}"
    """JSON: what a pressed key stands for, where the person chose other keys."""


NOBODY: Final = Asking()
NO_TEAM: Final = TeamName(UUID(int=0), "", is_lead=False)


class LookUp(Protocol):
    def of_session(self, key: str, *, at: datetime) -> Asking | None: ...
    def of_token(self, code: str, *, at: datetime) -> Asking | None: ...


class WhoAsks:
    """Middleware. Stands after Django's SessionMiddleware, which it spares its own statement."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.look_up = cast(LookUp, import_module(settings.WHO_ASKS))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asking = self._asking(request)
        request.asking = asking  # type: ignore[attr-defined]
        request.viewer = asking.viewer  # type: ignore[attr-defined]
        with translation.override(_language(request, asking.viewer)):
            zone = ZoneInfo(asking.viewer.zone) if asking.viewer else None
            with timezone.override(zone):
                return self.get_response(request)

    def _asking(self, request: HttpRequest) -> Asking:
        code = bearer(request)
        if code is not None:
            return self.look_up.of_token(code, at=now()) or NOBODY
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if not key:
            return NOBODY
        asking = self.look_up.of_session(key, at=now()) or NOBODY
        request.session.stored = asking.session_data  # type: ignore[attr-defined]
        return asking


def asking_of(request: HttpRequest) -> Asking:
    """All that is known about who asks; NOBODY where the middleware has not been."""
    found: Asking = getattr(request, "asking", NOBODY)
    return found


def shown_team(request: HttpRequest) -> TeamName:
    """The team Today and Team show: the one chosen, else the first by name; without a name when there is none."""
    asking = asking_of(request)
    chosen = [team for team in asking.teams if team.id == asking.shown_team]
    return next(iter([*chosen, *asking.teams]), NO_TEAM)


def bearer(request: HttpRequest) -> str | None:
    """The code after `Authorization: Bearer`, whoever's it is. None: the request bears no token."""
    scheme, _, code = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return code.strip() if scheme.lower() == "bearer" else None


def _language(request: HttpRequest, viewer: Viewer | None) -> str:
    if viewer is not None and translation.check_for_language(viewer.language):
        return viewer.language
    return translation.get_language_from_request(request)


def viewer_of(request: HttpRequest) -> Viewer:
    """The person asking; refused when there is none."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        raise Refusal("unauthenticated")
    if viewer.is_guest and not open_to_guests(request.path):
        raise Refusal("not_found")
    return viewer


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def signed_in(view: View) -> View:
    """Pages for a person in a browser. Anybody else is shown the way in and comes back."""

    @wraps(view)
    def look(request: HttpRequest, *args: Any, **words: Any) -> HttpResponseBase:
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None or viewer.scopes is not None:
            return way_in(request)
        if viewer.is_guest and request.path == "/":
            return HttpResponseRedirect(GUEST_HOME)
        viewer_of(request)
        return view(request, *args, **words)

    return cast(View, look)


def way_in(request: HttpRequest) -> HttpResponse:
    """To /sign-in, and from there back to the page that was asked for."""
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    address = f"/sign-in?{urlencode({'next': wanted})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
