"""The team's page. What may not live here: counts of anybody, statements."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.doors.clock import now
from fairlead.doors.pages import dates_for, render
from fairlead.doors.typed import id_in_address
from fairlead.doors.who import shown_team, signed_in, viewer_of
from fairlead.rooms.feedback.queries.lists import decided_since, recent
from fairlead.rooms.feedback.web.lists import age_in_words
from fairlead.rooms.feedback.words import ABOUT
from fairlead.rooms.people.queries import team as team_of
from fairlead.rooms.promises.queries.outlines import outlines
from fairlead.rooms.pulses.queries.after import said_lately

ANSWERED: Final = 10
SHOWN: Final = 10
"""promises at a time: the page begins with what the team agreed and was answered"""


@signed_in
def team_page(request: HttpRequest) -> HttpResponse:
    """The team that is shown: its people, and the promises both sides let it see."""
    viewer, chosen = viewer_of(request), shown_team(request)
    if chosen.id not in viewer.teams:
        return render(request, "team/none.html", nav="team")
    shown, following = outlines(viewer=viewer, team=chosen.id, at=now(), limit=SHOWN, after=_after(request))
    team, since = team_of(viewer, chosen.id), recent(dates_for(request).today)
    return render(
        request,
        "team/team.html",
        nav="team",
        team=team,
        is_lead=chosen.id in viewer.leads,
        outlines=shown,
        next=f"/team?after={following}" if following else "",
        answered=decided_since(
            viewer=viewer,
            team=chosen.id,
            since=since,
            limit=ANSWERED,
            members=[one.person.id for one in team.members],
        ),
        themes=[
            (one, age_in_words(one.days))
            for one in said_lately(viewer=viewer, team=chosen.id, since=since, at=now(), limit=ANSWERED)
        ],
        about=ABOUT,
        states={"open": _("Open"), "kept": _("Kept"), "closed": _("Closed")},
    )


def _after(request: HttpRequest) -> UUID | None:
    return id_in_address(request.GET["after"]) if "after" in request.GET else None
