"""Leaving the organisation, and being erased: asked once, on a page that says what ends and what stays.

What may not: anything that can be taken back (you.py)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import asking_of, signed_in, viewer_of
from fairlead.rooms.people import actions, entering


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request: HttpRequest) -> HttpResponse:
    form = Form(request)
    if form.is_sent:
        with form:
            actions.leave(by=viewer_of(request), at=now())
            entering.sign_out(request)
            return go("/sign-in", say=_("You have left. What was promised stays with the other person."))
    return _asked(request, "people/leave.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def erase(request: HttpRequest) -> HttpResponse:
    form = Form(request)
    if form.is_sent:
        with form:
            actions.erase_oneself(by=viewer_of(request), at=now())
            entering.sign_out(request)
            return go("/sign-in", say=_("Your name, your address and every way in are gone."))
    return _asked(request, "people/erase.html", form)


def _asked(request: HttpRequest, template: str, form: Form) -> HttpResponse:
    called = asking_of(request).organisation_name
    return render(request, template, status=form.status, form=form, organisation_name=called)
