"""The page of feedback: what waits, by age; what one gave, and what was given to one.

What may not live here: statements, whose answer a team waits for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.core.policy import Viewer
from fairlead.doors.clock import now
from fairlead.doors.pages import dates_for, render
from fairlead.doors.who import shown_team, signed_in, viewer_of
from fairlead.rooms.feedback.queries.lists import feedback_page, waiting_ages
from fairlead.rooms.feedback.queries.show import FeedbackShown
from fairlead.rooms.feedback.web.told import name_of
from fairlead.rooms.feedback.words import ABOUT, STAGES

SHOWN: Final = 20


@signed_in
def feedback(request: HttpRequest) -> HttpResponse:
    viewer, at = viewer_of(request), now()
    after = request.GET.get("after") or None
    page = feedback_page(viewer=viewer, at=at, limit=SHOWN, after=after)
    is_all = after is None and page.next is None
    waiting = page if is_all else feedback_page(viewer=viewer, at=at, place="waiting", limit=SHOWN)
    first = sorted((one for one in waiting.rows if one.is_my_turn), key=lambda one: -(one.age or 0))
    return render(
        request,
        "feedback/list.html",
        nav="team",
        awaited=[_row(one, viewer) for one in first],
        rest=[_row(one, viewer) for one in page.rows if not one.is_my_turn],
        next=f"/feedback?after={page.next}" if page.next else "",
        team_waits=_team_waits(request, viewer, dates_for(request).today),
    )


def _row(one: FeedbackShown, viewer: Viewer) -> dict[str, Any]:
    if one.me == "author":
        whom = one.team_name or name_of(one.person, one.people)
        who = _("You, to %(name)s") % {"name": whom}
    elif one.is_signed:
        who = name_of(one.author, one.people)
    else:
        who = _("Somebody, without a name")
    return {
        "id": one.id,
        "face": one.people[one.author].name if one.author in one.people and one.author else "?",
        "who": who,
        "text": one.text,
        "about": ABOUT[one.item.about],
        "stage": STAGES[one.item.stage],
        "age": age_in_words(one.age) if one.is_signed or (one.age or 0) > 6 else _("this week"),
        "is_team": one.team_name if one.me == "recipient" else "",
    }


def age_in_words(days: int | None) -> str:
    if not days:
        return _("since today") if days == 0 else ""
    return ngettext("since yesterday", "for %(num)s days", days) % {"num": days}


def _team_waits(request: HttpRequest, viewer: Viewer, today: date) -> str:
    """Of the team that is shown."""
    team = shown_team(request)
    return waits_words(viewer, team.id, team.name, today) if team.id in viewer.teams else ""


def waits_words(
    viewer: Viewer, team: UUID, name: str, today: date, *, members: Iterable[UUID] | None = None
) -> str:
    """How much waits in a team, and for how long: never for whom. Empty: nothing does."""
    days = waiting_ages(viewer=viewer, team=team, today=today, members=members).days
    if not days:
        return ""
    return ngettext(
        "In %(team)s one thing waits for an answer, %(age)s.",
        "In %(team)s %(num)s things wait for an answer, the first of them %(age)s.",
        len(days),
    ) % {"team": name, "num": len(days), "age": age_in_words(days[0])}
