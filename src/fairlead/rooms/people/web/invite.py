"""Inviting somebody by link or picture, and answering an invitation into a team.

`team_invitation` is for the room that owns /in/CODE: it shows invitations that are about nothing
else. What may not: an invitation to answer something (that room's)."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from fairlead.core.policy import Viewer, may_invite_into
from fairlead.doors.addresses import public
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import asking_of, signed_in, viewer_of
from fairlead.rooms.people import actions, entering, queries
from fairlead.rooms.people.shapes import NewInvitation, OpenInvitation
from fairlead.rooms.people.web.choices import zones
from fairlead.rooms.people.web.welcome import spoken


def invitation_address(code: str) -> str:
    return public(f"/in/{code}")


def picture(address: str) -> Markup:
    """The address as a QR picture, drawn here."""
    import segno  # here: no other page draws, and the first page should not wait for it

    drawn = segno.make(address, error="m", micro=False)
    return Markup(drawn.svg_inline(scale=4, border=2, light="#fff", svgclass="qr"))  # noqa: S704 - drawn by us


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), Form(request, once=uuid4(), team=request.GET.get("team", ""))
    if form.is_sent:
        with form:
            made = actions.invite(
                by=viewer,
                name=form.text("name"),
                email=form.text("email"),
                team=form.id("team"),
                once=form.id("once"),
                at=now(),
            )
            return _shown_once(request, made)
    page: dict[str, Any] = {
        "form": form,
        "teams": _teams(viewer),
        "pending": queries.pending_invitations(viewer, at=now()),
    }
    return render(request, "people/invite.html", status=form.status, **page)


def _teams(viewer: Viewer) -> list[tuple[str, str]]:
    """Into which teams this person may invite."""
    teams = queries.all_teams(viewer.organisation)
    mine = [team for team in teams if may_invite_into(viewer, team.id)]
    return [("", _("No team")), *((str(team.id), team.name) for team in mine)]


def _shown_once(request: HttpRequest, made: NewInvitation) -> HttpResponse:
    """The code is kept nowhere, so there is no page to go to."""
    address = invitation_address(made.code)
    return render(request, "people/invited.html", made=made, address=address, picture=picture(address))


@require_POST
@signed_in
def again(request: HttpRequest, person: UUID) -> HttpResponse:
    return _shown_once(request, actions.invite_again(person, by=viewer_of(request), at=now()))


@require_POST
@signed_in
def end(request: HttpRequest, invitation: UUID) -> HttpResponse:
    actions.revoke_invitation(invitation, by=viewer_of(request), at=now())
    return go("/invite", say=_("That invitation can no longer be used."))


def team_invitation(request: HttpRequest, invitation: OpenInvitation, *, code: str) -> HttpResponse:
    """The page of an invitation without an ask. Its POST is the answer, and spends it."""
    form = Form(request, name=invitation.name)
    if form.is_sent:
        with form:
            entered = actions.spend_invitation(
                code,
                name=form.text("name"),
                account=asking_of(request).account,
                zone=form.text("zone"),
                language=spoken(),
                at=now(),
            )
            entering.sign_in(request, entered, how="invitation")
            return go("/you/come-back?next=/coaching" if invitation.viewer.is_guest else "/you/come-back")
    page: dict[str, Any] = {"form": form, "invitation": invitation, "code": code, "zones": zones()}
    return render(request, "people/team-invitation.html", status=form.status, **page)
