"""The objects of the agreements room as they are published: for the description, and for tests that hold bytes to it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from fairlead.core.conversation.agreement import ACTS
from fairlead.core.conversation.facts import ACTIONS_MAX, POINT_MAX
from fairlead.doors.api.shapes import Given, MomentIn, MomentOut, Person, Words

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Act = Annotated[str, Field(json_schema_extra={"enum": list(ACTS)})]
Verdict = Literal["keep", "change", "drop"]
Place = Literal["all", "in_force", "to_look_at"]
Line = Annotated[str, Field(max_length=POINT_MAX)]


class AgreedAction(Schema):
    """What one of them does. What was erased is null."""

    by: UUID | None = Field(description="null: all of the team")
    text: str | None
    due: str | None = Field(description="null: from the first day on")


class SeenProblem(Schema):
    by: UUID
    text: str | None


class AgreementLook(Schema):
    by: UUID
    at: MomentOut
    verdict: Verdict
    text: str | None


class AgreementChange(Schema):
    """A later version that waits for consent; until then what stands holds."""

    version: int
    by: UUID
    actions: list[AgreedAction]
    look_again_on: Day
    agreed: list[UUID]
    problems: list[SeenProblem]


class CameOfIt(Schema):
    """A promise of yours that came out of it, in its own words: open, kept ..."""

    promise: UUID
    stage: str
    version: int | None = Field(
        description="The version whose action it is; null: it only cites the agreement"
    )
    action: int | None = Field(description="Which action of that version, from 1")


class OwnAgreement(Schema):
    """An agreement of two people, or of a team. What it says is the version in force, else the one proposed last."""

    id: UUID
    version: int
    team: UUID | None
    parties: list[Person]
    by: UUID = Field(description="Who proposed this version")
    in_force: bool
    agreed: list[UUID] = Field(description="Whom it binds once it is in force")
    unanswered: list[UUID]
    problems: list[SeenProblem]
    actions: list[AgreedAction]
    look_again_on: Day
    fading: bool = Field(description="In force, its day has passed, and it was not looked at since")
    since: Day | None = Field(description="Adopted, or last looked at")
    binds_until: Day | None
    change: AgreementChange | None
    looks: list[AgreementLook]
    ended: Literal["withdrawn", "ended"] | None
    promises: list[CameOfIt]
    __annotations__["from"] = "UUID | None"  # a word of the language, so it cannot be written as the others
    created_at: MomentOut
    updated_at: MomentOut


class OpenMove(Schema):
    act: Act
    label: str = Field(description="What the button says, in your language")
    needs: list[str] = Field(description="The facts without which it is not made")


class Agreement(OwnAgreement):
    """An agreement as you see it."""

    open_acts: list[OpenMove] = Field(description="Exactly what a move of yours will be taken for now")


class Agreements(Schema):
    items: list[Agreement]
    next: str | None


class AgreedActionIn(Given):
    by: UUID | None = Field(default=None, description="In a team null: all of us")
    text: Line
    due: MomentIn | None = None


Actions = Annotated[list[AgreedActionIn], Field(max_length=ACTIONS_MAX)]


class AgreementIn(Given):
    """To a colleague, with an action of each of you; or to a team you are in."""

    parties: list[UUID] | None = Field(default=None, description="The two of you, or the other alone")
    team: UUID | None = None
    actions: Actions
    look_again_on: str = Field(description="A day, 2026-12-01, or a moment of it")


class PromiseOutOfIn(Given):
    """A promise out of an agreement: of a dated action with one press, or one of yours that is there already."""

    version: int | None = Field(default=None, description="The version you see")
    action: int | None = Field(default=None, description="Which of its actions, from 1")
    promise: UUID | None = Field(default=None, description="Instead: a promise of yours that cites it")


class CitedSource(Schema):
    """What a promise came out of. came_of: the promise that conversation was about."""

    agreement: UUID | None
    conversation: UUID | None
    came_of: UUID | None
    in_force: bool | None = Field(description="Of an agreement")


class Trace(Schema):
    """Both ways: what this promise came out of, and what came of the conversations about it. Only what you may read."""

    promise: UUID
    cites: list[CitedSource]
    conversations: list[UUID]
    agreements: list[UUID]
    promises: list[CameOfIt]


class SharedOutline(Schema):
    """What two let others read of their agreement."""

    parties: list[Person]
    actions: list[AgreedAction]
    look_again_on: Day
    fading: bool


class SharedOutlines(Schema):
    items: list[SharedOutline]
    next: str | None


class AgreementSharingIn(Given):
    """What you say may be read of this version. It takes both of you."""

    audience: Literal["team", "above"] = Field(description="The team, or whoever leads the team above it")
    shared: bool
    team: UUID | None = Field(default=None, description="Where you are both in several")


class SaidOfSharing(Schema):
    by: UUID
    audience: Literal["team", "above"]
    team: UUID


class ExportedAgreement(OwnAgreement):
    """As OwnAgreement; with what the two said others may read of it."""

    sharing: list[SaidOfSharing]


class AgreementSharing(Schema):
    items: list[SaidOfSharing]
    next: str | None


class AgreementMoveIn(Given):
    """A move. Each act takes only its own facts; `open_acts` says which it needs."""

    act: Act
    version: int | None = Field(
        default=None, description="Of the change, if there is one, else of what stands"
    )
    text: Words | None = None
    actions: Actions | None = None
    look_again_on: str | None = Field(default=None, description="A day")
    verdict: Verdict | None = None
