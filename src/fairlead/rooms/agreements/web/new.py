"""Suggesting an agreement: with whom, then what each will do. What may not live here: the rules (the law)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.conversation.facts import default_look_again
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.ids import new_id
from fairlead.doors.names import first_name
from fairlead.doors.pages import go, render
from fairlead.doors.who import asking_of, signed_in, viewer_of
from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement
from fairlead.rooms.agreements.web.given import Column, actions_given, actions_typed, of_team, of_two
from fairlead.rooms.agreements.web.told import only_two, values
from fairlead.rooms.people.queries import colleague, members_of, people_of
from fairlead.rooms.people.shapes import PersonCard


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), Form(request)
    wanted = form.text("with") if form.is_sent else request.GET.get("with", "")
    teams = {str(team.id): team.name for team in asking_of(request).teams}
    other = None if wanted in teams else colleague(viewer, wanted) if wanted else None
    if other is not None and other.id == viewer.person:
        other = None
    if request.method == "POST":
        with form:
            made = open_agreement(
                viewer=viewer,
                wanted=_wanted(wanted, teams, other),
                facts={"actions": actions_given(form), "look_again_on": form.text("look_again_on")},
                at=now(),
                agreement=form.id("once"),
            )
            return go(f"/agreements/{made.id}", say=_("Suggested. It is in force once it is agreed to."))
    if wanted not in teams and other is None:
        return _whom(request, form, viewer, teams)
    return render(
        request,
        "agreements/new.html",
        status=form.status,
        **values(
            form=form,
            wanted=wanted,
            heading=_("Suggest an agreement to %(name)s")
            % {"name": teams.get(wanted) or (other.name if other else "")},
            is_team=other is None,
            columns=_columns(form, viewer, other),
            people=whose(UUID(wanted)) if other is None else [],
            look_again_on=form.value("look_again_on") or default_look_again(now(), viewer.zone).isoformat(),
            once=form.value("once") or new_id(),
            readers=only_two(first_name(other.name))
            if other
            else _("Everybody in %(team)s can read this.") % {"team": teams[wanted]},
        ),
    )


def _wanted(given: str, teams: dict[str, str], other: PersonCard | None) -> Wanted:
    if given in teams:
        return Wanted(team=given)
    if other is None:
        raise Refusal("missing_field", field="with")
    return Wanted(parties=[other.id])


def _whom(request: HttpRequest, form: Form, viewer: Viewer, teams: dict[str, str]) -> HttpResponse:
    """First of all, with whom."""
    people = [(str(one.id), one.name) for one in people_of(viewer.organisation) if one.id != viewer.person]
    ours = [(team, _("All of %(team)s") % {"team": name}) for team, name in teams.items()]
    return render(
        request,
        "agreements/whom.html",
        status=form.status,
        **values(form=form, choices=[("", ""), *ours, *people]),
    )


def _columns(form: Form, viewer: Viewer, other: PersonCard | None) -> list[Column]:
    rows = actions_typed(form)
    if other is None:
        return of_team(rows, _("What we do"))
    two = {
        viewer.person: (_("You will"), viewer.name),
        other.id: (_("%(name)s will") % {"name": first_name(other.name)}, other.name),
    }
    return of_two(rows, [(str(one), *two[one]) for one in sorted(two)])


def whose(team: UUID) -> list[tuple[str, Any]]:
    """Who can do something in a team's agreement: all, or one of them."""
    return [("", _("All of us")), *((str(one.person.id), one.person.name) for one in members_of(team))]
