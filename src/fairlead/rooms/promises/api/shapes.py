"""The objects of the promises room as they are published: for the description, and for tests that hold bytes to it."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from fairlead.core.promise import rules
from fairlead.doors.api.shapes import Given, MomentIn, MomentOut, Person, Terms, TermsIn, Words

Role = Literal["asker", "doer", "coach"]
Kind = Literal["request", "offer"]
Place = Literal["waiting", "mine", "asked", "looking_back", "ended", "all"]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Act = Annotated[str, Field(json_schema_extra={"enum": list(rules.ACTS)})]
ActHere = Annotated[
    str, Field(json_schema_extra={"enum": [act for act in rules.ACTS if act not in ("request", "offer")]})
]
Stage = Annotated[
    str,
    Field(
        json_schema_extra={
            "enum": list(dict.fromkeys(stage.partition("/")[0] for stage in (*rules.OPEN, *rules.ENDS)))
        }
    ),
]
CameFrom = Literal["PROMISED", "REPORTED", "GAP"]


class OpenAct(Schema):
    act: ActHere
    label: str = Field(description="What the button says, in your language")
    needs: list[str] = Field(description="The facts without which it is not taken")


class Invited(Schema):
    url: str = Field(description="For the person who was asked: opens the ask itself. Shown this once")


class Promise(Schema):
    """One promise as one of its two people sees it."""

    id: UUID
    number: int = Field(description="Of the last move; with `head` a receipt")
    kind: Kind
    stage: Stage
    came_from: CameFrom | None = Field(description="In CHANGE and RELEASE: where it goes back to")
    ended: bool
    ball: UUID | None = Field(description="Whose act is awaited")
    me: Role
    asker: Person
    doer: Person
    version: int = Field(description="Of the terms on the table")
    terms: Terms
    zone: str
    team: UUID | None
    readers: list[str]
    linked_to: UUID | None
    date_passed: bool
    risk: bool
    open_acts: list[OpenAct] = Field(description="Exactly what a move of yours will be taken for now")
    created_at: MomentOut
    updated_at: MomentOut
    head: Hash


class PromiseMade(Promise):
    """As Promise; with the invitation when somebody new was asked."""

    invitation: Invited | None = None


class Promises(Schema):
    items: list[Promise]
    next: str | None


class AlsoWaiting(Schema):
    """A conversation, an agreement or feedback that waits for a word of yours; GET it by its kind and id."""

    kind: Literal["conversation", "agreement", "feedback"]
    id: UUID
    person: Person | None = Field(description="Who it is with; null: a team, or nobody knows")
    team: Person | None = Field(description="Which team it is of")
    title: str = Field(description="What it is about; empty when it was erased")
    state: str = Field(
        description="Of a conversation its step, of feedback its stage, of an agreement what waits"
    )
    on: Day | None = Field(description="The day it waits for")


class Today(Schema):
    waiting: list[Promise]
    also_waiting: list[AlsoWaiting]
    i_promised: list[Promise]
    promised_to_me: list[Promise]
    kept_this_week: list[Promise]


class Wanted(Given):
    """An ask or an offer."""

    kind: Kind | None = None
    to: str | None = Field(default=None, max_length=254, description="A colleague's id, or an e-mail address")
    terms: TermsIn | None = None
    team: UUID | None = Field(default=None, description="A team both are in")
    linked_to: UUID | None = Field(
        default=None,
        description="An earlier promise of the same two that this one follows; to somebody else it follows nothing",
    )
    made_at: MomentIn | None = Field(default=None, description="In the past: made in talk, written down now")
    text: Words | None = None
    cites: str | None = Field(
        default=None,
        max_length=100,
        description="What it comes out of: `agreement:ID`, in force and binding both, or `conversation:ID` of the two",
    )


class PromiseIn(Wanted):
    """An ask or an offer, or a draft of one with what differs from it."""

    draft: UUID | None = Field(default=None, description="Sends this draft, which is gone then")


class DraftIn(Given):
    """An ask or an offer in the making, named as in PromiseIn. Nothing in it is looked at before it is sent."""

    kind: Any = None
    to: Any = None
    terms: Any = None
    team: Any = None
    linked_to: Any = None
    made_at: Any = None
    text: Any = None
    cites: Any = None


class MoveIn(Given):
    """A move. Each act takes only its own facts; `open_acts` says which it needs."""

    act: ActHere
    version: int | None = Field(default=None, description="Of the terms you saw")
    terms: TermsIn | None = None
    date: MomentIn | None = None
    fix_by: MomentIn | None = None
    conditions: list[int] | None = Field(default=None, description="Numbers of the agreed standard, from 1")
    answer: Literal["yes", "partly", "no"] | None = None
    read_back: Words | None = None
    text: Words | None = None


class SharingIn(Given):
    team: bool


class Draft(Schema):
    """Only you see it. What you did not give is not there."""

    model_config = ConfigDict(extra="allow")
    id: UUID
    updated_at: MomentOut
    kind: Any = None
    to: Any = None
    terms: Any = None
    team: Any = None
    linked_to: Any = None
    made_at: Any = None
    text: Any = None
    cites: Any = None


class Drafts(Schema):
    items: list[Draft]
    next: str | None


class Line(Schema):
    """One move of the journal. With `data` and `text_hash` the chain of hashes can be followed."""

    number: int
    act: Act
    by: UUID
    at: MomentOut
    version: int
    text: str | None = Field(description="null when nothing was written, or it was erased")
    read_back: str | None
    terms: Terms | None = Field(description="The version this move wrote")
    data: dict[str, Any] = Field(description="Dates and numbers, as they are hashed")
    erased: bool
    text_hash: Hash | None
    hash: Hash


class Lines(Schema):
    items: list[Line]
    next: str | None


class Outline(Schema):
    """What both let the team see."""

    id: UUID
    outcome: str
    due: MomentOut | None
    state: Literal["open", "kept", "closed"]


class Outlines(Schema):
    items: list[Outline]
    next: str | None


class Member(Schema):
    id: UUID
    name: str
    is_lead: bool
    away_until: str | None


class TeamWithPromises(Schema):
    id: UUID
    name: str
    parent: UUID | None
    members: list[Member]
    promises: Outlines
