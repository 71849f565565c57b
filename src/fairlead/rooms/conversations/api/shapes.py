"""The objects of the conversations room as they are published: for the description, and for tests that hold bytes to it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from fairlead.core.conversation import agenda
from fairlead.core.conversation.facts import ACTIONS_MAX, CODES_MAX, POINT_MAX, POINTS_MAX
from fairlead.doors.api.shapes import Given, MomentIn, MomentOut, Person, Words

Role = Literal["asker", "doer"]
Me = Literal["asker", "doer", "facilitator", "coach"]
Mode = Literal["live", "days", "room"]
End = Literal["closed", "not_this_one", "stopped"]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Step = Annotated[str, Field(json_schema_extra={"enum": list(agenda.STEPS)})]
Act = Annotated[str, Field(json_schema_extra={"enum": list(agenda.ACTS)})]
Line = Annotated[str, Field(max_length=POINT_MAX)]


class OpenStep(Schema):
    act: Act
    label: str = Field(description="What the button says, in your language")
    needs: list[str] = Field(description="The facts without which it is not taken")


class Said(Schema):
    """One thing that was said. What was erased is null."""

    version: int = Field(description="Of the step; 0 before the invitation")
    step: Step
    act: Act
    role: Role
    at: MomentOut
    text: str | None
    facts: dict[str, Any] = Field(description="What else was given with it, by the names of the acts")
    shared: bool = Field(description="The other can read it, too")


class Question(Schema):
    number: int
    text: str | None
    answers: list[str | None]


class ReadBack(Schema):
    text: str | None
    answer: Literal["yes", "partly", "no"] | None
    lacking: str | None


class Point(Schema):
    number: int
    text: str
    answers: list[str]


class NamedCause(Schema):
    code: str
    label: str
    place: str | None


class TeamCause(Schema):
    """One code as a team has it. label: its own word; the built-in one where it has none."""

    code: str
    label: str
    place: str | None
    is_own: bool
    is_retired: bool


class TeamCauses(Schema):
    items: list[TeamCause]
    next: str | None


class CauseIn(Given):
    label: str = Field(max_length=60)
    place: str | None = Field(default=None, description="On the line, from ask to check; null beside it")


class CauseChange(Given):
    label: str | None = Field(default=None, max_length=60)
    place: str | None = None
    is_retired: bool | None = None


class Causes(Schema):
    role: Role
    codes: list[str]
    own_words: str | None
    named: list[NamedCause] = Field(
        description="Of the codes, those the team called by words of its own, as it did then"
    )


class Action(Schema):
    by: UUID
    text: str
    due: str | None


class Offer(Schema):
    version: int = Field(description="Of the step that put it on the table: `agree_to_it` names the last one")
    role: Role
    actions: list[Action]
    look_again_on: Day


class Quote(Schema):
    role: Role
    text: str | None


class OpenPoints(Schema):
    conditions: list[int] = Field(description="Numbers of the agreed standard, from 1")
    text: str | None
    answer: Literal["confirmed", "own_version"] | None
    own: str | None = Field(description="The doer's own version")


class Mark(Schema):
    code: str
    roles: list[Role] = Field(description="Who chose it: both, or one")
    named: NamedCause | None = Field(description="As the team called it then, by words of its own")


class Repair(Schema):
    side: Literal["asker", "doer", "both"]
    text: str | None


class Summary(Schema):
    """What both accept at the close: drafted from what both can read, word for word, and the same for each reader."""

    picture: Literal["same", "two"] | None
    pictures: list[Quote]
    gap: OpenPoints | None
    heard: str | None = Field(description="The read-back the doer said yes to")
    in_person: bool
    own_part: str | None
    marks: list[Mark]
    own_words: list[Quote]
    sentence: str | None = Field(description="Only where it is in both names")
    repairs: list[Repair]
    agreement: Offer | None
    nothing_to_change: list[Quote]


class OwnNote(Schema):
    prompt: int
    text: str


class Shown(Schema):
    """What you may read by now, and nothing else."""

    purpose: str | None
    expectation: str | None
    lines: list[Said]
    pictures: list[Said]
    picture: Literal["same", "two"] | None
    gap: list[Said]
    accounts: list[Said]
    points: list[Point]
    questions: list[Question]
    read_backs: list[ReadBack]
    in_person: list[Said]
    own_part: list[Said]
    causes: list[Causes]
    sentence: str | None
    sentence_in_both_names: bool
    repairs: list[Said]
    proposal: Offer | None
    agreement: Offer | None
    nothing_to_change: list[Said]
    statements: list[Said]
    looks: list[Said]
    summary: Summary | None = Field(
        description="From the close on; how the promise stands is asked of the promise"
    )
    notes: list[OwnNote] = Field(description="What you wrote for yourself; nobody else is ever shown it")


class OwnConversation(Schema):
    """One conversation as you can read it."""

    id: UUID
    promise: UUID | None = Field(
        description="null: about something that was never asked, or you only read along"
    )
    step: Step
    version: int = Field(
        description="Of the last step; nothing in `prepare` and no private note counts towards it"
    )
    me: Me
    asker: Person
    doer: Person
    facilitator: Person | None = Field(description="Who reads along, with the leave of both")
    suggested: Person | None = Field(description="Whom one of you would like to read along")
    mode: Mode | None
    heard: bool = Field(description="The doer was heard")
    waiting_for: list[UUID]
    paused_until: Day | None
    answer_on: Day | None = Field(description="Another time, as the invited one said")
    look_again_on: Day | None
    ended: End | None
    readers: list[str]
    shown: Shown
    created_at: MomentOut
    updated_at: MomentOut


class Conversation(OwnConversation):
    """One conversation as you see it."""

    open_acts: list[OpenStep] = Field(description="Exactly what a step of yours will be taken for now")


class ConversationRow(Schema):
    """One conversation in a list, without anybody's words."""

    id: UUID
    promise: UUID | None
    step: Step
    version: int
    me: Role
    other: Person
    waiting_for: list[UUID]
    paused_until: Day | None
    ended: End | None
    updated_at: MomentOut


class Conversations(Schema):
    items: list[ConversationRow]
    next: str | None


class ConversationIn(Given):
    """About a promise of yours; or `with` a colleague about what was expected and never asked."""

    promise: UUID | None = None
    with_: str | None = Field(default=None, alias="with", max_length=254, description="A colleague's id")
    expectation: Words | None = None
    me: Role | None = Field(default=None, description="Which of the two you are; of a promise, that is known")


class ActionIn(Given):
    by: UUID
    text: Line
    due: MomentIn | None = None


class AnswerIn(Given):
    point: int
    text: Line


class StepIn(Given):
    """A step. Each act takes only its own facts; `open_acts` says which it needs."""

    act: Act
    version: int | None = Field(default=None, description="Of the last step you saw")
    prompt: int | str | None = None
    purpose: Words | None = None
    text: Words | None = None
    mode: Mode | None = None
    date: str | None = Field(default=None, description="A day, 2026-12-01, or a moment of it")
    was_a_yes: bool | None = None
    conditions: list[int] | None = Field(default=None, description="Numbers of the agreed standard, from 1")
    points: Annotated[list[Line], Field(max_length=POINTS_MAX)] | None = None
    question: int | None = None
    answer: Literal["yes", "partly", "no"] | None = None
    codes: Annotated[list[str], Field(max_length=CODES_MAX)] | None = None
    own_words: Line | None = None
    side: Literal["asker", "doer", "both"] | None = None
    actions: Annotated[list[ActionIn], Field(max_length=ACTIONS_MAX)] | None = None
    answers: list[AnswerIn] | None = None
    look_again_on: str | None = Field(default=None, description="A day")
    verdict: Literal["keep", "change", "drop"] | None = None
    person: UUID | None = None
