"""What is for whoever leads, over the API: the teams below as one, and the mirror. Each does one action or one query."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from fairlead.core.policy import Viewer
from fairlead.core.pulse.items import instrument
from fairlead.doors.api.kit import MAY_REFLECT, reads, writes
from fairlead.doors.api.said import only
from fairlead.doors.api.writing import Answer
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.pulses.actions.mirror import keep_mirror
from fairlead.rooms.pulses.api import shapes
from fairlead.rooms.pulses.api.operations import router
from fairlead.rooms.pulses.queries.balance import published_together
from fairlead.rooms.pulses.queries.mirror import mirror_of, mirrored


@reads(router, "/teams/{team}/pulses/together", answers=shapes.PulsesTogether)
def list_pulses_together(request: HttpRequest, *, team: UUID) -> Any:
    """What was published of the teams below yours, all together; newest first.

    For whoever leads the team above them. Only of three teams and more that closed at the same moment, and never of
    one by itself; without single questions and comments."""
    rows = published_together(viewer=viewer_of(request), team=team)
    items = [
        {
            "id": str(one.id),
            "opens_on": str(one.opens_on),
            "closes_on": str(one.closes_on),
            "teams": one.teams,
            "release": one.release,
        }
        for one in rows
    ]
    return {"team": str(team), "items": items}


def _mine(request: HttpRequest, *, pulse: UUID) -> None:
    mirrored(viewer=viewer_of(request), pulse=pulse)


def _out(viewer: Viewer, pulse: UUID) -> dict[str, Any]:
    shown = mirrored(viewer=viewer, pulse=pulse)
    told = instrument(shown.instrument)
    texts = {code: told.item(code).to_lead for code in told.codes("safe", "matter")}
    return {
        "pulse": str(pulse),
        "state": shown.state,
        "points": told.points,
        "items": [
            {"code": code, "text": text.get(viewer.language, text["en"])} for code, text in texts.items()
        ],
        "answers": mirror_of(viewer=viewer, pulse=pulse),
    }


@reads(router, "/pulses/{pulse}/mirror", answers=shapes.PulseMirror, entry=MAY_REFLECT)
def show_pulse_mirror(request: HttpRequest, *, pulse: UUID) -> Any:
    """The eight questions in mirror words, and what you answered: for whoever leads the team, and nobody else reads it.

    What was shown of the team is in `GET /pulses/{pulse}`. Needs a session, or a token with the scope `reflect`."""
    return _out(viewer_of(request), pulse)


@writes(
    router,
    "/pulses/{pulse}/mirror",
    method="PUT",
    takes=shapes.PulseMirrorIn,
    answers=shapes.PulseMirror,
    status=200,
    found=_mine,
    entry=MAY_REFLECT,
)
def keep_pulse_mirror(request: HttpRequest, *, pulse: UUID, body: dict[str, Any]) -> Answer:
    """Your answers, while the pulse is open, in place of those before: sealed under your key, and in no sum."""
    only(body, ("answers",))
    viewer = viewer_of(request)
    keep_mirror(viewer=viewer, pulse=pulse, answers=body.get("answers"), at=now())
    return Answer(_out(viewer, pulse))
