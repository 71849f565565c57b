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


class PulseTokenIn(Given):
    blinded: str = Field(description="base64url without padding: 256 bytes, blinded as RFC 9474 has it")


class PulseToken(Schema):
    signature: str
