"""Inviting a coach to one thing, answering the other's suggestion, ending it; and all that is shared, on one page.

What may not live here: deciding (core), what a coach sees (home.py)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fairlead.core.policy import Viewer
from fairlead.core.reflection import week_named
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.coaching.actions.sharing import act_on, invite_outside
from fairlead.rooms.coaching.queries.given import Given, given
from fairlead.rooms.coaching.queries.things import Thing, promise_thing, talk_thing, week_thing
from fairlead.rooms.people.queries import people_of
from fairlead.rooms.people.web.invite import invitation_address, picture

PAGES = ["GET", "HEAD", "POST"]


@require_http_methods(PAGES)
@signed_in
def promise_coach(request: HttpRequest, promise: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    return _page(request, viewer, promise_thing(viewer=viewer, promise=promise, at=now()))


@require_http_methods(PAGES)
@signed_in
def talk_coach(request: HttpRequest, conversation: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    return _page(request, viewer, talk_thing(viewer=viewer, conversation=conversation, at=now()))


@require_http_methods(PAGES)
@signed_in
def week_coach(request: HttpRequest, week: str) -> HttpResponse:
    viewer = viewer_of(request)
    return _page(request, viewer, week_thing(viewer=viewer, week=week, at=now()))


def _page(request: HttpRequest, viewer: Viewer, thing: Thing) -> HttpResponse:
    form = Form(request)
    if form.is_sent:
        with form:
            act = form.text("act")
            if act == "outside":
                return _from_outside(request, viewer, thing, form)
            act_on(viewer=viewer, thing=thing, act=act, coach=form.text("coach"), at=now())
            return go(thing.address, say=_said(thing, act))
    two = {viewer.person, thing.about.other}
    people = [(str(one.id), one.name) for one in people_of(viewer.organisation) if one.id not in two]
    return render(
        request,
        "coaching/invite.html",
        status=form.status,
        nav="reflect" if thing.about.kind == "reflection" else "promises",
        form=form,
        thing=thing,
        people=[("", ""), *people],
        coach=first_name(thing.coach_name),
        name=first_name(thing.other.name) if thing.other else "",
        **_named(request, thing),
    )


def _from_outside(request: HttpRequest, viewer: Viewer, thing: Thing, form: Form) -> HttpResponse:
    """The code of the link is kept nowhere, so there is no page to go to."""
    made = invite_outside(
        viewer=viewer, thing=thing, name=form.text("name"), email=form.text("email"), at=now()
    )
    if made is None:
        return go(thing.address, say=_said(thing, "invite"))
    address = invitation_address(made.code)
    shown: dict[str, Any] = {
        "made": made,
        "address": address,
        "picture": picture(address),
        "back": thing.address,
    }
    return render(request, "people/invited.html", **shown)


def _named(request: HttpRequest, thing: Thing) -> dict[str, Any]:
    """What it is, and the way back, in words."""
    kind = thing.about.kind
    if kind == "reflection":
        return {"subject": _week_words(request, thing.subject), "back": _("Your week")}
    return {
        "subject": thing.subject,
        "back": _("The promise") if kind == "promise" else _("The conversation"),
    }


def _week_words(request: HttpRequest, name: str) -> str:
    week, dates = week_named(name), dates_for(request)
    return _("%(first)s to %(last)s") % {"first": dates.day(week.monday), "last": dates.day(week.sunday)}


def _said(thing: Thing, act: str) -> str:
    if act == "end":
        return _("Nobody reads along here any more.")
    if act == "invite" and thing.other:
        words = {"name": first_name(thing.other.name)}
        return _("Nothing is shown yet: %(name)s is asked for a yes, too.") % words
    return _("From now on your coach can read this page, for 30 days at most.")


@require_safe
@signed_in
def access(request: HttpRequest) -> HttpResponse:
    """Who reads along with what, until when, with one press that ends it."""
    shown = [(one, _what(request, one)) for one in given(viewer=viewer_of(request), at=now())]
    return render(request, "coaching/access.html", given=shown)


def _what(request: HttpRequest, one: Given) -> str:
    if one.kind == "reflection":
        return _("Your week, %(days)s") % {"days": _week_words(request, one.subject)}
    if one.kind == "conversation":
        return _("Looking back together with %(name)s") % {"name": first_name(one.other_name)}
    return one.subject
