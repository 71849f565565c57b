"""Giving feedback: one form for both ways. Signed, it is sent like every form; without a name, a script sends it to an
address at which nobody is known (unsigned.js), and this page never hears of it.

What may not live here: the rules of either (the law)."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.feedback.telling import CROWD
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.ids import new_id
from fairlead.doors.pages import go, render
from fairlead.doors.who import asking_of, signed_in, viewer_of
from fairlead.rooms.feedback.actions.give import give_feedback
from fairlead.rooms.feedback.words import ABOUT
from fairlead.rooms.people.queries import members_of, people_of

FIELDS: Final = ("about", "text", "leave")


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = Form(request)
    if request.method == "POST":
        with form:
            made = _given(form, viewer)
            return go(f"/feedback/{made}", say=_("It is given. You hear when it was said back."))
    response = render(
        request,
        "feedback/new.html",
        status=form.status,
        nav="team",
        form=form,
        once=form.value("once") or new_id(),
        to=form.value("to", request.GET.get("to", "")),
        whom=_whom(request, viewer),
        about=list(ABOUT.items()),
        few=_are_few(viewer),
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


def _given(form: Form, viewer: Viewer) -> UUID:
    """With the name, for who says so. What should have gone without it, and came here because a script did not run, is not kept."""
    if form.text("way") != "signed":
        raise Refusal("bad_field", field="way")
    facts: dict[str, Any] = {name: form.text(name) for name in FIELDS if form.text(name)}
    once = form.id("once") or new_id()
    return give_feedback(viewer=viewer, to=form.text("to"), facts=facts, at=now(), feedback=once).id


def _whom(request: HttpRequest, viewer: Viewer) -> list[tuple[str, str]]:
    """First one's teams, then people."""
    teams = [(str(team.id), _("Team: %(name)s") % {"name": team.name}) for team in asking_of(request).teams]
    people = [(str(one.id), one.name) for one in people_of(viewer.organisation) if one.id != viewer.person]
    return [("", ""), *teams, *people]


def _are_few(viewer: Viewer) -> bool:
    """Whether a team of the viewer's is so small that people will guess."""
    return any(len(members_of(team)) < CROWD for team in viewer.teams) or not viewer.teams
