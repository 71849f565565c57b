"""Operations on conversations. Each does one action or one query."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router

from fairlead.doors.api.kit import reads, writes
from fairlead.doors.api.problems import ROOT
from fairlead.doors.api.said import move_said, only
from fairlead.doors.api.writing import Answer, at_out
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.conversations.actions.begin import Wanted, begin
from fairlead.rooms.conversations.actions.take_step import take_step as step
from fairlead.rooms.conversations.api import shapes
from fairlead.rooms.conversations.queries.lists import ConversationRow, conversations_page
from fairlead.rooms.conversations.queries.plain import conversation_out, day_out
from fairlead.rooms.conversations.queries.show import ConversationShown, seen_or_none, show, tag_of
from fairlead.rooms.conversations.words import AGAIN, act_words

router: Final = Router(tags=["conversations"])
NAMES: Final = {"promise": "promise", "with": "to", "expectation": "expectation", "me": "me"}
Limit = Annotated[int, Query(ge=1, le=200)]


def _mine(request: HttpRequest, *, conversation: UUID) -> None:
    seen_or_none(conversation, viewer_of(request), act="step", at=now())


def _tag(request: HttpRequest, *, conversation: UUID) -> str:
    return tag_of(viewer=viewer_of(request), conversation=conversation, at=now())


@lru_cache(maxsize=256)
def _label(act: str, _language: str | None, *, is_there: bool) -> str:
    return str(act_words(act, is_there=is_there))


def _out(shown: ConversationShown) -> dict[str, Any]:
    language = get_language()
    acts = [
        {
            "act": act.act,
            "label": _label(act.act, language, is_there=act.act in AGAIN and shown.has_made(act.act)),
            "needs": act.needs,
        }
        for act in shown.open_acts
    ]
    return {**conversation_out(shown), "open_acts": acts}


def _row(row: ConversationRow) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "promise": str(row.promise) if row.promise else None,
        "step": row.step,
        "version": row.version,
        "me": row.me,
        "other": {"id": str(row.other), "name": row.other_name},
        "waiting_for": [str(person) for person in row.waiting_for],
        "paused_until": day_out(row.paused_until),
        "ended": row.ended,
        "updated_at": at_out(row.updated_at),
    }


@writes(router, "/conversations", takes=shapes.ConversationIn, answers=shapes.Conversation)
def begin_conversation(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Begin a conversation.

    About a promise of yours, from `PROMISED` on; or with a colleague about something that was expected and never
    asked. It is in `prepare` then: yours alone, and unknown to the other until you `invite`."""
    only(body, NAMES)
    wanted = Wanted(**{NAMES[name]: value for name, value in body.items()})
    shown = begin(viewer=viewer_of(request), wanted=wanted, at=now())
    return Answer(_out(shown), 201, f"{ROOT}/conversations/{shown.id}")


@reads(router, "/conversations", answers=shapes.Conversations)
def list_conversations(
    request: HttpRequest, *, promise: UUID | None = None, limit: Limit = 50, after: str | None = None
) -> Any:
    """Your conversations, what moved last first; with `promise` those about it."""
    page = conversations_page(viewer=viewer_of(request), at=now(), promise=promise, limit=limit, after=after)
    return {"items": [_row(row) for row in page.rows], "next": page.next}


@reads(router, "/conversations/{conversation}", answers=shapes.Conversation, tag=_tag)
def show_conversation(request: HttpRequest, *, conversation: UUID) -> Any:
    """One conversation, as you see it.

    Its ETag is cheap to ask for: whoever talks live asks every few seconds with `If-None-Match`."""
    return _out(show(viewer=viewer_of(request), conversation=conversation, at=now()))


@writes(
    router,
    "/conversations/{conversation}/steps",
    takes=shapes.StepIn,
    answers=shapes.Conversation,
    found=_mine,
)
def take_step(request: HttpRequest, *, conversation: UUID, body: dict[str, Any]) -> Answer:
    """Take a step.

    Answers with the conversation after it. `version` is that of the last step you saw: when there is a later one by
    then, the answer is `stale_terms`, and nothing has changed. Where both write at the same time, leave it out."""
    shown = step(viewer=viewer_of(request), conversation=conversation, at=now(), **move_said(body))
    return Answer(_out(shown), 201, f"{ROOT}/conversations/{conversation}")
