"""The balance: one wave that has closed, with those before it; and a team's newest one. Words first, then the picture.

What may not live here: sentences (saying.py), drawing (pictures.py), anything computed of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from markupsafe import Markup

from fairlead.core.policy import Viewer
from fairlead.core.pulse.disclosure import Score
from fairlead.core.pulse.items import AXES, Instrument, instrument
from fairlead.doors import clock
from fairlead.doors.dates import Dates
from fairlead.doors.pages import browser_mark, dates_for, render
from fairlead.doors.who import signed_in, viewer_of
from fairlead.rooms.people.queries import team as team_of
from fairlead.rooms.pulses import pictures
from fairlead.rooms.pulses.queries.after import after
from fairlead.rooms.pulses.queries.balance import (
    BalanceShown,
    Shown,
    balance_of,
    team_balance,
    together_of,
)
from fairlead.rooms.pulses.queries.show import PulseShown
from fairlead.rooms.pulses.web import saying
from fairlead.rooms.pulses.web.after import after_context
from fairlead.rooms.pulses.web.mirror import beside as mirrored
from fairlead.rooms.pulses.words import AXES as AXIS_WORDS
from fairlead.rooms.pulses.words import OTHERS, ZONES

TRAIL: Final = 5
"""earlier waves in the picture; the table has all"""


@dataclass(frozen=True, slots=True)
class Row:
    """One question. now, ranges, before: None where it is not shown by itself."""

    text: str
    now: str | None
    ranges: str | None
    before: str | None
    plot: Markup | None


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    rows: tuple[Row, ...]


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
    return _rendered(request, viewer, balance_of(viewer=viewer, pulse=shown.id))


def too_few(request: HttpRequest, shown: PulseShown) -> HttpResponse:
    about = _about(viewer_of(request), shown.team)
    return render(request, "pulses/balance-few.html", shown=shown, limits=settings.PULSE_THRESHOLDS, **about)


def _silent(last: BalanceShown | None, balance: BalanceShown | None) -> BalanceShown | None:
    """The newest wave, where too few answered it."""
    return last if last is not None and last is not balance else None


def _about(viewer: Viewer, team: UUID) -> dict[str, Any]:
    return {"nav": "team", "team": team_of(viewer, team), "method": f"/team/{team}/balance/method"}


def _rendered(request: HttpRequest, viewer: Viewer, shown: BalanceShown, **beside: Any) -> HttpResponse:
    now, limits, dates = shown.now, settings.PULSE_THRESHOLDS, dates_for(request)
    assert now is not None  # noqa: S101  both callers looked
    told = instrument(shown.instrument)
    around: dict[str, Any] = {"running": None, "silent": None, "above": "", "teams": 0}
    return render(
        request,
        "pulses/balance.html",
        shown=shown,
        now=now.told,
        headline=saying.headline(now.zone),
        lede=saying.lede(now),
        ways=saying.ways(shown),
        lean=saying.lean_of(now.zone),
        picture=_picture(shown, now, dates),
        waves=_waves(shown, now),
        has_trail=bool(shown.earlier),
        is_open=bool(now.drawing["open_at"]),
        groups=_groups(shown, now, told, viewer.language),
        mirror=[] if "teams" in beside else mirrored(viewer, shown),
        axes=AXIS_WORDS,
        why_no_items="" if now.told.items else saying.why_no_items(limits),
        why_no_comments=saying.why_no_comments(limits) if "comments" in now.told.withheld else "",
        scale=(
            told.lowest.get(viewer.language, told.lowest["en"]),
            told.highest.get(viewer.language, told.highest["en"]),
        ),
        limits=limits,
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
    return after_context(request, after(viewer=viewer, pulse=shown.id, at=clock.now()), shown)


def _picture(shown: BalanceShown, now: Shown, dates: Dates) -> Markup:
    before = [(dates.short_day(each.closes_on), each) for each in shown.earlier[-TRAIL:]]
    words = pictures.Words(_("Where the team is between the two"), saying.picture_words(now, before), ZONES)
    return pictures.quadrant(
        _point(now, _("Now")), [_point(each, day) for day, each in before], now.drawing, words
    )


def _point(one: Shown, label: str) -> pictures.Point:
    return pictures.Point(one.drawing["safe"]["mean"], one.drawing["matter"]["mean"], label)


def _waves(shown: BalanceShown, now: Shown) -> list[tuple[Any, list[tuple[str, str]]]]:
    """For the table, the newest first: (its last day, (shown, 80 %) of each axis)."""
    return [
        (
            one.closes_on,
            [
                (saying.value(score), saying.between(one.drawing[axis]["bar"]))
                for axis, score in zip(AXES, (one.told.safe, one.told.matter), strict=True)
            ],
        )
        for one in [now, *reversed(shown.earlier)]
    ]


# --- question by question ---


def _groups(shown: BalanceShown, now: Shown, told: Instrument, language: str) -> list[Group]:
    if not now.told.items:
        return []
    before = shown.earlier[-1].told.items if shown.earlier else {}
    found = list(_grouped(shown, now, told, before, language))
    return [group for group in found if group.rows]


def _grouped(
    shown: BalanceShown, now: Shown, told: Instrument, before: Mapping[str, Score], language: str
) -> Iterator[Group]:
    of_axes = {axis: told.codes(axis) for axis in AXES}
    for axis, codes in of_axes.items():
        yield Group(str(AXIS_WORDS[axis]), tuple(_row(code, now, told, before, language) for code in codes))
    others = [code for code in shown.items if not any(code in codes for codes in of_axes.values())]
    yield Group(str(OTHERS), tuple(_row(code, now, told, before, language) for code in others))


def _row(code: str, now: Shown, told: Instrument, before: Mapping[str, Score], language: str) -> Row:
    words = told.item(code).text
    text, score = words.get(language, words["en"]), now.told.items.get(code)
    if score is None:
        return Row(text, None, None, None, None)
    ranges, old = now.drawing["items"][code], before.get(code)
    return Row(
        text=text,
        now=saying.value(score),
        ranges=saying.between(ranges["most"]),
        before=saying.value(old) if old else None,
        plot=pictures.line(score, ranges, old),
    )
