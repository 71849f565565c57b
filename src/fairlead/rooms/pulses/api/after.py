"""From a result to a change over the API: what a team makes of a wave that is shown. Each does one action or one query."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.api.kit import reads, writes
from fairlead.doors.api.said import only
from fairlead.doors.api.writing import Answer
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.pulses.actions.after import answer_theme, name_theme, say_meaning, suggest
from fairlead.rooms.pulses.api import shapes
from fairlead.rooms.pulses.api.operations import router
from fairlead.rooms.pulses.queries.after import ThemeShown, after


def _theirs(request: HttpRequest, *, pulse: UUID, theme: UUID | None = None) -> None:
    found = after(viewer=viewer_of(request), pulse=pulse, at=now())
    if theme is not None and theme not in {one.id for one in found.themes}:
        raise Refusal("not_found")


def _only(body: dict[str, Any], *names: str) -> dict[str, Any]:
    """By name, what is not there as null."""
    only(body, names)
    return {name: body.get(name) for name in names}


def _out(viewer: Viewer, pulse: UUID) -> dict[str, Any]:
    shown = after(viewer=viewer, pulse=pulse, at=now())
    return {
        "pulse": str(pulse),
        "thoughts": [
            {"by": one.name, "text": one.text, "on": str(one.written_at.date()), "mine": one.is_mine}
            for one in shown.thoughts
        ],
        "themes": [_theme(one) for one in shown.themes],
        "agreements": [str(one.id) for one in shown.agreements],
        "may_answer": shown.may_answer,
    }


def _theme(one: ThemeShown) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "text": one.text,
        "waits_days": one.days,
        "decision": one.decision or None,
        "answer": one.answer,
        "on": str(one.on) if one.on else None,
        "decided_on": str(one.decided_on) if one.decided_on else None,
        "by": one.by or None,
    }


@reads(router, "/pulses/{pulse}/after", answers=shapes.PulseAfter)
def show_pulse_after(request: HttpRequest, *, pulse: UUID) -> Any:
    """What your team makes of a wave that is shown: what each thinks it means, what was said with its answer, and the
    agreements suggested out of it."""
    return _out(viewer_of(request), pulse)


@writes(
    router,
    "/pulses/{pulse}/after/meaning",
    method="PUT",
    takes=shapes.PulseMeaningIn,
    answers=shapes.PulseAfter,
    status=200,
    found=_theirs,
)
def say_pulse_meaning(request: HttpRequest, *, pulse: UUID, body: dict[str, Any]) -> Answer:
    """What you think it means, under your name, in place of what you said before. An empty text takes it away."""
    viewer = viewer_of(request)
    say_meaning(viewer=viewer, pulse=pulse, text=_only(body, "meaning")["meaning"], at=now())
    return Answer(_out(viewer, pulse))


@writes(
    router,
    "/pulses/{pulse}/after/themes",
    takes=shapes.PulseThemeIn,
    answers=shapes.PulseAfter,
    found=_theirs,
)
def name_pulse_theme(request: HttpRequest, *, pulse: UUID, body: dict[str, Any]) -> Answer:
    """Something that was said, in one sentence, so that those who lead the team answer it."""
    viewer = viewer_of(request)
    name_theme(viewer=viewer, pulse=pulse, text=_only(body, "said")["said"], at=now())
    return Answer(_out(viewer, pulse), 201)


@writes(
    router,
    "/pulses/{pulse}/after/themes/{theme}/answer",
    method="PUT",
    takes=shapes.PulseAnswerIn,
    answers=shapes.PulseAfter,
    status=200,
    found=_theirs,
)
def answer_pulse_theme(request: HttpRequest, *, pulse: UUID, theme: UUID, body: dict[str, Any]) -> Answer:
    """We did, we will by a day, or not now, why, and when it is looked at again. By those who lead the team."""
    viewer, given = viewer_of(request), _only(body, "decision", "answer", "on")
    answer_theme(
        viewer=viewer,
        pulse=pulse,
        theme=theme,
        decision=given["decision"],
        text=given["answer"],
        on=given["on"],
        at=now(),
    )
    return Answer(_out(viewer, pulse))


@writes(
    router,
    "/pulses/{pulse}/after/agreements",
    takes=shapes.PulseAgreementIn,
    answers=shapes.PulseAfter,
    found=_theirs,
)
def suggest_pulse_agreement(request: HttpRequest, *, pulse: UUID, body: dict[str, Any]) -> Answer:
    """One thing the team does from here: an agreement suggested to all of it, which the next wave asks about."""
    viewer, given = viewer_of(request), _only(body, "actions", "look_again_on")
    suggest(viewer=viewer, pulse=pulse, text=given["actions"], look_again_on=given["look_again_on"], at=now())
    return Answer(_out(viewer, pulse), 201)
