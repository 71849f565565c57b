"""A team's own words for where the process broke: everybody in it sees them, those who lead it change them.

What may not live here: what anybody chose."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.conversations.actions.team_codes import add_cause, change_cause
from fairlead.rooms.conversations.queries.team_codes import TeamCause, causes_of
from fairlead.rooms.conversations.web.line import place_words
from fairlead.rooms.conversations.words import CODES
from fairlead.rooms.people.queries import team as team_of


@signed_in
def causes(request: HttpRequest, team: UUID) -> HttpResponse:
    """The list, and one more for those who lead the team."""
    viewer, form = viewer_of(request), Form(request)
    there = causes_of(viewer=viewer, team=team)
    if form.is_sent:
        with form:
            add_cause(viewer=viewer, team=team, label=form.text("label"), place=form.text("place"), at=now())
            return go(f"/team/{team}/causes", say=_("Saved."))
    return render(
        request,
        "conversations/causes.html",
        status=form.status,
        form=form,
        there=[(one, _words(one), place_words().get(one.place or "", "")) for one in there],
        **_page(viewer, team),
    )


@signed_in
def cause(request: HttpRequest, team: UUID, cause: str) -> HttpResponse:
    """One of them: its word, its place, and whether it is still offered."""
    viewer = viewer_of(request)
    found = next((one for one in causes_of(viewer=viewer, team=team) if one.code == cause), None)
    if found is None or not found.may_change or not policy.may_set_up_team(viewer, team):
        raise Refusal("not_found")
    form = Form(request, label=found.label or _words(found), place=found.place or "")
    if form.is_sent:
        with form:
            change_cause(viewer=viewer, team=team, cause=cause, changes=_changes(form, found), at=now())
            return go(f"/team/{team}/causes", say=_("Saved."))
    return render(
        request,
        "conversations/cause.html",
        status=form.status,
        form=form,
        cause=found,
        built_in="" if found.is_own else str(CODES[found.code]),
        **_page(viewer, team),
    )


def _words(cause: TeamCause) -> str:
    return cause.label or str(CODES[cause.code])


def _changes(form: Form, found: TeamCause) -> dict[str, Any]:
    """One button retires or brings back; the other saves word and place. The built-in word is no word of the team's."""
    if form.text("retired"):
        return {"is_retired": form.text("retired") == "yes"}
    label = form.text("label")
    if not found.is_own:
        return {"label": "" if label.strip() == str(CODES[found.code]) else label}
    return {"label": label, "place": form.text("place")}


def _page(viewer: Viewer, team: UUID) -> dict[str, Any]:
    return {
        "nav": "team",
        "team": team_of(viewer, team),
        "base": f"/team/{team}/causes",
        "may_change": policy.may_set_up_team(viewer, team),
        "spots": [("", _("beside the line")), *place_words().items()],
        "readers": _("Everybody in this team reads it. It is about the process: no name of a person."),
    }
