"""Coaching, as programs see it: what is shared with you, whom you let read along, and what is asked beside a thing.

A conversation has these acts among its own steps. What may not live here: rules, queries, sentences."""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from fairlead.doors.api.kit import MAY_REFLECT, reads, writes
from fairlead.doors.api.problems import ROOT
from fairlead.doors.api.said import only
from fairlead.doors.api.shapes import MomentOut, Person
from fairlead.doors.api.writing import Answer, at_out, person_out
from fairlead.doors.clock import now
from fairlead.doors.who import asking_of, viewer_of
from fairlead.rooms.coaching.actions.sharing import ask_along, open_leave
from fairlead.rooms.coaching.actions.sharing import move_leave as move
from fairlead.rooms.coaching.queries.given import Given, given, given_one
from fairlead.rooms.coaching.queries.home import Shared, homes_of, may_ask, seen
from fairlead.rooms.leaves.queries import Added, added_to
from fairlead.rooms.reflections import words
from fairlead.rooms.reflections.api import Asked, asked_out
from fairlead.rooms.reflections.queries.shared import shared_week

router: Final = Router(tags=["coaching"])
Kind = Literal["promise", "conversation", "reflection"]


class SharedThing(Schema):
    """One thing you may read along with. Once its leave has ended it is nowhere any more."""

    kind: Kind
    id: UUID = Field(description="Of the promise, the conversation, or the shared week")
    subject: str = Field(description="What a promise is about, which week it is; empty for a conversation")
    whose: list[str]
    ends_at: MomentOut


class CoachHome(Schema):
    organisation: str
    here: bool = Field(description="Whether it is the organisation this session or token is in")
    shared: list[SharedThing]


class CoachHomes(Schema):
    items: list[CoachHome]
    next: str | None


class Leave(Schema):
    """Somebody you let read along with something of yours, or who was suggested for it."""

    id: UUID | None = Field(
        description="null where it is a conversation's own: that ends by its step `end_facilitator`"
    )
    kind: Kind
    thing: UUID
    coach: Person
    ends_at: MomentOut | None = Field(description="null while it waits for the second yes")


class Leaves(Schema):
    items: list[Leave]
    next: str | None


class LeaveIn(Schema):
    model_config = ConfigDict(extra="forbid")
    promise: UUID | None = Field(default=None, description="A promise of yours; or")
    week: str | None = Field(default=None, description="a week you wrote about, as in 2026-W48")
    coach: str = Field(max_length=254, description="The id or e-mail address of somebody here")


class LeaveMoveIn(Schema):
    model_config = ConfigDict(extra="forbid")
    act: Literal["agree", "end"]


class AdditionIn(Schema):
    model_config = ConfigDict(extra="forbid")
    sort: Literal["question", "prompt"]
    text: str = Field(max_length=2000)


class Addition(Schema):
    """What a coach asked, or gave to think about."""

    id: UUID
    sort: Literal["question", "prompt"]
    by: Person
    at: MomentOut
    text: str


class AdditionMade(Schema):
    id: UUID


class Additions(Schema):
    items: list[Addition]
    next: str | None


class SharedAnswer(Schema):
    number: int
    question: str = Field(description="In your language")
    text: str


class SharedWeek(Schema):
    """A week that its author lets you read along with."""

    id: UUID
    week: str
    answers: list[SharedAnswer]
    asked: list[Asked]
    ends_at: MomentOut | None


# --- a coach's own ---


@reads(router, "/coaching", answers=CoachHomes)
def list_shared(request: HttpRequest) -> Any:
    """What is shared with you, by organisation.

    A session is told of all organisations of its account, a token of its own. Weeks are told only to a session, or to
    a token with the scope `reflect`."""
    homes = homes_of(viewer=viewer_of(request), account=asking_of(request).account, at=now())
    items = [
        {"organisation": home.name, "here": home.is_here, "shared": [_shared(one) for one in home.shared]}
        for home in homes
    ]
    return {"items": items, "next": None}


def _shared(one: Shared) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "id": str(one.thing),
        "subject": one.subject,
        "whose": list(one.whose),
        "ends_at": at_out(one.until),
    }


@reads(router, "/coaching/weeks/{reflection}", answers=SharedWeek, entry=MAY_REFLECT)
def show_shared_week(request: HttpRequest, *, reflection: UUID) -> Any:
    """A week somebody looked back on and shares with you.

    Needs a session, or a token with the scope `reflect`."""
    viewer = viewer_of(request)
    found = shared_week(viewer=viewer, reflection=reflection, at=now())
    answers = found.written.answers
    return {
        "id": str(found.id),
        "week": found.written.week.name,
        "answers": [
            {"number": number, "question": words.question(number), "text": answers[number]}
            for number in sorted(answers)
        ],
        "asked": asked_out(viewer, found.id),
        "ends_at": at_out(found.leave.ends_at) if found.leave.ends_at else None,
    }


# --- beside a thing ---


def _may_ask(request: HttpRequest, *, kind: str, thing: UUID) -> None:
    may_ask(kind, thing, viewer=viewer_of(request), at=now())


@reads(router, "/coaching/{kind}/{thing}/additions", answers=Additions)
def list_additions(request: HttpRequest, *, kind: str, thing: UUID) -> Any:
    """What was asked beside a promise, a conversation or a week, for whoever may read it.

    `kind` is promise, conversation or reflection. Of a week it needs a session, or the scope `reflect` as well."""
    viewer = viewer_of(request)
    seen(kind, thing, viewer=viewer, at=now())
    items = [_added(one) for one in added_to(kind, thing, organisation=viewer.organisation)]
    return {"items": items, "next": None}


def _added(one: Added) -> dict[str, Any]:
    by = person_out(one.by, one.by_name)
    return {"id": str(one.id), "sort": one.sort, "by": by, "at": at_out(one.at), "text": one.text}


@writes(
    router,
    "/coaching/{kind}/{thing}/additions",
    takes=AdditionIn,
    answers=AdditionMade,
    found=_may_ask,
)
def ask_beside(request: HttpRequest, *, kind: str, thing: UUID, body: dict[str, Any]) -> Answer:
    """Ask a question, or give something to think about, as whoever reads along.

    It moves nothing. The answer says no word of the thing."""
    only(body, AdditionIn.model_fields)
    said = {"sort": body.get("sort"), "text": body.get("text")}
    made = ask_along(viewer=viewer_of(request), kind=kind, thing=thing, at=now(), **said)
    return Answer({"id": str(made)}, 201, f"{ROOT}/coaching/{kind}/{thing}/additions")


# --- whom one lets read along ---


@reads(router, "/leaves", answers=Leaves)
def list_leaves(request: HttpRequest) -> Any:
    """Whom you let read along with what, and who was suggested and waits for a yes."""
    return {"items": [_leave(one) for one in given(viewer=viewer_of(request), at=now())], "next": None}


def _leave(one: Given) -> dict[str, Any]:
    return {
        "id": str(one.leave) if one.leave else None,
        "kind": one.kind,
        "thing": str(one.thing),
        "coach": person_out(one.coach, one.coach_name),
        "ends_at": at_out(one.until) if one.until else None,
    }


@writes(router, "/leaves", takes=LeaveIn, answers=Leave)
def invite_coach(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Invite a coach to a promise of yours, or to one week you wrote about.

    A promise needs the other's yes, too; until then nothing is shown. To a conversation somebody is invited by its step
    `invite_facilitator`. A week needs a session, or the scope `reflect` as well."""
    only(body, LeaveIn.model_fields)
    made = open_leave(viewer=viewer_of(request), at=now(), **{"coach": None, **body})
    return Answer(_leave(made), 201, f"{ROOT}/leaves")


def _mine(request: HttpRequest, *, leave: UUID) -> None:
    given_one(leave, viewer=viewer_of(request), at=now())


@writes(router, "/leaves/{leave}/moves", takes=LeaveMoveIn, answers=None, status=204, found=_mine)
def move_leave(request: HttpRequest, *, leave: UUID, body: dict[str, Any]) -> Answer:
    """Say yes to somebody the other suggested (`agree`), or end it at once (`end`), whoever began it."""
    only(body, LeaveMoveIn.model_fields)
    move(viewer=viewer_of(request), leave=leave, act=body.get("act"), at=now())
    return Answer(None, 204)
