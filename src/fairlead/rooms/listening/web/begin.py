"""How a look begins: consent and a transcript, then which of the speakers one is.

What may not live here: what is found in it (result.py)."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import render
from fairlead.doors.who import viewer_of
from fairlead.rooms.listening import words
from fairlead.rooms.listening.queries.kept import all_kept
from fairlead.rooms.listening.web.carried import Carried, brought, carried, mirror_page, sent_only

BEGINNING: Final = 90
"""Signs by which a speaker is told from another."""


@mirror_page
def start(request: HttpRequest) -> HttpResponse:
    """GET explains and asks; POST reads. What cannot be read comes back with everything that was typed."""
    form, talk = Form(request), None
    if form.is_sent:
        with form:
            talk = brought(form)
            if not talk.is_made_up and not form.is_ticked("consent"):
                raise Refusal("missing_field", field="consent")
            return who_page(request, talk, Form(None))
    return start_page(request, form, talk)


def start_page(request: HttpRequest, form: Form, talk: Carried | None = None) -> HttpResponse:
    """talk: one that could be read already, so that it need not be chosen again."""
    return render(
        request,
        "listening/start.html",
        status=form.status,
        nav="reflect",
        form=form,
        talk=talk,
        waits=_waits(talk) if talk else "",
        made_up=words.MADE_UP.items(),
        years=sorted({one.on.year for one in all_kept(viewer_of(request))}, reverse=True),
        today=now().date(),
    )


def _waits(talk: Carried) -> str:
    words_there = {"words": talk.transcript.words, "names": ", ".join(talk.names)}
    return _("Your transcript is still here: %(words)s words, with %(names)s.") % words_there


@sent_only
def who(request: HttpRequest) -> HttpResponse:
    """Once more, to set names right."""
    form = Form(request)
    with form:
        return who_page(request, carried(form), Form(None))
    return start_page(request, form)


def who_page(request: HttpRequest, talk: Carried, form: Form) -> HttpResponse:
    return render(
        request,
        "listening/who.html",
        status=form.status,
        nav="reflect",
        form=form,
        talk=talk,
        speakers=_speakers(talk),
        choices=[(name, name) for name in talk.names],
        unread=talk.transcript.unread,
    )


def _speakers(talk: Carried) -> list[dict[str, Any]]:
    """Each with how they begin, to be told apart where a program has only numbered them."""
    first: dict[str, str] = {}
    for cue in talk.transcript.cues:
        first.setdefault(cue.speaker, cue.text)
    return [
        {"name": name, "begins": first[name][:BEGINNING] + ("…" if len(first[name]) > BEGINNING else "")}
        for name in talk.names
    ]
