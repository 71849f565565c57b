"""When a team is asked: who leads it chooses, everybody in it reads the same. What may not live here: opening a wave."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from fairlead.core import policy
from fairlead.core.pulse.bounds import MEMBER_DAYS, OPEN_DAYS, ROSTER_FROM
from fairlead.core.refusals import Refusal
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import dates_for, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import team as team_of
from fairlead.rooms.pulses.actions.rhythm import set_rhythm
from fairlead.rooms.pulses.queries.show import RhythmShown, pulses_of

NEVER: Final = "never"
EVERY_WORDS: Final[dict[str, Lazy]] = {
    "4": lazy("Every four weeks"),
    "5": lazy("Every five weeks"),
    "6": lazy("Every six weeks"),
    NEVER: lazy("Not for now"),
}
"""A test holds the numbers to core/pulse/schedule.py."""


@signed_in
def rhythm_page(request: HttpRequest, team: UUID) -> HttpResponse:
    """POST: by those who lead the team."""
    viewer = viewer_of(request)
    rhythm, waves = pulses_of(viewer=viewer, team=team)
    open_now = next((wave for wave in waves if wave.state == "open" and now() < wave.closes_at), None)
    form = Form(request, **_first(request, rhythm))
    if form.is_sent:
        with form:
            set_rhythm(
                viewer=viewer,
                team=team,
                weeks=_weeks(form),
                first_on=form.text("first_on"),
                links=form.is_ticked("links"),
                at=now(),
            )
            return go(f"/team/{team}/pulse", say=_("Saved."))
    return render(
        request,
        "pulses/rhythm.html",
        status=form.status,
        nav="team",
        form=form,
        team=team_of(viewer, team),
        may_change=policy.may_set_up_team(viewer, team),
        rhythm=rhythm,
        every=EVERY_WORDS[str(rhythm.weeks) if rhythm else NEVER],
        choices=list(EVERY_WORDS.items()),
        open_now=open_now,
        last_day=open_now and open_now.closes_on - timedelta(days=1),
        links=form.is_ticked("links") if form.is_sent else bool(rhythm and rhythm.has_links),
        has_mail=settings.MAIL is not None,
        days={"open": OPEN_DAYS, "member": MEMBER_DAYS, "roster": ROSTER_FROM},
    )


def _first(request: HttpRequest, rhythm: RhythmShown | None) -> dict[str, str]:
    """What the form begins with: as it is; for a team without a rhythm four weeks, from a week on."""
    if rhythm is not None:
        return {"weeks": str(rhythm.weeks), "first_on": str(rhythm.next_on)}
    return {"weeks": "4", "first_on": str(dates_for(request).today + timedelta(days=7))}


def _weeks(form: Form) -> int | None:
    chosen = form.text("weeks")
    if chosen == NEVER:
        return None
    if chosen not in EVERY_WORDS:
        raise Refusal("bad_field" if chosen else "missing_field", field="weeks")
    return int(chosen)
