"""The mirror for programs: a transcript in, what it shows out, and nothing of it kept; and one's own kept figures.

What may not live here: looking (core/listening), pages."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from fairlead.core.listening.look import as_data
from fairlead.core.listening.transcript import BYTES_MAX
from fairlead.core.refusals import Refusal
from fairlead.doors.api.kit import MAY_LISTEN, reads, writes
from fairlead.doors.api.shapes import Passing
from fairlead.doors.api.writing import Answer
from fairlead.doors.who import viewer_of
from fairlead.rooms.listening.actions.keep import forget, forget_all
from fairlead.rooms.listening.queries.kept import KeptTalk, all_kept, own
from fairlead.rooms.listening.queries.look import day_given, looked, open_here, read_file, unpacked

router: Final = Router(tags=["listening"])
FIELDS: Final = ("transcript", "file", "me", "date")


class ListeningIn(Passing):
    MOST: ClassVar[int] = 8_000_000
    """Bytes: a file of five million, written as JSON writes it."""
    transcript: str | None = Field(None, description="The text of a transcript; or `file`, one of the two")
    file: str | None = Field(None, description="Any transcript, a Word document too, in base64")
    me: str = Field(description="Which of the speakers you are")
    date: str | None = Field(
        None, description="The day of the talk, for dates in words", examples=["2026-11-24"]
    )


class OwnFigure(Schema):
    id: str
    value: float | None = Field(description="Of places to look at none is made")
    unit: str
    n: int = Field(description="Out of how many")
    status: str = Field(description="counted, guess, list or not_shown")


class Listened(Schema):
    """`fairlead.listen/1`, as `fairlead listen --format json` prints it: about you alone."""

    me: str
    source: dict[str, Any]
    marks: list[dict[str, Any]]
    pickups: list[dict[str, Any]]
    figures: list[dict[str, Any]]


class KeptOut(Schema):
    id: UUID
    on: str
    figures: list[OwnFigure]


class KeptList(Schema):
    """Your own figures that you chose to keep. Nobody else can read them."""

    items: list[KeptOut]
    next: str | None


@writes(
    router,
    "/listening",
    takes=ListeningIn,
    answers=Listened,
    status=200,
    entry=MAY_LISTEN,
)
def listen(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Look at how you listened in a talk.

    Nothing of it is kept, and so no answer is kept for an Idempotency-Key: sent again, it is looked at again.
    Needs a session, or a token with the scope `listen`."""
    viewer = viewer_of(request)
    open_here(viewer)
    if unknown := sorted(set(body) - set(FIELDS)):
        raise Refusal("bad_field", field=unknown[0])
    data = _bytes(body)
    me = _text(body, "me")
    if not me.strip():
        raise Refusal("missing_field", field="me")
    return Answer(as_data(looked(viewer, read_file(data), me=me, on=day_given(_text(body, "date")))))


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise Refusal("bad_field", field=name)
    return value or ""


def _bytes(body: dict[str, Any]) -> bytes:
    text, packed = _text(body, "transcript"), _text(body, "file")
    if bool(text) == bool(packed):
        raise Refusal("bad_field" if text else "missing_field", field="transcript")
    return text.encode("utf-8", "replace")[: BYTES_MAX + 1] if text else unpacked(packed)


def _kept(one: KeptTalk) -> dict[str, Any]:
    figures = [{"id": id_, **figure} for id_, figure in one.figures.items()]
    return {"id": str(one.id), "on": one.on.isoformat(), "figures": figures}


@reads(router, "/listening", answers=KeptList, entry=MAY_LISTEN)
def list_kept_figures(request: HttpRequest) -> Any:
    """The figures of your own that you kept, by day.

    Needs a session, or a token with the scope `listen`."""
    return {"items": [_kept(one) for one in all_kept(viewer_of(request))], "next": None}


def _there(request: HttpRequest, *, kept: UUID) -> None:
    if not own(viewer_of(request)).filter(id=kept).exists():
        raise Refusal("not_found")


@writes(
    router, "/listening/{kept}", method="DELETE", answers=None, status=204, found=_there, entry=MAY_LISTEN
)
def delete_kept_figures(request: HttpRequest, *, kept: UUID) -> Answer:
    """Delete the figures of one talk."""
    forget(viewer=viewer_of(request), kept=kept)
    return Answer(None, 204)


@writes(router, "/listening", method="DELETE", answers=None, status=204, entry=MAY_LISTEN)
def delete_all_kept_figures(request: HttpRequest) -> Answer:
    """Delete all the figures you kept."""
    forget_all(viewer=viewer_of(request))
    return Answer(None, 204)
