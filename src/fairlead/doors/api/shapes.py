"""Schemas that more than one room's operations share, as they are published. Nothing is validated with them.

What may not live here: what only one room says."""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from fairlead.doors.api.bodies import BYTES_MAX

MomentIn = Annotated[
    str,
    Field(
        description="RFC 3339 with its offset; may end in the zone that is meant: 2026-12-09T17:00:00+01:00[Europe/Berlin]",
        examples=["2026-12-09T17:00:00+01:00"],
        max_length=128,
    ),
]
MomentOut = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Words = Annotated[str, Field(max_length=10_000)]


class Given(Schema):
    """What is sent: no other field is taken."""

    model_config = ConfigDict(extra="forbid")


class Passing(Given):
    """What is sent to be looked at and let go: nothing changes by it, and for no Idempotency-Key is the answer kept."""

    MOST: ClassVar[int] = BYTES_MAX
    """Bytes that are read of it."""


class Person(Schema):
    id: UUID
    name: str


class NeedOut(Schema):
    text: str
    due: MomentOut


class Terms(Schema):
    """One version of the terms. A text that was erased is an empty one."""

    outcome: str
    due: MomentOut | None
    standard: list[str]
    purpose: str | None
    background: str | None
    needs: list[NeedOut]
    check_ins: list[MomentOut]
    assess_by: MomentOut | None


class NeedIn(Given):
    text: Words
    due: MomentIn


class TermsIn(Given):
    """What is not given carries over from the version on the table; null empties it."""

    outcome: Annotated[str, Field(max_length=300)] | None = None
    due: MomentIn | None = None
    standard: Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=12)] | None = None
    purpose: Words | None = None
    background: Words | None = None
    needs: Annotated[list[NeedIn], Field(max_length=50)] | None = None
    check_ins: Annotated[list[MomentIn], Field(max_length=50)] | None = None
    assess_by: MomentIn | None = None


class Problem(Schema):
    """RFC 9457. `code` is for programs, `detail` for people, in their language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = Field(default=None, description="What it concerns, where that is one field")
    version: int | None = Field(
        default=None, description="stale_terms: of the terms on the table, or of the last step"
    )
    terms: Terms | None = Field(default=None, description="stale_terms: the terms on the table")
    seen: Terms | None = Field(
        default=None, description="stale_terms: the version that was named, where there is one"
    )
    at: str | None = Field(default=None, description="too_early: when it opens")
    on: str | None = Field(default=None, description="too_early: the day it opens on, where that is a day")
