"""The way in by invitation: the ask before anything else, and the answer is the first act.

Opening spends nothing. What may not live here: who may come in (people) and the law."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import asking_of
from fairlead.rooms.people.entering import sign_in
from fairlead.rooms.people.queries import open_invitation
from fairlead.rooms.people.shapes import OpenInvitation
from fairlead.rooms.people.web.invite import team_invitation
from fairlead.rooms.promises.actions.inviting import ANSWERS, Answer, answer_invitation
from fairlead.rooms.promises.queries.show import PromiseShown, show
from fairlead.rooms.promises.web.act import given_by, version_of
from fairlead.rooms.promises.web.acts import FORMS
from fairlead.rooms.promises.web.forms import fields_of, fields_typed
from fairlead.rooms.promises.web.promise import labelled, readers_words
from fairlead.rooms.promises.web.told import events_of, field_name, term_words


def arrive(request: HttpRequest, code: str) -> HttpResponse:
    invitation = open_invitation(code, at=now())
    if invitation.about is None:
        return team_invitation(request, invitation, code=code)
    dates_for(request, zone=invitation.viewer.zone)  # the day of the ask, as it was written
    shown = show(viewer=invitation.viewer, promise=invitation.about, at=now(), with_story=True)
    form = Form(request, name=invitation.name)
    act = request.POST.get("act") or request.GET.get("act") or _first_answer(shown)
    if act not in ANSWERS:
        raise Refusal("not_found")
    if request.method == "POST":
        with form:
            return _answered(form, code, invitation, shown, act=act)
    return _page(request, form, invitation, shown, act)


def _first_answer(shown: PromiseShown) -> str:
    """The form that is shown first: yes, where there is something complete to say yes to."""
    return "accept" if any(one.act == "accept" for one in shown.open_acts) else "counter"


def _answered(
    form: Form, code: str, invitation: OpenInvitation, shown: PromiseShown, *, act: str
) -> HttpResponse:
    answer = Answer(
        act=act,
        version=version_of(form),
        facts=given_by(form, invitation.viewer, shown, act),
        name=form.text("name"),
        zone=form.text("zone"),
        language=get_language() or "",
    )
    request = form.request
    if request is None:
        raise Refusal("not_found")
    entered, promise = answer_invitation(code, answer=answer, account=asking_of(request).account, at=now())
    sign_in(request, entered, how="invitation")
    return go(f"/you/come-back?next=/promises/{promise}")


def _page(
    request: HttpRequest, form: Form, invitation: OpenInvitation, shown: PromiseShown, act: str
) -> HttpResponse:
    dates, name = dates_for(request), first_name(shown.other.name)
    words = term_words(shown.terms, dates)
    more: dict[str, Any] = {
        "terms": fields_typed(form.post) if form.is_sent else fields_of(shown.terms, dates),
        "more_terms": [
            (field_name(n), words[n]) for n in ("purpose", "background", "needs", "check_ins") if words[n]
        ],
        "events": events_of(shown, dates),
    }
    return render(
        request,
        "promises/arriving.html",
        status=form.status,
        p=shown,
        form=form,
        invitation=invitation,
        act=act,
        spec=FORMS[act],
        label=labelled(act, shown),
        about=str(FORMS[act].about) % {"name": name},
        answers=[
            (one, labelled(one, shown))
            for one in ANSWERS
            if any(open_act.act == one for open_act in shown.open_acts)
        ],
        name=name,
        readers=readers_words(shown),
        due=shown.terms.due.at_utc if shown.terms.due else None,
        **more,
    )
