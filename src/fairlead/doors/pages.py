"""A page and a redirect, the same way everywhere.

What lives here: the context every page has, a page's part for htmx, the one-line message after a
move. What may not: words of a page, queries (config connects the one count every page shows)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any, Final, Protocol

from django.core import signing
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input, csrf_token_lazy
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi
from jinja2 import Environment
from markupsafe import Markup, escape

from fairlead.core.policy import Viewer
from fairlead.core.reflection import Week
from fairlead.doors.clock import now
from fairlead.doors.dates import READER, Dates
from fairlead.doors.nav import PLACES
from fairlead.doors.who import asking_of, shown_team

SAID_COOKIE: Final = "fairlead-said"
_SAID_SECONDS: Final = 60
THEMES: Final = ("light", "dark")
"""Any other word leaves it to the browser."""


class EveryPage(Protocol):
    """How many things wait on a viewer (0 for a page that `is_counted` already), and whether they read along with any."""

    def __call__(self, *, viewer: Viewer, at: datetime, is_counted: bool) -> tuple[int, bool]: ...


def _nothing(*, viewer: Viewer, at: datetime, is_counted: bool) -> tuple[int, bool]:
    return 0, False


_every_page: EveryPage = _nothing


def ask_for_every_page(query: EveryPage) -> None:
    """Asked once for a whole page; one that brings `waiting` along is counted."""
    global _every_page  # noqa: PLW0603
    _every_page = query


Tells = Callable[[HttpRequest, Any], Markup]
_also: dict[str, Tells] = {}


def tell_also(page: str, tells: Tells) -> None:
    """What a higher room has to say on a page of a lower one, in the place it leaves: `{{ also('promise', p) }}`."""
    _also[page] = tells


def _telling(request: HttpRequest) -> Callable[[str, Any], Markup]:
    return lambda page, thing: _also[page](request, thing) if page in _also else Markup("")


def fragment(request: HttpRequest, template: str, **context: Any) -> Markup:
    """A part of a page, rendered as a page is; for what stands beside."""
    known: dict[str, Any] | None = getattr(request, "page_context", None)
    values = {**(known or page_context(request)), "dates": dates_for(request), **context}
    return Markup(environment().get_template(template).render(values))  # noqa: S704  the template escapes


@cache
def environment() -> Environment:
    """The Jinja2 environment of the pages."""
    backend = engines["pages"]
    if not isinstance(backend, Jinja2):
        raise ImproperlyConfigured("the engine named pages is Jinja2")
    return backend.env


def _viewer(request: HttpRequest) -> Viewer | None:
    return getattr(request, "viewer", None)


def render(
    request: HttpRequest,
    template: str,
    *,
    status: int = 200,
    part: str | None = None,
    **context: Any,
) -> HttpResponse:
    """A page. With `part`, htmx gets that block of the same template alone."""
    assert "said" not in context  # noqa: S101 - the frame's own line: what happened just now
    dates = dates_for(request)
    reset = READER.set(dates)
    try:
        known = page_context(request)
        request.page_context = known  # type: ignore[attr-defined]
        values = {**known, "dates": dates, **context}
        if part is not None and is_partial(request):
            text = _block(template, part, values) + _said_aloud(values["said"])
        else:
            text = _whole(template, values)
    finally:
        READER.reset(reset)
    response = HttpResponse(text, status=status)
    if part is not None:
        response["Vary"] = "HX-Request"
    if SAID_COOKIE in request.COOKIES:
        response.delete_cookie(SAID_COOKIE)
    return response


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every template can rely on; a page's own words win."""
    viewer = _viewer(request)
    return {
        "request": request,
        "viewer": viewer,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "theme": viewer.theme if viewer and viewer.theme in THEMES else "",
        "ticket": _ticket(viewer),
        "places": () if viewer and viewer.is_guest else PLACES,
        "nav": "",
        **_team(request),
        "keys": asking_of(request).keys,
        "waiting": None,
        "said": _said(request),
        "also": _telling(request),
        "csrf_input": SimpleLazyObject(
            lambda: csrf_input(request)
        ),  # one for all forms of a page: each is drawn anew
        "csrf_token": csrf_token_lazy(request),
    }


def _ticket(viewer: Viewer | None) -> str:
    """This week and this person, for the browser to know whether it has asked for its ticket yet (ticket.js)."""
    if viewer is None or viewer.is_guest:
        return ""
    return f"{Week.of(now().date()).name}.{browser_mark(viewer)}"


def browser_mark(viewer: Viewer) -> str:
    """By this a browser tells apart what it keeps for several people."""
    return sha256(viewer.person.bytes).hexdigest()[:12]


def _team(request: HttpRequest) -> dict[str, Any]:
    """What stands under the mark: the team that is shown, or the organisation; and what may be shown instead."""
    asking, shown = asking_of(request), shown_team(request)
    return {
        "team_name": shown.name or asking.organisation_name,
        "other_teams": [team for team in asking.teams if team.id != shown.id],
    }


def dates_for(request: HttpRequest, *, zone: str = "UTC") -> Dates:
    """How this reader writes dates; for a view that formats many of them itself.

    zone: whose clock counts for somebody who is not signed in yet."""
    known: Dates | None = getattr(request, "dates", None)
    if known is None:
        viewer = _viewer(request)
        known = Dates.of(viewer.zone if viewer else zone, get_language() or "en", now())
        request.dates = known  # type: ignore[attr-defined]
    return known


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; not when it restores a whole page from the history."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"


def go(address: str, *, say: str = "") -> HttpResponse:
    """After a POST: to the page that shows what happened, with one line said there once.

    The line travels in a signed cookie that is gone in a minute: nothing is written to the session."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    if say:
        response.set_cookie(
            SAID_COOKIE,
            signing.dumps(str(say), salt=SAID_COOKIE),
            max_age=_SAID_SECONDS,
            httponly=True,
            samesite="Lax",
        )
    return response


def _said(request: HttpRequest) -> str:
    kept = request.COOKIES.get(SAID_COOKIE)
    if not kept:
        return ""
    try:
        return str(signing.loads(kept, salt=SAID_COOKIE, max_age=_SAID_SECONDS))
    except signing.BadSignature:
        return ""


def _whole(template: str, values: dict[str, Any]) -> str:
    viewer = values["viewer"]
    counted = values["waiting"]
    waiting, reads_along = (
        _every_page(viewer=viewer, at=now(), is_counted=counted is not None) if viewer else (0, False)
    )
    values["reads_along"] = viewer is not None and (viewer.is_guest or reads_along)
    values["waiting"] = waiting if counted is None else counted
    return environment().get_template(template).render(values)


def _said_aloud(said: str) -> str:
    """The line after a move, for the status node that a swap of a part does not reach."""
    return f'<div id="say" hx-swap-oob="innerHTML">{escape(said)}</div>' if said else ""


def _block(template: str, name: str, values: Mapping[str, Any]) -> str:
    page = environment().get_template(template)
    return "".join(page.blocks[name](page.new_context(dict(values))))
