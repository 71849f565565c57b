"""Asking and offering, with what it can come out of; and the one press that makes a promise of a dated action.

The form itself is of the promises: this room adds what only it knows. What may not live here: the form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.names import first_name
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.agreements.actions.citing import check_origin, cite, origin_given, promise_action
from fairlead.rooms.agreements.queries.lists import Only, agreements_page
from fairlead.rooms.agreements.queries.show import show
from fairlead.rooms.agreements.web.agreement import page_of
from fairlead.rooms.people.shapes import PersonCard
from fairlead.rooms.promises.web.compose import compose

CHOICES: Final = 20
"""agreements in force that are offered to choose from"""


class Agreed:
    """Agreements in force between the two, and the conversation one comes from."""

    def choices(
        self, chosen: str, *, viewer: Viewer, people: Sequence[PersonCard], at: datetime
    ) -> list[tuple[str, str]]:
        if len(people) != 1:
            return []
        person = people[0].id
        page = agreements_page(
            viewer=viewer, at=at, only=Only(place="in_force", binding=person), limit=CHOICES
        )
        found = [(f"agreement:{one.id}", str(one.shown.actions[0].text or "")) for one in page.rows]
        if chosen.startswith("conversation:"):
            found.insert(0, (chosen, _("The conversation you had")))
        return [("", _("No, it stands alone")), *found] if found else []

    def check(self, chosen: str, *, viewer: Viewer, people: Sequence[PersonCard], at: datetime) -> None:
        origin = origin_given(chosen)
        if origin is None:
            return
        if len(people) != 1:
            raise Refusal("bad_field", field="cites")
        check_origin(origin, viewer=viewer, other=people[0].id, at=at)

    def keep(self, chosen: str, *, viewer: Viewer, promise: UUID, at: datetime) -> None:
        origin = origin_given(chosen)
        if origin is not None:
            cite(viewer=viewer, promise=promise, origin=origin, at=at)


@signed_in
def ask(request: HttpRequest) -> HttpResponse:
    return compose(request, "request", Agreed())


@signed_in
def offer(request: HttpRequest) -> HttpResponse:
    return compose(request, "offer", Agreed())


@signed_in
def promise(request: HttpRequest, agreement: UUID) -> HttpResponse:
    """One press. What cannot be promised as it stands comes back to the agreement, with the sentence why."""
    viewer, form = viewer_of(request), Form(request)
    shown = show(viewer=viewer, agreement=agreement, at=now())
    if request.method != "POST":
        return go(f"/agreements/{agreement}")
    with form:
        given = {"version": form.number("version"), "place": form.number("place")}
        made = promise_action(viewer=viewer, agreement=agreement, at=now(), **given)
        said = _("Sent. %(name)s will see it.") % {"name": first_name(made.other.name)}
        return go(f"/promises/{made.id}", say=said)
    page = page_of(shown, viewer, dates_for(request))
    return render(request, "agreements/agreement.html", status=form.status, **{**page, "errors": form.errors})
