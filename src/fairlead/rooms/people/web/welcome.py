"""The first minute of an installation: the first person says who they are and is signed in.

What may not: everything after that."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.rooms.people import actions, entering, queries
from fairlead.rooms.people.web.choices import languages, zones


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Without the code from the terminal there is nothing to do here."""
    if queries.is_founded():
        return go("/")
    return render(request, "people/welcome-wait.html")


@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, code: str) -> HttpResponse:
    link = queries.open_link(code, at=now())
    if link.person is not None:
        return go(f"/sign-in/{code}")
    form = Form(request)
    if form.is_sent:
        with form:
            entered = actions.found_by_link(
                code,
                name=form.text("name"),
                email=form.text("email"),
                team=form.text("team"),
                zone=form.text("zone") or "UTC",
                language=spoken(),
                at=now(),
            )
            entering.sign_in(request, entered, how="link")
            return go("/ask")
    return render(request, "people/welcome.html", status=form.status, form=form, code=code, zones=zones())


def spoken() -> str:
    """The language of this request, when it is one of ours."""
    code = (get_language() or "en").partition("-")[0]
    return code if code in dict(languages()) else "en"
