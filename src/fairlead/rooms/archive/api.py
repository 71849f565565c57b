"""Taking one's own things away, as programs see it; and the published shape of what is taken.

What may not live here: what belongs into it (queries, paper)."""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from fairlead.doors.api.kit import reads
from fairlead.doors.api.shapes import Person
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.agreements.api.shapes import ExportedAgreement
from fairlead.rooms.archive.paper import own_files
from fairlead.rooms.conversations.api.shapes import OwnConversation
from fairlead.rooms.feedback.api.shapes import OwnFeedback

router: Final = Router(tags=["people"])


class OwnPerson(Schema):
    """You, as you have set yourself up."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    name: str
    email: str | None
    organisation: str
    language: str
    zone: str
    teams: list[str]


class OwnLine(Schema):
    """One move. `hash` is over everything but words, salt and itself, and over the hash before."""

    model_config = ConfigDict(extra="forbid")
    number: int
    act: str
    by: UUID
    at: str = Field(description="UTC, six decimals, Z: as it is hashed")
    version: int
    data: dict[str, Any] = Field(description="Dates, numbers and ids")
    erased: bool
    words: dict[str, Any] | None = Field(description="Null when nothing was written, or when it was erased")
    salt: str | None = Field(description="32 bytes in hex; goes with the words")
    text: str | None = Field(
        description="SHA-256 of the salt, then the canonical JSON (RFC 8785) of the words"
    )
    hash: str


class OwnPromise(Schema):
    """A promise you are one of the two of, with its whole journal."""

    model_config = ConfigDict(extra="forbid")
    id: UUID
    kind: Literal["request", "offer"]
    stage: str
    asker: Person
    doer: Person
    head: str = Field(description="The hash of the last line")
    journal: list[OwnLine]


class OwnLeave(Schema):
    """Whom you let read along with something of yours, or who was suggested for it."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["promise", "conversation", "reflection"]
    thing: UUID
    coach: Person
    ends_at: str | None = Field(description="null while it waits for the second yes")


class OwnAsked(Schema):
    """What a coach asked beside something of yours, or gave to think about."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["promise", "conversation", "reflection"]
    thing: UUID
    by: Person
    sort: Literal["question", "prompt"]
    at: str
    text: str


class OwnWeek(Schema):
    """What you wrote for yourself about a week."""

    model_config = ConfigDict(extra="forbid")
    week: str = Field(description="As in 2026-W48")
    answers: dict[str, str] = Field(description="By the number of the question, 1 to 9")


class OwnListened(Schema):
    """Your own figures of one talk, as you kept them."""

    model_config = ConfigDict(extra="forbid")
    on: str
    figures: dict[str, dict[str, Any]] = Field(description="By their id: value, unit, n, status")


class OwnPulse(Schema):
    """What you wrote about a pulse under your name. Of a ballot nobody knows whose it is."""

    model_config = ConfigDict(extra="forbid")
    pulse: UUID
    sort: Literal["meaning", "theme", "answer"]
    on: str
    text: str


def _named(schema: dict[str, Any]) -> None:
    """Pydantic keeps the name `schema` for itself; the file does not know that."""
    parts, needed = schema["properties"], schema["required"]
    schema["properties"] = {"schema" if name == "schema_" else name: part for name, part in parts.items()}
    schema["required"] = ["schema" if name == "schema_" else name for name in needed]


class OwnMirror(Schema):
    """The point of each question, by its code."""

    pulse: UUID
    answers: dict[str, int]


class OwnThings(Schema):
    """Everything of yours: the file fairlead.json of an export."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_named)
    schema_: Literal["fairlead.own/1"] = Field(alias="schema")
    made_at: str
    person: OwnPerson
    promises: list[OwnPromise]
    drafts: list[dict[str, Any]]
    conversations: list[OwnConversation]
    agreements: list[ExportedAgreement]
    feedback: list[OwnFeedback] = Field(
        description="Signed ones. Of what was said without a name nobody knows whose it is"
    )
    pulses: list[OwnPulse]
    reflections: list[OwnWeek] = Field(
        description="Empty for a token without the scope `reflect`: take them with one, or on the page You"
    )
    mirrors: list[OwnMirror] = Field(
        description="What you, leading a team, answered beside its pulse; empty for a token without the scope `reflect`"
    )
    listening: list[OwnListened] = Field(description="Empty for a token without the scope `listen`")
    leaves: list[OwnLeave]
    asked: list[OwnAsked]


class Export(Schema):
    """Three files."""

    own: OwnThings
    page: str = Field(description="The same as a page to read, HTML")
    dates: str = Field(description="The agreed dates of what runs, as a calendar (RFC 5545)")


@reads(router, "/me/export", answers=Export)
def export_my_things(request: HttpRequest, *, titles: bool = False) -> Any:
    """Everything of your own, to take away.

    `titles`: the calendar also says what each promise is about."""
    files = own_files(request, viewer=viewer_of(request), titles=titles, at=now())
    return {"own": files.content, "page": files.page, "dates": files.dates}
