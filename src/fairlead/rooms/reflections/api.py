"""One's own reflections, as programs see them: with a session, or a token that was made for them.

What may not live here: rules, queries, sentences."""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from fairlead.core.policy import Viewer
from fairlead.core.reflection import NUMBERS, short_week, theme_of
from fairlead.core.refusals import Refusal
from fairlead.doors.api.kit import MAY_REFLECT, reads, writes
from fairlead.doors.api.writing import Answer
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.leaves.queries import added_to
from fairlead.rooms.reflections import words
from fairlead.rooms.reflections.actions.write import write_week
from fairlead.rooms.reflections.queries.read import Written, begun_week, facts_of, of_week
from fairlead.rooms.reflections.queries.shared import KIND, leave_of_week

router: Final = Router(tags=["reflections"])
Answers = dict[str, str]


class Question(Schema):
    number: int
    theme: str = Field(description="clear, listen or forward")
    text: str = Field(description="In your language")


class Asked(Schema):
    """What a coach asked, or gave to think about."""

    sort: Literal["question", "prompt"]
    text: str


class OwnFacts(Schema):
    """What you did yourself in this week. Told to you alone."""

    asks: int
    with_points: int = Field(description="How many of these asks say what done means")
    with_date: int = Field(description="How many of these asks say by when")
    questions: int
    answers: int
    read_backs: int
    changes: int = Field(description="How many changes you suggested")
    risks: int = Field(description="How many risks you spoke up about")
    thanks: int


class Reflection(Schema):
    """Your week. Only you can read it, and whom you invited as a coach."""

    week: str = Field(description="As in 2026-W48", examples=["2026-W48"])
    answers: Answers = Field(description="By the number of the question; only those that say something")
    questions: list[Question]
    short: list[int] = Field(description="The three questions of a short week")
    facts: OwnFacts
    readers: list[str] = Field(description="author, and coach while somebody reads along by your leave")
    asked: list[Asked] = Field(description="By who reads along, or did")


class ReflectionIn(Schema):
    model_config = ConfigDict(extra="forbid")
    answers: Answers = Field(
        description="By the number of the question, 1 to 9, at most 10,000 characters each; all of the week",
        examples=[{"8": "Ask for the date first"}],
    )


def _week(request: HttpRequest, *, week: str) -> None:
    begun_week(viewer_of(request), week, at=now())


@reads(router, "/reflections/{week}", answers=Reflection, entry=MAY_REFLECT)
def show_reflection(request: HttpRequest, *, week: str) -> Any:
    """What you wrote for yourself about a week.

    Needs a session, or a token with the scope `reflect`."""
    viewer = viewer_of(request)
    return _out(viewer, of_week(viewer, begun_week(viewer, week, at=now())))


@writes(
    router,
    "/reflections/{week}",
    method="PUT",
    takes=ReflectionIn,
    answers=Reflection,
    status=200,
    found=_week,
    entry=MAY_REFLECT,
)
def write_reflection(request: HttpRequest, *, week: str, body: dict[str, Any]) -> Answer:
    """Write down your week, in place of what was there.

    An answer that is left out or empty is taken away."""
    unknown = sorted(set(body) - {"answers"})
    if "answers" not in body:
        raise Refusal("missing_field", field="answers")
    if unknown:
        raise Refusal("bad_field", field=unknown[0])
    viewer = viewer_of(request)
    return Answer(_out(viewer, write_week(viewer=viewer, week=week, answers=body["answers"], at=now())))


def asked_out(viewer: Viewer, reflection: UUID | None) -> list[dict[str, str]]:
    """Beside a week that the viewer may read."""
    found = added_to(KIND, reflection, organisation=viewer.organisation) if reflection else ()
    return [{"sort": one.sort, "text": one.text} for one in found]


def _out(viewer: Viewer, written: Written) -> dict[str, Any]:
    facts, leave = facts_of(viewer, written.week), leave_of_week(viewer, written, at=now())
    return {
        "week": written.week.name,
        "answers": {str(number): text for number, text in sorted(written.answers.items())},
        "questions": [
            {"number": number, "theme": theme_of(number), "text": words.question(number)}
            for number in NUMBERS
        ],
        "short": short_week(written.week, viewer.person),
        "readers": ["author", *(["coach"] if leave and leave.law.reader(now()) else [])],
        "asked": asked_out(viewer, written.id),
        "facts": {name: getattr(facts, name) for name in OwnFacts.model_fields},
    }
