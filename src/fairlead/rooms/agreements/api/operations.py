"""Operations on agreements. Each does one action or one query."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from fairlead.core.conversation.agreement import NEEDS
from fairlead.doors.api.kit import reads, writes
from fairlead.doors.api.problems import ROOT
from fairlead.doors.api.said import move_said, only
from fairlead.doors.api.writing import Answer
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.agreements.actions.citing import Origin, cite, promise_action
from fairlead.rooms.agreements.actions.move_agreement import move_agreement as move
from fairlead.rooms.agreements.actions.open_agreement import Wanted
from fairlead.rooms.agreements.actions.open_agreement import open_agreement as propose
from fairlead.rooms.agreements.actions.sharing import share_agreement
from fairlead.rooms.agreements.api import shapes
from fairlead.rooms.agreements.queries.lists import Only, agreements_page
from fairlead.rooms.agreements.queries.plain import agreement_out, outline_out, said_out, trace_out
from fairlead.rooms.agreements.queries.shared import shared_outlines
from fairlead.rooms.agreements.queries.show import AgreementShown, seen_or_none, show
from fairlead.rooms.agreements.queries.trace import trace
from fairlead.rooms.agreements.words import label_of
from fairlead.rooms.people.queries import team as team_of

router: Final = Router(tags=["agreements"])
TAKEN: Final = ("parties", "team", "actions", "look_again_on")
Limit = Annotated[int, Query(ge=1, le=200)]
Place = Literal["all", "in_force", "to_look_at"]


def _mine(request: HttpRequest, *, agreement: UUID) -> None:
    seen_or_none(agreement, viewer_of(request), act="move", at=now())


def _out(shown: AgreementShown) -> dict[str, Any]:
    is_team = shown.team is not None
    acts = [
        {"act": act, "label": label_of(act, is_team=is_team), "needs": list(NEEDS[act])}
        for act in shown.open_acts
    ]
    return {**agreement_out(shown), "open_acts": acts}


@writes(router, "/agreements", takes=shapes.AgreementIn, answers=shapes.Agreement)
def open_agreement(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Propose an agreement.

    To a colleague, with an action of each of you; or to a team you are in, where an action may be of all. Proposing
    is your own yes; it is in force once the other has agreed, or of a team after a week without a problem."""
    only(body, TAKEN)
    wanted = Wanted(parties=body.get("parties"), team=body.get("team"))
    facts: dict[str, Any] = {name: body[name] for name in ("actions", "look_again_on") if name in body}
    shown = propose(viewer=viewer_of(request), wanted=wanted, facts=facts, at=now())
    return Answer(_out(shown), 201, f"{ROOT}/agreements/{shown.id}")


@reads(router, "/agreements", answers=shapes.Agreements)
def list_agreements(
    request: HttpRequest,
    *,
    place: Place = "all",
    person: UUID | None = None,
    team: UUID | None = None,
    limit: Limit = 50,
    after: str | None = None,
) -> Any:
    """Your agreements and those of your teams, what moved last first.

    `person`: those of you and this colleague; `team`: those of this team; `place`: those in force, or to be looked
    at again by now."""
    only = Only(place=place, other=person, team=team)
    page = agreements_page(viewer=viewer_of(request), at=now(), only=only, limit=limit, after=after)
    return {"items": [_out(shown) for shown in page.rows], "next": page.next}


@reads(router, "/agreements/{agreement}", answers=shapes.Agreement)
def show_agreement(request: HttpRequest, *, agreement: UUID) -> Any:
    """One agreement: what it says, who has agreed, and what is open to you."""
    return _out(show(viewer=viewer_of(request), agreement=agreement, at=now()))


@writes(
    router,
    "/agreements/{agreement}/promises",
    takes=shapes.PromiseOutOfIn,
    answers=shapes.Agreement,
    found=_mine,
)
def promise_out_of(request: HttpRequest, *, agreement: UUID, body: dict[str, Any]) -> Answer:
    """Make a promise of a dated action, or say that one of yours cites this agreement.

    Of an action of yours it is an offer, of the other's an ask; it is promised once both have said so."""
    viewer, given = viewer_of(request), body.get("promise")
    if given is not None:
        origin = Origin("agreement", agreement)
        cite(viewer=viewer, promise=given, origin=origin, at=now())
    else:
        place = {"version": body.get("version"), "place": body.get("action")}
        promise_action(viewer=viewer, agreement=agreement, at=now(), **place)
    return Answer(_out(show(viewer=viewer, agreement=agreement, at=now())), 201)


@reads(router, "/teams/{team}/agreements", answers=shapes.SharedOutlines)
def list_shared_agreements(request: HttpRequest, *, team: UUID) -> Any:
    """What two people of this team let you read of their agreement: what each does, and when they look again."""
    viewer = viewer_of(request)
    team_of(viewer, team)
    found = shared_outlines(viewer=viewer, at=now(), team=team)
    return {"items": [outline_out(one) for one in found], "next": None}


@writes(
    router,
    "/agreements/{agreement}/sharing",
    method="PUT",
    takes=shapes.AgreementSharingIn,
    answers=shapes.AgreementSharing,
    status=200,
    found=_mine,
)
def share_with_others(request: HttpRequest, *, agreement: UUID, body: dict[str, Any]) -> Answer:
    """Let your team read what you both do, or who leads the team above; or no longer. Answers who has said it."""
    said = share_agreement(
        viewer=viewer_of(request),
        agreement=agreement,
        audience=body.get("audience", ""),
        is_wanted=body.get("shared"),
        team=body.get("team"),
        at=now(),
    )
    return Answer({"items": [said_out(one) for one in said], "next": None})


@reads(router, "/promises/{promise}/trace", answers=shapes.Trace)
def trace_promise(request: HttpRequest, *, promise: UUID) -> Any:
    """From a promise to what it came out of, and to what came of it where it slipped: did it hold?"""
    return trace_out(trace(viewer=viewer_of(request), promise=promise, at=now()))


@writes(
    router,
    "/agreements/{agreement}/moves",
    takes=shapes.AgreementMoveIn,
    answers=shapes.Agreement,
    found=_mine,
)
def move_agreement(request: HttpRequest, *, agreement: UUID, body: dict[str, Any]) -> Answer:
    """Say something to an agreement, or change it.

    Answers with the agreement after it. `version` is of the change you saw, if there was one, else of what stands:
    when there is a later one by then, the answer is `stale_terms`, and nothing has changed."""
    shown = move(viewer=viewer_of(request), agreement=agreement, at=now(), **move_said(body))
    return Answer(_out(shown), 201, f"{ROOT}/agreements/{agreement}")
