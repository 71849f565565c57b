"""A team's own words for where the process broke, as programs see them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from fairlead.core.refusals import Refusal
from fairlead.doors.api.kit import reads, writes
from fairlead.doors.api.problems import ROOT
from fairlead.doors.api.said import only
from fairlead.doors.api.writing import Answer
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.conversations.actions.team_codes import add_cause, change_cause
from fairlead.rooms.conversations.api import shapes
from fairlead.rooms.conversations.api.operations import router
from fairlead.rooms.conversations.queries.team_codes import TeamCause, causes_of
from fairlead.rooms.conversations.words import CODES


def _out(cause: TeamCause) -> dict[str, Any]:
    return {
        "code": cause.code,
        "label": cause.label or str(CODES[cause.code]),
        "place": cause.place,
        "is_own": cause.is_own,
        "is_retired": cause.is_retired,
    }


def _team(request: HttpRequest, *, team: UUID) -> None:
    causes_of(viewer=viewer_of(request), team=team)


def _cause(request: HttpRequest, *, team: UUID, cause: str) -> None:
    if cause not in {one.code for one in causes_of(viewer=viewer_of(request), team=team)}:
        raise Refusal("not_found")


@reads(router, "/teams/{team}/causes", answers=shapes.TeamCauses)
def list_causes(request: HttpRequest, *, team: UUID) -> Any:
    """What your team may choose from when a conversation looks for where the process broke, retired words too."""
    return {"items": [_out(one) for one in causes_of(viewer=viewer_of(request), team=team)], "next": None}


@writes(router, "/teams/{team}/causes", takes=shapes.CauseIn, answers=shapes.TeamCause, found=_team)
def add_team_cause(request: HttpRequest, *, team: UUID, body: dict[str, Any]) -> Answer:
    """Add a word of your team's own. For those who lead it. It is of the process: no person's name is taken."""
    only(body, ("label", "place"))
    given = {"label": body.get("label"), "place": body.get("place")}
    made = add_cause(viewer=viewer_of(request), team=team, at=now(), **given)
    return Answer(_out(made), 201, f"{ROOT}/teams/{team}/causes/{made.code}")


@writes(
    router,
    "/teams/{team}/causes/{cause}",
    method="PATCH",
    takes=shapes.CauseChange,
    answers=shapes.TeamCause,
    status=200,
    found=_cause,
)
def change_team_cause(request: HttpRequest, *, team: UUID, cause: str, body: dict[str, Any]) -> Answer:
    """Rename, move or retire it, or bring it back. For those who lead the team.

    A word of Fairlead's own keeps its place, and has its own label again when yours is empty. What was chosen in a
    conversation keeps the words it was chosen by."""
    found = change_cause(viewer=viewer_of(request), team=team, cause=cause, changes=dict(body), at=now())
    return Answer(_out(found), 200)
