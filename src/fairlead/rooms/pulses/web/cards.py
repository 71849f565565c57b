"""Conversation mode: the questions of a pulse as cards for the room, for a team too small to be asked alone.

Nothing is sent and nothing is stored: the page has no form. What may not live here: an answer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from fairlead.core import policy
from fairlead.core.pulse.bounds import ROSTER_FROM
from fairlead.core.pulse.items import instrument
from fairlead.core.refusals import Refusal
from fairlead.doors.pages import render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import team as team_of


@signed_in
def cards_page(request: HttpRequest, team: UUID) -> HttpResponse:
    """The core, and what changed since the last time."""
    viewer = viewer_of(request)
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    told = instrument()
    codes = (*told.codes("safe", "matter"), told.codes("change")[0])
    words = [told.item(code) for code in codes]
    return render(
        request,
        "pulses/cards.html",
        nav="team",
        team=team_of(viewer, team),
        about=told.about.get(viewer.language, told.about["en"]),
        cards=[(one.part, one.text.get(viewer.language, one.text["en"])) for one in words],
        least=ROSTER_FROM,
    )
