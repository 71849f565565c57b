"""Oneself: name, appearance, away dates, ways in, tokens, sessions, what was done to one.

What may not: other people (setup.py), leaving for good (leaving.py)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import asking_of, signed_in, viewer_of
from fairlead.rooms.people import actions, entering, queries
from fairlead.rooms.people.fields import chosen_keys
from fairlead.rooms.people.web import choices
from fairlead.rooms.people.words import told


@require_safe
@signed_in
def you(request: HttpRequest) -> HttpResponse:
    return _page(request, Form(None))


def _page(request: HttpRequest, form: Form, **more: Any) -> HttpResponse:
    viewer, asking, at = viewer_of(request), asking_of(request), now()
    me = queries.myself(viewer)
    page: dict[str, Any] = {
        "me": me,
        "acts": [(told(act), act.at) for act in queries.admin_acts(viewer, at=at)],
        "tokens": queries.tokens(viewer, at=at),
        "sessions": queries.sessions(viewer, this=asking.session, at=at),
        "organisations": queries.own_persons(asking.account) if asking.account else (),
        "zones": choices.zones(),
        "languages": choices.languages(),
        "themes": choices.themes(),
        "keys_there_are": choices.shortcuts(),
        "chosen_keys": chosen_keys(me.keys),
        "scopes": choices.scopes(is_admin=viewer.is_admin),
        "token_days": choices.token_days(),
        "is_fresh": entering.is_fresh(request),
        "has_mail": settings.MAIL_IS_SET_UP,
        "made": None,
    }
    return render(request, "people/you.html", status=form.status, form=form, **(page | more))


@require_POST
@signed_in
def name(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), Form(request, "name")
    with form:
        actions.rename_person(viewer.person, name=form.text("name"), by=viewer, at=now())
        return go("/you", say=_("Saved."))
    return _page(request, form)


@require_POST
@signed_in
def appearance(request: HttpRequest) -> HttpResponse:
    form = Form(request, "appearance")
    with form:
        actions.save_appearance(
            by=viewer_of(request),
            theme=form.text("theme"),
            language=form.text("language"),
            zone=form.text("zone"),
        )
        return go("/you#appearance", say=_("Saved."))
    return _page(request, form)


@require_POST
@signed_in
def shortcuts(request: HttpRequest) -> HttpResponse:
    form = Form(request, "shortcuts")
    with form:
        actions.save_shortcuts(
            by=viewer_of(request),
            has_shortcuts=form.is_ticked("has_shortcuts"),
            keys={name: form.text(f"key-{name}") for name, _label in choices.shortcuts()},
        )
        return go("/you#shortcuts", say=_("Saved."))
    return _page(request, form)


@require_POST
@signed_in
def away(request: HttpRequest) -> HttpResponse:
    form = Form(request, "away")
    with form:
        actions.set_away(by=viewer_of(request), until=form.day("away_until"), at=now())
        return go("/you#away", say=_("Saved."))
    return _page(request, form)


@require_POST
@signed_in
def team(request: HttpRequest) -> HttpResponse:
    form = Form(request, "team")
    with form:
        actions.show_team(by=viewer_of(request), team=form.id("team"))
        return go(entering.next_page(request), say=_("Saved."))
    return _page(request, form)


@require_POST
@signed_in
def organisation(request: HttpRequest) -> HttpResponse:
    asking, form = asking_of(request), Form(request, "organisation")
    wanted = form.id("organisation")
    if wanted is None or asking.session is None or asking.account is None:
        raise Refusal("not_found")
    actions.switch_organisation(asking.session, account=asking.account, organisation=wanted)
    return go(entering.next_page(request))


# ---------------------------------------------------------------------- ways in


@require_POST
@signed_in
def email(request: HttpRequest) -> HttpResponse:
    """With mail: a code to the new address. Without: an address nobody has proved may be replaced."""
    form = Form(request, "email")
    with form:
        return _take_address(request, form.text("email"))
    return _page(request, form)


def _take_address(request: HttpRequest, address: str) -> HttpResponse:
    if settings.MAIL_IS_SET_UP:
        entering.mail_address_code(request, email=address)
        return go("/you/email/confirm")
    account = asking_of(request).account
    if account is None:
        raise Refusal("not_found")
    actions.give_first_address(account, email=address)
    return go("/you#sign-in", say=_("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm_email(request: HttpRequest) -> HttpResponse:
    form, account = Form(request), asking_of(request).account
    waiting = entering.awaited_address(request)
    if form.is_sent and account is not None:
        with form:
            address = entering.take_address(request, account=account, code=form.text("code"))
            return go("/you#sign-in", say=_("%(email)s is your address now.") % {"email": address})
    elif waiting is None:
        return go("/you#sign-in")
    return render(request, "people/confirm-email.html", status=form.status, form=form, address=waiting or "")


@require_POST
@signed_in
def password(request: HttpRequest) -> HttpResponse:
    form = Form(request, "password")
    with form:
        entering.change_password(request, current=form.text("current_password"), new=form.text("password"))
        actions.end_other_sessions(by=viewer_of(request), this=asking_of(request).session)
        return go("/you#sign-in", say=_("Saved. Every other browser has to sign in again."))
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def come_back(request: HttpRequest) -> HttpResponse:
    """Asked once of somebody who came by a link: how to sign in next time."""
    viewer, form = viewer_of(request), Form(request)
    known = queries.address_of(viewer.person)
    if form.is_sent:
        with form:
            if form.text("password"):
                entering.change_password(request, current="", new=form.text("password"))
            return _take_address(request, form.text("email"))
    page: dict[str, Any] = {
        "form": form,
        "known": known.email if known else "",
        "has_mail": settings.MAIL_IS_SET_UP,
    }
    return render(request, "people/come-back.html", status=form.status, **page)


# ---------------------------------------------------------------------- tokens and sessions


@require_POST
@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """The answer shows the token this once; it is kept nowhere, so there is no page to go to."""
    viewer, form = viewer_of(request), Form(request, "tokens")
    with form:
        made = actions.create_token(
            by=viewer,
            name=form.text("name"),
            scopes=form.texts("scopes"),
            days=form.number("days") or 0,
            at=now(),
        )
        return _page(request, Form(None), made=made)
    return _page(request, form)


@require_POST
@signed_in
def end_token(request: HttpRequest, token: UUID) -> HttpResponse:
    actions.revoke_token(token, by=viewer_of(request), at=now())
    return go("/you#tokens", say=_("That token no longer works."))


@require_POST
@signed_in
def end_session(request: HttpRequest, session: UUID) -> HttpResponse:
    actions.end_session(session, by=viewer_of(request))
    return go("/you#sessions", say=_("That browser is signed out."))


@require_POST
@signed_in
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    actions.end_other_sessions(by=viewer_of(request), this=asking_of(request).session)
    return go("/you#sessions", say=_("Every other browser is signed out."))
