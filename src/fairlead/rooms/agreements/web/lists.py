"""The reader's agreements, and those of their teams, in the order of what there is to do.

What may not live here: anything that is no agreement of theirs."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core.policy import Viewer
from fairlead.doors.clock import now
from fairlead.doors.dates import Dates
from fairlead.doors.pages import dates_for, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.agreements.queries.lists import agreements_page
from fairlead.rooms.agreements.queries.shared import shared_outlines
from fairlead.rooms.agreements.web.told import (
    HEADINGS,
    Side,
    headings,
    others,
    outline_sides,
    state_of,
    title_of,
    values,
)
from fairlead.rooms.people.queries import team_names


@signed_in
def agreements(request: HttpRequest) -> HttpResponse:
    viewer, dates = viewer_of(request), dates_for(request)
    page = agreements_page(viewer=viewer, at=now(), after=request.GET.get("after") or None)
    teams = team_names({one.team for one in page.rows if one.team})
    found = [(one, state_of(one, viewer, dates)) for one in page.rows]
    words = headings()
    groups = [
        (
            place,
            words[place],
            [
                (
                    one,
                    state,
                    title_of(one, viewer, teams.get(one.team, "") if one.team else ""),
                    others(one, viewer),
                )
                for one, state in found
                if state.place == place
            ],
        )
        for place in HEADINGS
    ]
    return render(
        request,
        "agreements/list.html",
        **values(
            groups=[group for group in groups if group[2]],
            outlines=[] if request.GET.get("after") else _outlines(viewer, dates),
            next=f"/agreements?{urlencode({'after': page.next})}" if page.next else "",
        ),
    )


def _outlines(viewer: Viewer, dates: Dates) -> list[tuple[str, list[Side], str]]:
    """What two let the viewer read: whose it is, both sides, and when they look again."""
    return [
        (
            _("%(one)s and %(other)s") % {"one": one.parties[0][1], "other": one.parties[-1][1]},
            outline_sides(one),
            dates.day(one.look_again_on),
        )
        for one in shared_outlines(viewer=viewer, at=now())
        if one.parties
    ]
