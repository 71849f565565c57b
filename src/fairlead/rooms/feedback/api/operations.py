"""Operations on feedback. Each does one action or one query."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from fairlead.core.conversation.facts import day_of
from fairlead.doors.api.kit import reads, writes
from fairlead.doors.api.problems import ROOT
from fairlead.doors.api.said import move_said, only
from fairlead.doors.api.writing import Answer
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.feedback.actions.give import give_feedback as give
from fairlead.rooms.feedback.actions.move import move_feedback as move
from fairlead.rooms.feedback.api import shapes
from fairlead.rooms.feedback.queries.lists import decided_since, feedback_page, recent
from fairlead.rooms.feedback.queries.plain import feedback_out
from fairlead.rooms.feedback.queries.show import FeedbackShown, seen_or_none, show
from fairlead.rooms.feedback.words import ACTS

router: Final = Router(tags=["feedback"])
TAKEN: Final = ("to", "about", "text", "thing", "leave")
Limit = Annotated[int, Query(ge=1, le=200)]


def _mine(request: HttpRequest, *, feedback: UUID) -> None:
    seen_or_none(feedback, viewer_of(request))


def _out(shown: FeedbackShown) -> dict[str, Any]:
    acts = [
        {"act": rule.act, "label": str(ACTS[rule.act]), "needs": list(rule.needs)} for rule in shown.open_acts
    ]
    return {**feedback_out(shown), "open_acts": acts}


@writes(router, "/feedback", takes=shapes.FeedbackIn, answers=shapes.Feedback)
def give_feedback(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Say something about how we work, under your name.

    To a colleague or to a team you are in. Whoever it is given to says it back, and answers: *we will*, with a date, or
    *not now, because*, with the day it is looked at again."""
    only(body, TAKEN)
    facts = {name: value for name, value in body.items() if name != "to"}
    shown = give(viewer=viewer_of(request), to=body.get("to"), facts=facts, at=now())
    return Answer(_out(shown), 201, f"{ROOT}/feedback/{shown.id}")


@reads(router, "/feedback", answers=shapes.FeedbackPage)
def list_feedback(
    request: HttpRequest, *, place: shapes.Place = "all", limit: Limit = 50, after: str | None = None
) -> Any:
    """What was given to you or to your teams, and what you gave under your name; newest first.

    `place`: what waits for your word, what was given to you, or by you."""
    page = feedback_page(viewer=viewer_of(request), at=now(), place=place, limit=limit, after=after)
    return {"items": [_out(shown) for shown in page.rows], "next": page.next}


@reads(router, "/teams/{team}/answered", answers=shapes.AnsweredFeedbackList)
def list_answered(request: HttpRequest, *, team: UUID) -> Any:
    """You said, we did: what a team of yours was answered in the last three months."""
    viewer, at = viewer_of(request), now()
    since = recent(day_of(at, viewer.zone))
    found = decided_since(viewer=viewer, team=team, since=since)
    return {
        "items": [
            {
                "about": one.about,
                "stage": one.stage,
                "decision": one.decision,
                "decided_on": str(one.decided_on),
                "date": str(one.date) if one.date else None,
                "text": one.text,
                "changed": one.changed,
            }
            for one in found
        ]
    }


@reads(router, "/feedback/{feedback}", answers=shapes.Feedback)
def show_feedback(request: HttpRequest, *, feedback: UUID) -> Any:
    """One piece of feedback: what was said, how far it is, and what is open to you."""
    return _out(show(viewer=viewer_of(request), feedback=feedback, at=now()))


@writes(
    router,
    "/feedback/{feedback}/moves",
    takes=shapes.FeedbackMoveIn,
    answers=shapes.Feedback,
    found=_mine,
)
def move_feedback(request: HttpRequest, *, feedback: UUID, body: dict[str, Any]) -> Answer:
    """Say it back, answer, decide, or say what changed.

    Answers with the feedback after it. With a `version` that is not the last, the answer is `stale_terms`, and nothing
    has changed."""
    shown = move(viewer=viewer_of(request), feedback=feedback, at=now(), **move_said(body))
    return Answer(_out(shown), 201, f"{ROOT}/feedback/{feedback}")
