"""Operations on pulses. Each does one action or one query."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from fairlead.core.pulse.items import instrument
from fairlead.core.refusals import Refusal
from fairlead.doors.api.kit import keeps_nothing, reads, writes
from fairlead.doors.api.said import only
from fairlead.doors.api.writing import Answer
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.pulses.actions.rhythm import set_rhythm
from fairlead.rooms.pulses.actions.tickets import issue
from fairlead.rooms.pulses.api import shapes
from fairlead.rooms.pulses.queries.show import PulseShown, pulses_of, show

router: Final = Router(tags=["pulses"])


def _mine(request: HttpRequest, *, pulse: UUID) -> None:
    show(viewer=viewer_of(request), pulse=pulse)


def _ours(request: HttpRequest, *, team: UUID) -> None:
    pulses_of(viewer=viewer_of(request), team=team)


def _head(shown: PulseShown) -> dict[str, Any]:
    return {
        "id": str(shown.id),
        "team": str(shown.team),
        "opens_on": str(shown.opens_on),
        "closes_on": str(shown.closes_on),
        "state": shown.state,
        "asked": shown.is_asked,
    }


def _out(shown: PulseShown, language: str) -> dict[str, Any]:
    told = instrument(shown.instrument)
    texts = {code: told.item(code).text for code in shown.items}
    return {
        **_head(shown),
        "points": told.points,
        "items": [{"code": code, "text": text.get(language, text["en"])} for code, text in texts.items()],
        "token_key": shown.token_key,
        "seal_key": shown.seal_key,
        "release": shown.release,
    }


def _team(request: HttpRequest, team: UUID) -> dict[str, Any]:
    rhythm, waves = pulses_of(viewer=viewer_of(request), team=team)
    told = (
        {"weeks": rhythm.weeks, "next_on": str(rhythm.next_on), "links": rhythm.has_links} if rhythm else None
    )
    return {"rhythm": told, "items": [_head(wave) for wave in waves]}


@reads(router, "/teams/{team}/pulses", answers=shapes.TeamPulses)
def list_pulses(request: HttpRequest, *, team: UUID) -> Any:
    """How often a team of yours is asked, and its waves; newest first."""
    return _team(request, team)


@writes(
    router,
    "/teams/{team}/pulses/rhythm",
    method="PUT",
    takes=shapes.PulseRhythmIn,
    answers=shapes.TeamPulses,
    status=200,
    found=_ours,
)
def set_pulse_rhythm(request: HttpRequest, *, team: UUID, body: dict[str, Any]) -> Answer:
    """Every how many weeks the team is asked, and from which day on; by those who lead it.

    A wave is open for seven days. In a team of fewer than five who are asked nothing opens and nothing is stored: talk."""
    only(body, ("weeks", "first_on", "links"))
    if "weeks" not in body:
        raise Refusal("missing_field", field="weeks")
    set_rhythm(viewer=viewer_of(request), team=team, at=now(), **body)
    return Answer(_team(request, team))


@reads(router, "/pulses/{pulse}", answers=shapes.Pulse)
def show_pulse(request: HttpRequest, *, pulse: UUID) -> Any:
    """One wave of a team of yours: its questions, its keys, and after the close what was published.

    Before the close nothing in it depends on who answered, or on how many."""
    viewer = viewer_of(request)
    return _out(show(viewer=viewer, pulse=pulse), viewer.language)


@writes(
    router,
    "/pulses/{pulse}/token",
    takes=shapes.PulseTokenIn,
    answers=shapes.PulseToken,
    found=_mine,
)
@keeps_nothing
def issue_pulse_token(request: HttpRequest, *, pulse: UUID, body: dict[str, Any]) -> Answer:
    """Your one ticket for this wave: a signature for what you blinded.

    With it a ballot is handed in at `/ballots`, where nobody is known; nothing leads from there back to you. The same
    asked again is answered the same, so no Idempotency-Key is needed, and none is taken: nothing is kept of the answer."""
    only(body, ("blinded",))
    signature = issue(viewer=viewer_of(request), pulse=pulse, blinded=body.get("blinded"), at=now())
    return Answer({"signature": signature}, 201)
