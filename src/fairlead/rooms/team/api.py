"""How a team works, as programs see it: its rhythm, and the counts of the week. Nothing by person."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from fairlead.core.process import EVERY, Count
from fairlead.core.refusals import Refusal
from fairlead.doors.api.kit import reads, writes
from fairlead.doors.api.shapes import Given, MomentOut
from fairlead.doors.api.writing import Answer, at_out
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.team.actions.rhythm import set_rhythm
from fairlead.rooms.team.queries.rhythm import SIGNS, RhythmShown, counts_of, rhythm_of

router: Final = Router(tags=["teams"])
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Every = Annotated[str, Field(json_schema_extra={"enum": list(EVERY)})]


class Rhythm(Schema):
    every: Every
    next_on: Day | None = Field(description="Null when the team does not look for now")


class RhythmIn(Given):
    every: Every
    first_on: Day = Field(description="A day of looking; the others follow from it")


class CountOut(Schema):
    """`part` of `whole`."""

    part: int
    whole: int


class CauseCount(Schema):
    code: str
    number: int


class Process(Schema):
    """Whole numbers of the last 90 days, frozen for a week. Null: too little, or too much of one person."""

    rhythm: Rhythm
    taken_at: MomentOut | None
    causes: list[CauseCount] | None
    asks: CountOut | None = Field(description="Asks with a date and what done means, of all asks")
    risks: CountOut | None = Field(description="Early words before the date")
    changes: CountOut | None = Field(description="Renegotiations before the date")
    clear: CountOut | None = Field(description="Asks with a date, what done means, and a yes, of all asks")
    noes: CountOut | None = Field(description="Asks somebody said no to, or suggested to change, of all asks")
    moved: CountOut | None = Field(
        description="Renegotiations before the date, of those and the dates that slipped"
    )
    warned: CountOut | None = Field(description="Early words two days or more before the date, of all")
    kept: CountOut | None = Field(description="Kept as agreed, of what ended after a yes")
    answered: CountOut | None = Field(
        description="Signed feedback to the team that was decided within 30 days"
    )
    talked: CountOut | None = Field(
        description="Dates that slipped and were talked about, of all that slipped"
    )


def _there(request: HttpRequest, *, team: UUID) -> None:
    rhythm_of(viewer=viewer_of(request), team=team, at=now())


def _rhythm(shown: RhythmShown) -> dict[str, Any]:
    return {"every": shown.every, "next_on": shown.next_on.isoformat() if shown.next_on else None}


def _count(count: Count | None) -> dict[str, int] | None:
    return None if count is None else {"part": count.part, "whole": count.whole}


@reads(router, "/teams/{team}/process", answers=Process)
def show_process(request: HttpRequest, *, team: UUID) -> Any:
    """How your team works: when it looks at it, where agreements part, early words and asks. Never by person."""
    viewer = viewer_of(request)
    shown, counts = rhythm_of(viewer=viewer, team=team, at=now()), counts_of(viewer=viewer, team=team)
    causes = counts.causes if counts else None
    return {
        "rhythm": _rhythm(shown),
        "taken_at": at_out(counts.taken_at) if counts else None,
        "causes": None if causes is None else [{"code": code, "number": number} for code, number in causes],
        "asks": _count(counts.asks if counts else None),
        "risks": _count(counts.risks if counts else None),
        "changes": _count(counts.changes if counts else None),
        **{name: _count(counts.signs[name] if counts else None) for name in SIGNS},
    }


@writes(
    router, "/teams/{team}/rhythm", method="PUT", takes=RhythmIn, answers=Rhythm, status=200, found=_there
)
def choose_rhythm(request: HttpRequest, *, team: UUID, body: dict[str, Any]) -> Answer:
    """When your team looks at how it works. For those who lead it."""
    if unknown := sorted(set(body) - {"every", "first_on"}):
        raise Refusal("bad_field", field=unknown[0])
    viewer = viewer_of(request)
    given = {"every": body.get("every"), "first_on": body.get("first_on")}
    set_rhythm(viewer=viewer, team=team, at=now(), **given)
    return Answer(_rhythm(rhythm_of(viewer=viewer, team=team, at=now())), 200)
