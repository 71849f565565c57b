"""Signing in by password, e-mailed code or link, and signing out. What may not: the logic (entering.py)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import asking_of
from fairlead.rooms.people import actions, entering, queries


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if asking_of(request).viewer is not None:
        return go(entering.next_page(request))
    form = Form(request)
    if form.is_sent:
        with form:
            return entering.by_password(request, email=form.text("email"), password=form.text("password"))
    return _sign_in_page(request, form)


def _sign_in_page(request: HttpRequest, form: Form) -> HttpResponse:
    return render(
        request,
        "people/sign-in.html",
        status=form.status,
        form=form,
        next=entering.next_page(request),
        has_mail=settings.MAIL_IS_SET_UP,
        is_founded=queries.is_founded(),
    )


@require_POST
def mail_code(request: HttpRequest) -> HttpResponse:
    form = Form(request)
    with form:
        entering.mail_code(request, email=form.text("email"))
        return go(f"/sign-in/code/confirm?{_next(request)}")
    return _sign_in_page(request, form)


def _next(request: HttpRequest) -> str:
    return urlencode({"next": entering.next_page(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    form = Form(request)
    if form.is_sent:
        with form:
            return entering.by_code(request, code=form.text("code"))
    elif not entering.is_code_awaited(request):
        return go("/sign-in")
    page: dict[str, Any] = {"form": form, "next": entering.next_page(request)}
    return render(request, "people/code.html", status=form.status, **page)


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """One button: a link is spent by pressing it, never by opening it."""
    link = queries.open_link(code, at=now())
    if link.person is None:
        return go(f"/welcome/{code}")
    if request.method != "POST":
        return render(request, "people/link.html", link=link, code=code)
    entering.sign_in(request, actions.spend_link(code, at=now()), how="link")
    return go("/")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/sign-out.html")
    entering.sign_out(request)
    return go("/sign-in", say=_("You are signed out."))
