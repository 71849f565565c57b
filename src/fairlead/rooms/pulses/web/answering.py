"""The pages on which somebody answers: who sees what, ten statements, a comment, sent. They are one page that a script
turns over, so that no request tells how far anybody came, and none of them takes an answer.

What may not live here: taking a ballot (ballots.py), anything that depends on whether somebody answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from fairlead.core import policy
from fairlead.core.pulse.bounds import STEP
from fairlead.core.pulse.items import CHANGED, Item, instrument
from fairlead.doors.clock import now
from fairlead.doors.pages import browser_mark, go, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import team_names
from fairlead.rooms.pulses.queries.after import changed, cited
from fairlead.rooms.pulses.queries.links import has_links
from fairlead.rooms.pulses.queries.show import PulseShown, show

CITED: Final = 140
"""so many characters of what was agreed or answered stand in a statement"""


def begin(request: HttpRequest, shown: PulseShown) -> HttpResponse:
    return _page(request, shown, "begin")


@signed_in
def statement_page(request: HttpRequest, pulse: UUID, number: int) -> HttpResponse:
    shown = show(viewer=viewer_of(request), pulse=pulse)
    if not 1 <= number <= len(shown.items):
        raise Http404
    return _page(request, shown, "ask", number)


@signed_in
def comment_page(request: HttpRequest, pulse: UUID) -> HttpResponse:
    return _page(request, show(viewer=viewer_of(request), pulse=pulse), "comment")


@signed_in
def sent_page(request: HttpRequest, pulse: UUID) -> HttpResponse:
    return _page(request, show(viewer=viewer_of(request), pulse=pulse), "sent")


def _page(request: HttpRequest, shown: PulseShown, part: str, number: int = 1) -> HttpResponse:
    """Whoever is not asked, and whoever comes when it is over, reads that on the wave's own page."""
    viewer = viewer_of(request)
    before = changed(viewer=viewer, pulse=shown.id, at=now())
    is_open = shown.state == "open" and now() < shown.closes_at
    if part != "begin" and not (is_open and shown.is_asked):
        return go(f"/pulses/{shown.id}")
    return render(
        request,
        "pulses/answer.html",
        pulse=shown,
        base=f"/pulses/{shown.id}",
        team_name=team_names({shown.team})[shown.team],
        is_open=is_open,
        last_day=shown.closes_on - timedelta(days=1),
        may_answer=is_open and shown.is_asked,
        place=part,
        number=number,
        who=browser_mark(viewer),
        may_mirror=is_open and policy.may_mirror(viewer, shown.team),
        has_links=is_open and shown.is_asked and has_links(shown.team),
        **limits(),
        before=before,
        **statements(shown, viewer.language, came=cited(before)),
    )


def limits() -> dict[str, Any]:
    """The numbers a page prints, from the one place that has them."""
    return {"limits": settings.PULSE_THRESHOLDS, "rounded_to": STEP}


def statements(shown: PulseShown, language: str, *, came: str = "") -> dict[str, Any]:
    """came: what the last wave led to, which the question about a change says beside."""
    told = instrument(shown.instrument)
    items = [told.item(code) for code in shown.items]
    return {
        "statements": [
            (item.code, _citing(item, item.text.get(language, item.text["en"]), came)) for item in items
        ],
        "points": range(1, told.points + 1),
        "lowest": told.lowest.get(language, told.lowest["en"]),
        "highest": told.highest.get(language, told.highest["en"]),
    }


def _citing(item: Item, words: str, came: str) -> str:
    if item.code != CHANGED or not came:
        return words
    return _("%(statement)s (“%(text)s”)") % {"statement": words, "text": Truncator(came).chars(CITED)}
