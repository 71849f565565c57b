"""The balance: one wave that has closed, with those before it; and a team's newest one. Words first, then the picture.

What may not live here: sentences (saying.py), drawing (drawn.py), anything computed of answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fairlead.core.policy import Viewer
from fairlead.doors import clock
from fairlead.doors.pages import browser_mark, dates_for, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import team as team_of
from fairlead.rooms.pulses.queries.after import after_of
from fairlead.rooms.pulses.queries.balance import (
    BalanceShown,
    balance_from,
    team_balance,
    together_of,
)
from fairlead.rooms.pulses.queries.show import PulseShown
from fairlead.rooms.pulses.web import saying
from fairlead.rooms.pulses.web.after import after_context
from fairlead.rooms.pulses.web.drawn import drawn
from fairlead.rooms.pulses.web.mirror import beside as mirrored


@signed_in
def balance_page(request: HttpRequest, team: UUID) -> HttpResponse:
    """The team's newest wave that was shown."""
    viewer = viewer_of(request)
    found = team_balance(viewer=viewer, team=team)
    beside: dict[str, Any] = {
        "running": found.running,
        "silent": _silent(found.last, found.balance),
        "above": f"/team/{team}/balance/together" if found.has_together else "",
    }
    if found.balance is None:
        return render(request, "pulses/balance-none.html", **_about(viewer, team), **beside)
    return _rendered(request, viewer, found.balance, **beside)


@signed_in
def together_page(request: HttpRequest, team: UUID) -> HttpResponse:
    """The teams below this one as one, for who leads it."""
    viewer = viewer_of(request)
    shown, teams = together_of(viewer=viewer, team=team)
    return _rendered(request, viewer, shown, teams=teams)


def closed(request: HttpRequest, shown: PulseShown) -> HttpResponse:
    """What was published of a wave."""
    viewer = viewer_of(request)
    return _rendered(request, viewer, balance_from(shown))


def too_few(request: HttpRequest, shown: PulseShown) -> HttpResponse:
    about = _about(viewer_of(request), shown.team)
    return render(request, "pulses/balance-few.html", shown=shown, limits=settings.PULSE_THRESHOLDS, **about)


def _silent(last: BalanceShown | None, balance: BalanceShown | None) -> BalanceShown | None:
    """The newest wave, where too few answered it."""
    return last if last is not None and last is not balance else None


def _about(viewer: Viewer, team: UUID) -> dict[str, Any]:
    return {"nav": "team", "team": team_of(viewer, team), "method": f"/team/{team}/balance/method"}


def _rendered(request: HttpRequest, viewer: Viewer, shown: BalanceShown, **beside: Any) -> HttpResponse:
    now, limits = shown.now, settings.PULSE_THRESHOLDS
    assert now is not None  # noqa: S101  both callers looked
    around: dict[str, Any] = {"running": None, "silent": None, "above": "", "teams": 0}
    return render(
        request,
        "pulses/balance.html",
        shown=shown,
        headline=saying.headline(now.zone),
        lede=saying.lede(now),
        drawn=drawn(shown, now, dates_for(request), is_of_teams="teams" in beside),
        mirror=[] if "teams" in beside else mirrored(viewer, shown),
        why_no_comments=saying.why_no_comments(limits) if "comments" in now.told.withheld else "",
        who=browser_mark(viewer),
        **_about(viewer, shown.team) | _followed(request, viewer, shown, beside),
        **around | beside,
    )


def _followed(
    request: HttpRequest, viewer: Viewer, shown: BalanceShown, beside: dict[str, Any]
) -> dict[str, Any]:
    """What the team makes of its wave; several teams together make nothing of it here."""
    if "teams" in beside:
        return {}
    return after_context(request, after_of(shown, viewer=viewer, at=clock.now()), shown)
