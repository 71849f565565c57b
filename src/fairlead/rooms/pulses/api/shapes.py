"""The objects of the pulses room as they are published: for the description, and for tests that hold bytes to it."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from fairlead.core.pulse.schedule import WEEKS
from fairlead.doors.api.shapes import Given

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Zone = Literal["learning", "comfort", "strain", "drift"]
State = Literal["open", "closed", "too_few"]


class PulseRhythm(Schema):
    weeks: int
    next_on: Day
    links: bool = Field(
        description="Whoever has no JavaScript may answer by a mailed link, which is confidential and not more"
    )


class PulseRhythmIn(Given):
    weeks: int | None = Field(
        description="Null: no further wave opens", json_schema_extra={"enum": [*WEEKS, None]}
    )
    first_on: Day | None = None
    links: bool | None = None


class PulseItem(Schema):
    code: str
    text: str


class PulseValue(Schema):
    """A multiple of 5. `low` is "or less", `high` is "or more"."""

    value: int
    coded: Literal["low", "high"] | None


class PulseZone(Schema):
    """Named only when that is likely enough; else between which it lies."""

    name: Zone | None
    between: list[Zone]
    probability: float


class PulseRelease(Schema):
    """All that is ever shown of a wave: computed once, after its close, and never again."""

    respondents: str
    participation: str
    safe: PulseValue
    matter: PulseValue
    zone: PulseZone
    items: dict[str, PulseValue]
    comments: list[str]
    withheld: list[Literal["items", "comments", "arrow"]]
    spent_sha256: list[str] = Field(
        description="SHA-256 of the ids of the ballots that counted, among random ones up to the number of those asked"
    )
    alike: dict[Literal["safe", "matter"], Literal["alike", "apart"]] | None = Field(
        None,
        description="By axis, whether the team answered alike; only where enough people answered each of its questions, and"
        " nobody or more than two came or went",
    )


class PulseHead(Schema):
    id: UUID
    team: UUID
    opens_on: Day
    closes_on: Day
    state: State
    asked: bool = Field(description="You are one of those who are asked in it")


class Pulse(PulseHead):
    points: int
    items: list[PulseItem]
    token_key: dict[str, str]
    seal_key: dict[str, str]
    release: PulseRelease | None


class TeamPulses(Schema):
    rhythm: PulseRhythm | None
    items: list[PulseHead]


class PulseTogether(Schema):
    """What was published of so many teams, added up before anything of them was. Items and comments are empty."""

    id: UUID
    opens_on: Day
    closes_on: Day
    teams: int
    release: PulseRelease


class PulsesTogether(Schema):
    team: UUID
    items: list[PulseTogether]


Points = Annotated[
    dict[str, int | None],
    Field(description="By the code of the question: a point, 1 to 7; null, or not there: skipped"),
]


class PulseMirror(Schema):
    """What you answered about the team you lead. It is yours alone."""

    pulse: UUID
    state: State
    points: int
    items: list[PulseItem]
    answers: Points


class PulseMirrorIn(Given):
    answers: Points


class PulseTokenIn(Given):
    blinded: str = Field(description="base64url without padding: 256 bytes, blinded as RFC 9474 has it")


class PulseToken(Schema):
    signature: str


class PulseThought(Schema):
    """What somebody of the team thinks it means."""

    by: str
    text: str
    on: Day
    mine: bool


class PulseTheme(Schema):
    """Something the team said. Null: it was erased, or there is no answer yet."""

    id: UUID
    text: str | None
    waits_days: int | None = Field(description="For how long it has waited; null once it is answered")
    decision: Literal["did", "will", "not_now"] | None
    answer: str | None
    on: Day | None = Field(description="By when, or when it is looked at again")
    decided_on: Day | None
    by: str | None = Field(description="Who answered")


class PulseAfter(Schema):
    """What a team makes of a wave that is shown."""

    pulse: UUID
    thoughts: list[PulseThought]
    themes: list[PulseTheme]
    agreements: list[UUID]
    may_answer: bool


class PulseMeaningIn(Given):
    meaning: str


class PulseThemeIn(Given):
    said: str


class PulseAnswerIn(Given):
    decision: Literal["did", "will", "not_now"]
    answer: str
    on: Day | None = None


class PulseAgreementIn(Given):
    actions: str = Field(description="What all of you do, in a sentence")
    look_again_on: Day
