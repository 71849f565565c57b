"""The mirror: whoever leads the team answers the eight questions about it, and sees them alone beside its result.

What may not live here: anything another person could see."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.pulse.items import Instrument, instrument
from fairlead.doors.clock import now
from fairlead.doors.forms import Form
from fairlead.doors.pages import go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import team_names
from fairlead.rooms.pulses.actions.mirror import keep_mirror
from fairlead.rooms.pulses.queries.balance import BalanceShown
from fairlead.rooms.pulses.queries.mirror import mirror_of, mirrored
from fairlead.rooms.pulses.web import saying


@dataclass(frozen=True, slots=True)
class Beside:
    """One question as the leader was asked it: what was answered, of 100, and what was shown of the team."""

    text: str
    mine: int
    team: str


@signed_in
def mirror_page(request: HttpRequest, pulse: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    shown = mirrored(viewer=viewer, pulse=pulse)
    told = instrument(shown.instrument)
    if shown.state != "open" or now() >= shown.closes_at:
        return go(f"/pulses/{pulse}")
    codes = told.codes("safe", "matter")
    form = Form(request)
    if form.is_sent:
        with form:
            given = {code: form.number(code) for code in codes}
            keep_mirror(viewer=viewer, pulse=pulse, answers=given, at=now())
            return go(
                f"/pulses/{pulse}", say=_("Kept. After the close you see it beside what the team answered.")
            )
    return render(
        request,
        "pulses/mirror.html",
        status=form.status,
        nav="team",
        form=form,
        pulse=shown,
        team_name=team_names({shown.team})[shown.team],
        questions=[(code, text_of(told, code, viewer.language)) for code in codes],
        kept=mirror_of(viewer=viewer, pulse=pulse),
        points=range(1, told.points + 1),
        ends=[words.get(viewer.language, words["en"]) for words in (told.lowest, told.highest)],
    )


def text_of(told: Instrument, code: str, language: str) -> str:
    words = told.item(code).to_lead
    return words.get(language, words["en"])


def beside(viewer: Viewer, shown: BalanceShown) -> list[Beside]:
    """Each question answered, beside what was shown of the team. Empty to whoever did not answer in the mirror."""
    mine = mirror_of(viewer=viewer, pulse=shown.id) if policy.may_mirror(viewer, shown.team) else {}
    if not mine or shown.now is None:
        return []
    told, items = instrument(shown.instrument), shown.now.told.items
    return [
        Beside(
            text=text_of(told, code, viewer.language),
            mine=round(100 * (mine[code] - 1) / (told.points - 1)),
            team=saying.value(items[code]) if code in items else "",
        )
        for code in told.codes("safe", "matter")
        if code in mine
    ]
