"""What an administrator sets up: people, teams, the organisation's days. Nobody else finds these pages.

What may not: reading what people promised each other; no page here can."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people import actions, queries
from fairlead.rooms.people.rights import administrator
from fairlead.rooms.people.web import choices

Page = Callable[..., HttpResponse]


def for_administrators(page: Page) -> Page:
    @wraps(page)
    def look(request: HttpRequest, **names: Any) -> HttpResponse:
        administrator(viewer_of(request))
        return page(request, **names)

    return signed_in(look)


@require_safe
@for_administrators
def people(request: HttpRequest) -> HttpResponse:
    viewer, find = viewer_of(request), request.GET.get("q", "")
    page: dict[str, Any] = {
        "found": queries.people_administered(viewer, find=find),
        "pending": queries.pending_invitations(viewer, at=now()),
        "q": find,
    }
    return render(request, "people/setup-people.html", tab="people", **page)


# ---------------------------------------------------------------------- one person


@require_safe
@for_administrators
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    return _person_page(request, person, Form(None))


def _person_page(request: HttpRequest, person: UUID, form: Form) -> HttpResponse:
    viewer = viewer_of(request)
    teams = [(str(team.id), team.name) for team in queries.all_teams(viewer.organisation)]
    shown = queries.person_administered(viewer, person)
    joined = {str(team.id) for team in shown.teams}
    others = [team for team in teams if team[0] not in joined]
    page: dict[str, Any] = {"shown": shown, "others": others, "form": form, "is_me": person == viewer.person}
    return render(request, "people/setup-person.html", status=form.status, tab="people", **page)


def _rename(person: UUID, form: Form, by: Viewer) -> None:
    actions.rename_person(person, name=form.text("name"), by=by, at=now())


def _join(person: UUID, form: Form, by: Viewer) -> None:
    team = form.id("team")
    if team is None:
        raise Refusal("missing_field", field="team")
    actions.join_team(person, team=team, by=by, at=now())


def _leave_team(person: UUID, form: Form, by: Viewer) -> None:
    actions.leave_team(person, team=_team_of(form), by=by, at=now())


def _lead(person: UUID, form: Form, by: Viewer) -> None:
    is_lead = form.is_ticked("is_lead")
    actions.set_lead(person, team=_team_of(form), is_lead=is_lead, by=by, at=now())


def _team_of(form: Form) -> UUID:
    team = form.id("team")
    if team is None:
        raise Refusal("not_found")
    return team


def _admin(person: UUID, form: Form, by: Viewer) -> None:
    actions.set_admin(person, is_admin=form.is_ticked("is_admin"), by=by, at=now())


def _suspend(person: UUID, _form: Form, by: Viewer) -> None:
    actions.suspend(person, by=by, at=now())


def _reinstate(person: UUID, _form: Form, by: Viewer) -> None:
    actions.reinstate(person, by=by, at=now())


CHANGES: Final[dict[str, Callable[[UUID, Form, Viewer], None]]] = {
    "name": _rename,
    "join": _join,
    "leave-team": _leave_team,
    "lead": _lead,
    "admin": _admin,
    "suspend": _suspend,
    "reinstate": _reinstate,
}


@require_POST
@for_administrators
def change_person(request: HttpRequest, person: UUID, act: str) -> HttpResponse:
    change, form = CHANGES.get(act), Form(request, act)
    if change is None:
        raise Refusal("not_found")
    with form:
        change(person, form, viewer_of(request))
        return go(f"/setup/people/{person}", say=_("Saved. The person is told."))
    return _person_page(request, person, form)


# ---------------------------------------------------------------------- teams


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def teams(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), Form(request, "add")
    if form.is_sent:
        with form:
            actions.add_team(
                form.text("name"),
                organisation=viewer.organisation,
                parent=form.id("parent"),
                by=viewer,
                at=now(),
            )
            return go("/setup/teams", say=_("Saved."))
    page: dict[str, Any] = {"form": form, "teams": queries.all_teams(viewer.organisation)}
    return render(request, "people/setup-teams.html", status=form.status, tab="teams", **page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def team(request: HttpRequest, team: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    shown = queries.team(viewer, team)
    form = Form(request, name=shown.name, parent=str(shown.parent or ""))
    if form.is_sent:
        with form:
            actions.change_team(team, name=form.text("name"), parent=form.id("parent"), by=viewer)
            return go("/setup/teams", say=_("Saved."))
    page: dict[str, Any] = {"form": form, "shown": shown, "teams": queries.all_teams(viewer.organisation)}
    return render(request, "people/setup-team.html", status=form.status, tab="teams", **page)


# ---------------------------------------------------------------------- the organisation


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def organisation(request: HttpRequest) -> HttpResponse:
    form = Form(request, "name")
    if form.is_sent:
        with form:
            actions.rename_organisation(name=form.text("name"), by=viewer_of(request))
            return go("/setup/organisation", say=_("Saved."))
    return _organisation_page(request, form)


def _organisation_page(request: HttpRequest, form: Form) -> HttpResponse:
    shown = queries.organisation(viewer_of(request).organisation)
    page: dict[str, Any] = {"form": form, "shown": shown, "weekdays": choices.weekdays()}
    return render(request, "people/setup-organisation.html", status=form.status, tab="organisation", **page)


@require_POST
@for_administrators
def week(request: HttpRequest) -> HttpResponse:
    form = Form(request, "week")
    with form:
        days = [int(day) for day in form.texts("working_days") if day.isdecimal() and len(day) == 1]
        actions.set_working_days(days=days, by=viewer_of(request))
        return go("/setup/organisation#week", say=_("Saved."))
    return _organisation_page(request, form)


@require_POST
@for_administrators
def concerns(request: HttpRequest) -> HttpResponse:
    form = Form(request, "concerns")
    with form:
        actions.set_concerns_to(text=form.text("concerns_to"), by=viewer_of(request))
        return go("/setup/organisation#concerns", say=_("Saved."))
    return _organisation_page(request, form)


@require_POST
@for_administrators
def mirror(request: HttpRequest) -> HttpResponse:
    actions.set_mirror(is_on=Form(request).is_ticked("has_mirror"), by=viewer_of(request))
    return go("/setup/organisation#mirror", say=_("Saved."))


@require_POST
@for_administrators
def holidays(request: HttpRequest) -> HttpResponse:
    form = Form(request, "holiday")
    with form:
        on = form.day("on")
        if on is None:
            raise Refusal("missing_field", field="on")
        actions.add_holiday(on=on, name=form.text("called"), by=viewer_of(request))
        return go("/setup/organisation#holidays", say=_("Saved."))
    return _organisation_page(request, form)


@require_POST
@for_administrators
def end_holiday(request: HttpRequest, holiday: UUID) -> HttpResponse:
    actions.remove_holiday(holiday, by=viewer_of(request))
    return go("/setup/organisation#holidays", say=_("Saved."))


@require_safe
@for_administrators
def reading(request: HttpRequest) -> HttpResponse:
    return render(request, "people/setup-reading.html", tab="reading")
