"""The page of the day on which a team looks at how it works: the same for everybody in it, on every other day too.

Its sections are facts of the process, then one question, and what comes of it is an agreement. What may not live
here: anything by person, statements."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from fairlead.core import policy
from fairlead.core.conversation.codes import LINE
from fairlead.core.conversation.facts import default_look_again
from fairlead.core.policy import Viewer
from fairlead.core.process import CONVERSATIONS, DAYS, EVENTS, MARKS, PEOPLE
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.ids import new_id
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.agreements.queries.lists import Only, agreements_page
from fairlead.rooms.agreements.web.told import state_of
from fairlead.rooms.conversations.queries.team_codes import causes_of
from fairlead.rooms.conversations.web.line import place_words
from fairlead.rooms.conversations.words import CODES
from fairlead.rooms.feedback.web.lists import waits_words
from fairlead.rooms.people.queries import team as team_of
from fairlead.rooms.people.shapes import Team
from fairlead.rooms.team.actions.rhythm import propose, set_rhythm
from fairlead.rooms.team.queries.rhythm import CountsShown, counts_of, rhythm_of

EVERY_WORDS: Final[dict[str, Lazy]] = {
    "two_weeks": lazy("Every two weeks"),
    "month": lazy("Once a month"),
    "quarter": lazy("Once a quarter"),
    "never": lazy("Not for now"),
}
"""A test holds the keys to core/process.py."""


@signed_in
def rhythm_page(request: HttpRequest, team: UUID) -> HttpResponse:
    """POST: where there is room for improvement, as a proposal to the team."""
    viewer, form = viewer_of(request), Form(request)
    shown = rhythm_of(viewer=viewer, team=team, at=now())
    if form.is_sent:
        with form:
            given = {"text": form.text("actions"), "look_again_on": form.text("look_again_on")}
            made = propose(viewer=viewer, team=team, at=now(), agreement=form.id("once"), **given)
            return go(f"/agreements/{made.id}", say=_("Suggested. Everybody in the team is asked."))
    counts, about_team = counts_of(viewer=viewer, team=team), _page(viewer, team)
    ours: Team = about_team["team"]
    return render(
        request,
        "team/rhythm.html",
        status=form.status,
        form=form,
        once=form.value("once") or new_id(),
        day=form.value("look_again_on") or default_look_again(now(), viewer.zone).isoformat(),
        shown=shown,
        every=EVERY_WORDS[shown.every],
        counts=counts,
        line=_line(viewer, team, counts),
        told=_told(counts),
        to_look_at=_to_look_at(request, viewer, ours),
        feedback=waits_words(
            viewer, team, ours.name, dates_for(request).today, members=[one.person.id for one in ours.members]
        ),
        limits=_limits(),
        **about_team,
    )


@signed_in
def days_page(request: HttpRequest, team: UUID) -> HttpResponse:
    """When the team looks. For those who lead it."""
    viewer = viewer_of(request)
    shown = rhythm_of(viewer=viewer, team=team, at=now())
    if not policy.may_set_up_team(viewer, team):
        raise Refusal("not_found")
    form = Form(request, every=shown.every, first_on=shown.next_on or shown.today)
    if form.is_sent:
        with form:
            given = {name: form.text(name) for name in ("every", "first_on")}
            set_rhythm(viewer=viewer, team=team, at=now(), **given)
            return go(f"/team/{team}/rhythm", say=_("Saved."))
    return render(
        request,
        "team/days.html",
        status=form.status,
        form=form,
        choices=list(EVERY_WORDS.items()),
        **_page(viewer, team),
    )


def _page(viewer: Viewer, team: UUID) -> dict[str, Any]:
    return {
        "nav": "team",
        "team": team_of(viewer, team),
        "base": f"/team/{team}/rhythm",
        "may_change": policy.may_set_up_team(viewer, team),
    }


def _line(viewer: Viewer, team: UUID, counts: CountsShown | None) -> list[tuple[str, list[tuple[str, int]]]]:
    """The line of a promise: at each place what was chosen there, and how often; last what lies beside it."""
    if counts is None or counts.causes is None:
        return []
    known = {one.code: one for one in causes_of(viewer=viewer, team=team)}
    there: dict[str, list[tuple[str, int]]] = {}
    for code, number in counts.causes:
        if one := known.get(code):
            there.setdefault(one.place or "", []).append((one.label or str(CODES[code]), number))
    words = place_words()
    found = [(words[place], there.get(place, [])) for place in LINE]
    return [*found, (_("Beside the line"), there[""])] if "" in there else found


def _told(counts: CountsShown | None) -> list[str]:
    """What may be shown of the promises, in whole sentences."""
    if counts is None:
        return []
    told = []
    if counts.asks:
        said = ngettext("%(part)d of %(whole)d ask had a date and said what done means.", "%(part)d of %(whole)d asks had a date and said what done means.", counts.asks.whole)  # fmt: skip
        told.append(said % {"part": counts.asks.part, "whole": counts.asks.whole})
    if counts.risks:
        said = ngettext("%(number)d early word before the date.", "%(number)d early words before the date.", counts.risks.whole)  # fmt: skip
        told.append(said % {"number": counts.risks.whole})
    if counts.changes:
        said = ngettext("Renegotiated before the date %(number)d time.", "Renegotiated before the date %(number)d times.", counts.changes.whole)  # fmt: skip
        told.append(said % {"number": counts.changes.whole})
    return told


def _to_look_at(request: HttpRequest, viewer: Viewer, team: Team) -> list[tuple[str, str, str]]:
    """(address, what is done first, how it stands) of the team's agreements whose day to look again has come."""
    page = agreements_page(viewer=viewer, at=now(), only=Only(place="to_look_at", team=team.id))
    dates = dates_for(request)
    return [
        (f"/agreements/{one.id}", one.shown.actions[0].text or "", state_of(one, viewer, dates).words)
        for one in page.rows
    ]


def _limits() -> str:
    return _(
        "Nothing is counted by person. A number is shown once at least %(people)d people and %(events)d events are in it,"
        " and where agreements part once %(conversations)d conversations and %(marks)d marks are; never where one person made more than"
        " half of it. All are of the last %(days)d days and change once a week, for everybody alike."
    ) % {"people": PEOPLE, "events": EVENTS, "conversations": CONVERSATIONS, "marks": MARKS, "days": DAYS}
