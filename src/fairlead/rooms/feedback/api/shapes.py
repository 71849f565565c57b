"""The objects of the feedback room as they are published: for the description, and for tests that hold bytes to it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from fairlead.core.feedback.rules import ABOUT, ACTS, DECISIONS, END, STAGES
from fairlead.doors.api.shapes import Given, Person, Words

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Act = Annotated[str, Field(json_schema_extra={"enum": list(ACTS)})]
Stage = Annotated[str, Field(json_schema_extra={"enum": [*STAGES, END]})]
About = Annotated[str, Field(json_schema_extra={"enum": list(ABOUT)})]
Decision = Annotated[str, Field(json_schema_extra={"enum": list(DECISIONS)})]
Part = Literal["author", "recipient"]
Place = Literal["all", "waiting", "to_me", "by_me"]


class FeedbackTo(Schema):
    id: UUID
    name: str
    kind: Literal["person", "team"]


class FeedbackLine(Schema):
    """One thing that was said. Who and when is known of the author only where it is signed."""

    number: int
    act: str
    role: Part
    by: UUID | None
    on: Day | None
    answer: str | None
    decision: Decision | None
    date: Day | None
    text: str | None = Field(description="Null when nothing was written, or when it was erased")
    erased: bool


class OwnFeedback(Schema):
    """Feedback as one of the two sees it."""

    id: UUID
    version: int = Field(description="The number of its last line")
    signed: bool
    me: Part
    author: Person | None = Field(description="Null: said without a name, and nobody knows")
    to: FeedbackTo
    about: About
    thing: UUID | None = Field(description="The promise or agreement, of a signed one that names it")
    stage: Stage
    waiting_for: Part | None
    given_on: Day | None = Field(description="Of an unsigned one the Monday of its week")
    shown_to_team: bool = Field(
        description="Whether the team reads what was decided, once it is; never who said what"
    )
    decision: Decision | None
    date: Day | None = Field(description="Promised for, or looked at again on")
    lines: list[FeedbackLine]
    ended: bool


class OpenFeedbackAct(Schema):
    act: Act
    label: str = Field(description="What the button says, in your language")
    needs: list[str] = Field(description="The facts without which it is not made")


class Feedback(OwnFeedback):
    """Feedback as you see it."""

    open_acts: list[OpenFeedbackAct] = Field(description="Exactly what a move of yours will be taken for now")


class FeedbackPage(Schema):
    items: list[Feedback]
    next: str | None


class AnsweredFeedback(Schema):
    """What was decided, for the whole team: not what was said, by whom or to whom."""

    about: About
    stage: Stage
    decision: Decision
    decided_on: Day
    date: Day | None
    text: str | None
    changed: str | None = Field(description="What its author said about whether it changed anything")


class AnsweredFeedbackList(Schema):
    items: list[AnsweredFeedback]


class FeedbackIn(Given):
    """To a colleague, or to a team you are in. What about how we work?"""

    to: UUID = Field(description="A colleague, or one of your teams")
    about: About
    text: Words
    thing: UUID | None = Field(
        default=None, description="The promise (request) or agreement it is about, if you can read it"
    )
    leave: Literal["yes", "no"] | None = Field(
        default=None, description="yes: the team may read what was decided, without your name"
    )


class FeedbackMoveIn(Given):
    """A move. Each act takes only its own facts; `open_acts` says which it needs."""

    act: Act
    version: int | None = Field(default=None, description="The number of the last line you saw")
    text: Words | None = None
    answer: Literal["yes", "partly", "no"] | None = None
    decision: Decision | None = None
    date: str | None = Field(default=None, description="A day, 2026-12-01")
