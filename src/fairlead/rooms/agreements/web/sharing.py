"""Letting the team, or who leads the team above, read what two agreed: what that means, who has said so, one press each.

What may not live here: what they then read (queries/shared.py)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.agreements.actions.sharing import share_agreement, teams_to_share_with
from fairlead.rooms.agreements.queries.shared import ABOVE, TEAM, said_of
from fairlead.rooms.agreements.queries.show import show
from fairlead.rooms.agreements.web import told


@signed_in
def sharing(request: HttpRequest, agreement: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), Form(request)
    shown = show(viewer=viewer, agreement=agreement, at=now())
    if request.method == "POST":
        with form:
            share_agreement(
                viewer=viewer,
                agreement=agreement,
                audience=form.text("audience"),
                is_wanted=form.text("shared") == "true",
                team=form.text("team"),
                at=now(),
            )
            return go(f"/agreements/{agreement}/sharing", say=_("Kept."))
    if shown.team is not None or viewer.person not in shown.parties:
        raise Refusal("not_found")
    teams = teams_to_share_with(shown, viewer)
    said = said_of(agreement, shown.shown.version, organisation=viewer.organisation)
    people = {
        audience: {one.person for one in said if one.audience == audience} for audience in (TEAM, ABOVE)
    }
    return render(
        request,
        "agreements/sharing.html",
        status=form.status,
        **told.values(
            form=form,
            base=f"/agreements/{agreement}",
            sides=told.sides_of(shown.shown.actions, of=shown.parties, people=shown.people, viewer=viewer),
            name=first_name(next((one.name for one in told.others(shown, viewer)), "")),
            teams=[(str(one.id), one.name) for one in teams],
            offers=_offers(people, viewer.person, has_above=any(one.parent for one in teams))
            if teams
            else [],
        ),
    )


def _offers(people: dict[str, set[UUID]], me: UUID, *, has_above: bool) -> list[tuple[str, bool, bool]]:
    """(to whom, whether I said it, whether the other did)."""
    return [
        (audience, me in said, bool(said - {me}))
        for audience, said in people.items()
        if audience == TEAM or has_above
    ]
