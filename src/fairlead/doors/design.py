"""Three pages that need nobody signed in: every part in every state, what the tool refuses, and help.

The people and promises on /design are invented. What may not live here: anything real."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fairlead.core.policy import Viewer
from fairlead.doors import drawings, pages
from fairlead.doors.dates import Dates
from fairlead.doors.drawings import Role
from fairlead.doors.rows import Choice, Event, Row, Waiting, WeekDay

NOW: Final = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""The invented Monday of the sample."""

VIEWER: Final = Viewer(
    person=UUID("00000000-0000-7000-8000-000000000001"),
    organisation=UUID("00000000-0000-7000-8000-000000000002"),
    name="Amara Osei",
)
STAGES: Final = (
    "draft", "PROPOSED", "PROMISED", "CHANGE/PROMISED", "REPORTED", "GAP",
    "satisfied", "declined", "released", "closed_with_gap",
)  # fmt: skip
ACTS: Final[tuple[tuple[str, Role], ...]] = (
    ("request", "asker"),
    ("counter", "doer"),
    ("accept", "asker"),
    ("flag_risk", "doer"),
    ("propose_change", "asker"),
)
POINTS: Final = (
    "An answer from Finance in writing, yes or no",
    "If yes: a start date and a cost code",
    "Posted where the Halden team can find it",
)
ERRORS: Final = (
    ("d-due", "This day has passed. When will it be there?"),
    ("d-outcome", "Say in one sentence what will exist"),
)


def design(request: HttpRequest) -> HttpResponse:
    """Every part in every state. `?dir=rtl` and `?theme=dark` show the other ways round."""
    sample = _sample(Dates.of("UTC", "en", NOW))
    if request.GET.get("dir") in {"ltr", "rtl"}:
        sample["direction"] = request.GET["dir"]
    if request.GET.get("theme") in pages.THEMES:
        sample["theme"] = request.GET["theme"]
    return pages.render(request, "design.html", **sample)


def _sample(dates: Dates) -> dict[str, Any]:
    return {
        "viewer": VIEWER,
        "nav": "today",
        "waiting": 4,
        "team_name": "Delivery team",
        "other_teams": [],
        "stages": STAGES,
        "points": POINTS,
        "errors": ERRORS,
        "week": _week(dates),
        "waiting_rows": _waiting_rows(),
        "rows": _rows(dates),
        "kept": _kept(),
        "events": _events(dates),
        "knots": drawings.story(ACTS, is_open=True),
        "choices": _choices(),
        "due": NOW + timedelta(days=3, hours=7),
        "passed": NOW - timedelta(days=3),
        "dates": dates,
    }


def _week(dates: Dates) -> list[WeekDay]:
    marks: dict[int, tuple[tuple[str, str, str, str], ...]] = {
        1: (("Mei Tanaka", "b", "#", "Mei promised you: release notes for 4.2"),),
        3: (
            ("Tomas Lindqvist", "a", "#", "You promised Tomas: a written yes or no from Finance"),
            ("Priya Nair", "q", "#", "Priya asks you: the welcome email"),
        ),
        4: (("Jonas Weber", "a", "#", "You promised Jonas: comments on the Halden runbook"),),
    }
    days = [NOW + timedelta(days=n) for n in range(5)]
    return [
        WeekDay(dates.weekday_short(day), day.day, is_today=n == 0, marks=marks.get(n, ()))
        for n, day in enumerate(days)
    ]


def _waiting_rows() -> list[Waiting]:
    return [
        Waiting("#", "Tomas Lindqvist", "a", "suggests Fri 27 Nov, 12:00", "A written yes or no from Finance on the second tester", "Reply"),
        Waiting("#", "Tomas Lindqvist", "b", "says it’s done", "Pricing page copy for the January launch", "Check it"),
        Waiting("#", "Jonas Weber", "b", "is ready to talk. The date passed on Friday", "The Halden export runs every night, unattended",
                "Prepare", note="Five minutes to prepare your side, in private."),
    ]  # fmt: skip


def _rows(dates: Dates) -> list[Row]:
    """A row for each kind of tag, and one whose words are longer than any list is wide."""
    made = [
        ("PROMISED", "Comments on the Halden runbook", "To Jonas", 4, ()),
        ("CHANGE/PROMISED", "A written yes or no from Finance on the second tester", "To Tomas", 3, (("Change suggested", "talk", "repeat"),)),
        ("PROMISED", "Interview notes from five customers", "From Priya", 9, (("Risk raised early", "risk", "flag"),)),
        ("PROPOSED", "A rota for the Christmas support desk", "You asked Sam on Friday", 16, (("Waiting for a reply", "", ""),)),
        ("GAP", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", "From Łukasz", 1, (("Not yet", "talk", ""),)),
        ("satisfied", "Load test of the new search", "From Mei", -2, (("Kept", "ok", "check"),)),
    ]  # fmt: skip
    return [
        Row(
            href="#",
            title=title,
            ring=drawings.ring(stage, is_talking=any(tone == "risk" for _text, tone, _icon in tags)),
            who=who,
            when=dates.day(NOW + timedelta(days=away)),
            distance="" if stage == "satisfied" else dates.distance(NOW + timedelta(days=away)),
            tags=tags,
        )
        for stage, title, who, away, tags in made
    ]


def _kept() -> list[Row]:
    ring = drawings.ring("satisfied", size=32)
    return [
        Row("#", "Load test of the new search", ring, "Mei, a day early."),
        Row("#", "Agency rates for January", ring, "You, for Sam"),
    ]


def _events(dates: Dates) -> list[Event]:
    said: tuple[tuple[str, float, str, str, tuple[tuple[str, str], ...]], ...] = (
        ("Tomas asked", -7.01, "Can you get Finance to decide on the second tester by Tuesday? I can’t book the test week without it.", "", ()),
        ("You suggested a change", -6.9, "Finance meets on Wednesdays. I can promise Thursday the 26th, in writing.", "", (("Tue 24 Nov", "Thu 26 Nov, 17:00"),)),
        ("You both agreed", -6.02, "", "Date, three points and read-back are fixed as version 2.", ()),
        ("You raised a risk, three days early", -0.05, "Finance moved its Wednesday meeting. By Thursday I may only have a verbal answer.", "", ()),
        ("Tomas suggests a change", -0.02, "Thanks for telling me now.\nA verbal answer on Thursday lets me plan. Writing can follow on Friday.", "", (("Thu 26 Nov, 17:00", "Fri 27 Nov, 12:00"),)),
    )  # fmt: skip
    return [
        Event(title, dates.near(at), at.isoformat(), text, note, deltas)
        for title, days, text, note, deltas in said
        for at in [NOW + timedelta(days=days)]
    ]


def _choices() -> list[Choice]:
    return [
        Choice("#", "circle-check", "Done: please check", "Tomas checks it against the three points", "d"),
        Choice("#", "repeat", "I need to renegotiate", "Offer a new date or a smaller promise"),
        Choice("#", "flag", "I see a risk", "The date stands until you both agree on another", "r"),
        Choice("#", "message-circle-question-mark", "Ask Tomas a question", "The clock keeps running", "q"),
    ]


def refuses(request: HttpRequest) -> HttpResponse:
    return pages.render(request, "refuses.html")


def help_page(request: HttpRequest) -> HttpResponse:
    words = [
        (_("Asker"), _("who wants it. A circle, in petrol.")),
        (_("Doer"), _("who will do it. A rounded square, in clay.")),
        (_("Done means"), _("the points you both agree on, and check at the end.")),
        (_("Read-back"), _("the doer says in their own words what they understood.")),
        (_("Risk raised early"), _("somebody said in time that it may turn out otherwise.")),
        (pgettext("stage", "Kept"), _("the asker looked and said: that’s it, thank you.")),
    ]
    return pages.render(request, "help.html", words=words)


urls = [
    path("design", design, name="design"),
    path("refuses", refuses, name="refuses"),
    path("help", help_page, name="help"),
]
