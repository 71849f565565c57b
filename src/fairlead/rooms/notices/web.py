"""Pages of notices: what one wants, the one-click stop, and "still on its way?".

What may not: sending, sentences of mails."""

from __future__ import annotations

from datetime import time
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.notices import actions
from fairlead.rooms.notices.queries import PLAIN, NoticeSettings, settings_of
from fairlead.rooms.promises.queries.show import show

PAGES: Final = ["GET", "HEAD", "POST"]


@require_http_methods(PAGES)
@signed_in
def you_notices(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), Form(request)
    if form.is_sent:
        with form:
            actions.save_settings(by=viewer, chosen=_chosen(form))
            return go("/you/notices", say=_("Saved."))
    return render(
        request,
        "notices/settings.html",
        status=form.status,
        form=form,
        chosen=settings_of(viewer),
        has_mail=settings.MAIL_IS_SET_UP,
        weekdays=[("", _("Not at all")), *((str(number), str(name)) for number, name in WEEKDAYS.items())],
    )


def _chosen(form: Form) -> NoticeSettings:
    return NoticeSettings(
        mail=form.is_ticked("mail"),
        at_once=form.is_ticked("at_once"),
        daily=form.is_ticked("daily"),
        reminders=form.is_ticked("reminders"),
        hour=_hour(form, "hour"),
        quiet_from=_clock(form, "quiet_from"),
        quiet_until=_clock(form, "quiet_until"),
        free_days=form.is_ticked("free_days"),
        reflect_day=form.number("reflect_day"),
        reflect_hour=_hour(form, "reflect_hour", otherwise=PLAIN.reflect_hour),
    )


def _hour(form: Form, field: str, *, otherwise: int | None = None) -> int:
    hour = form.number(field) if form.text(field) else otherwise
    if hour is None:
        raise Refusal("missing_field", field=field)
    return hour


def _clock(form: Form, field: str) -> time:
    clock = form.clock(field)
    if clock is None:
        raise Refusal("missing_field", field=field)
    return clock


@csrf_exempt  # a mail program posts here with nothing but the address (RFC 8058); the code in it is signed
@require_http_methods(PAGES)
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """A GET changes nothing: whoever scans mails for links only sees a button."""
    if request.method == "POST":
        actions.stop_all(code=code, at=now())
    else:
        actions.person_of(code)
    return render(request, "notices/stop.html", is_stopped=request.method == "POST")


@require_http_methods(PAGES)
@signed_in
def still(request: HttpRequest, promise: UUID) -> HttpResponse:
    """The reminder's page: a yes is told to nobody."""
    viewer = viewer_of(request)
    found = show(viewer=viewer, promise=promise, at=now())
    if found.me != "doer":
        raise Refusal("not_found")
    if request.method == "POST":
        actions.answer_reminder(by=viewer, promise=promise, at=now())
        return go(f"/promises/{promise}", say=_("Good. Nobody was told."))
    return render(request, "notices/still.html", promise=found, nav="promises")


urls = [
    path("you/notices", you_notices),
    path("notices/stop/<str:code>", stop),
    path("notices/still/<uuid:promise>", still),
]
"""Collected by config/urls.py."""
