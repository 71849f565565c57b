"""Answering by a mailed link, without JavaScript and without a sign-in: one page, one form. Behind it nobody is known, but
the link came by mail: *confidential* is its word. And the button with which somebody asks for one.

What may not live here: a viewer behind a link, the ballot of a browser (ballots.py)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import team_names
from fairlead.rooms.pulses.actions.links import ask_for_link, hand_in_by_link
from fairlead.rooms.pulses.queries.after import cited_behind_link
from fairlead.rooms.pulses.queries.links import pulse_of_code
from fairlead.rooms.pulses.web.answering import limits, statements


@require_POST
@signed_in
def link_page(request: HttpRequest, pulse: UUID) -> HttpResponse:
    ask_for_link(viewer=viewer_of(request), pulse=pulse, at=now())
    return go(f"/pulses/{pulse}", say=_("A link is on its way to you by mail."))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mailed_page(request: HttpRequest, code: str) -> HttpResponse:
    """A GET changes nothing: mail is looked through by machines that follow links."""
    shown, form = pulse_of_code(code), Form(request)
    if now() >= shown.closes_at:
        raise Refusal("code_expired", field="ballot")
    if form.is_sent:
        with form:
            answers = {item: form.number(item) for item in shown.items}
            hand_in_by_link(code=code, answers=answers, comment=form.text("comment"), at=now())
            return go("/ballots/sent")
    return render(
        request,
        "pulses/mailed.html",
        status=form.status,
        form=form,
        team_name=team_names({shown.team})[shown.team],
        last_day=shown.closes_on - timedelta(days=1),
        **limits(),
        **statements(shown, get_language() or "en", came=cited_behind_link(pulse=shown.id, at=now())),
    )


def sent_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pulses/mailed-sent.html")
