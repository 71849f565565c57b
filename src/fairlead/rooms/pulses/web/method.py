"""How a balance is computed, in plain words, with every number from where it is kept (core/pulse/bounds.py).

What may not live here: a number of its own, anything of a team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.core import policy
from fairlead.core.pulse import bounds
from fairlead.core.pulse.items import instrument
from fairlead.core.refusals import Refusal
from fairlead.doors.pages import render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import team as team_of


@signed_in
def method_page(request: HttpRequest, team: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    told = instrument()
    return render(
        request,
        "pulses/method.html",
        nav="team",
        team=team_of(viewer, team),
        told=told,
        questions=[(item.code, item.text.get(viewer.language, item.text["en"])) for item in told.items],
        name=told.name.get(viewer.language, told.name["en"]),
        shown_from=shown_from(),
        bands=[
            (
                band.name,
                _("%(value)d or less") % {"value": band.low},
                _("%(value)d or more") % {"value": band.high},
                band.noise,
                band.noise_changed,
            )
            for band in bounds.BANDS
        ],
        bounds=bounds,
        limits=settings.PULSE_THRESHOLDS,
        percent={"named": round(bounds.NAMED_FROM * 100), "sure": round(bounds.SURE * 100)},
    )


def shown_from() -> list[tuple[Any, str]]:
    """(what, from when) of everything that has a threshold, as this installation has it."""
    limits = settings.PULSE_THRESHOLDS

    def people(number: int) -> str:
        return ngettext("from %(number)d person on", "from %(number)d people on", number) % {"number": number}

    both = _("%(people)s, and %(given)d comments") % {
        "people": people(limits.comments),
        "given": limits.given,
    }
    figures = _("%(people)s, in %(groups)d teams") % {
        "people": people(limits.people),
        "groups": limits.groups,
    }
    events = _("%(people)s, and %(events)d events") % {
        "people": people(limits.promisers),
        "events": limits.events,
    }
    teams = ngettext("from %(number)d team on", "from %(number)d teams on", limits.teams) % {
        "number": limits.teams
    }
    return [
        (_("A pulse that everybody answers alone"), people(bounds.ROSTER_FROM)),
        (_("The two values, the picture and the sentence"), people(limits.scores)),
        (_("Single questions"), people(limits.items)),
        (_("Comments"), both),
        (
            _("Whether you see it alike"),
            _("%(people)s, on every question of it") % {"people": people(limits.distributions)},
        ),
        (_("What the promises show"), events),
        (_("Several teams together"), teams),
        (_("How well the questions hang together"), figures),
    ]
