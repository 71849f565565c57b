"""The leave of a coach: who reads along with one thing, until when, and who may say what about it. Pure.

A conversation keeps its own leave in its journal (core/conversation) and has the same 30 days. What may
not live here: who reads what (core/policy), queries, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from fairlead.core.refusals import Refusal

LEAVE_DAYS: Final = 30
"""So long somebody who was invited can read along; then it ends by itself."""
TEXT_MAX: Final = 2000
Sort = Literal["question", "prompt"]
SORTS: Final[tuple[Sort, ...]] = ("question", "prompt")
"""What a coach can write beside a thing: something to answer, something to think about."""
ACTS: Final = ("invite", "agree", "end")


@dataclass(frozen=True, slots=True)
class Leave:
    """by: who invited. other: whose yes it needs, too; None where the thing is one person's alone.

    since: from when both have said so; None until then."""

    coach: UUID
    by: UUID
    other: UUID | None
    since: datetime | None

    @property
    def ends_at(self) -> datetime | None:
        return self.since + timedelta(days=LEAVE_DAYS) if self.since else None

    def reader(self, at: datetime) -> UUID | None:
        """Who reads along at this moment."""
        return self.coach if self.ends_at is not None and at < self.ends_at else None

    def is_over(self, at: datetime) -> bool:
        return self.ends_at is not None and at >= self.ends_at


def invited(coach: UUID, *, by: UUID, other: UUID | None, at: datetime) -> Leave:
    """A new one: it holds at once where nobody else has to say yes. Refuses bad_field `coach` for one of the two."""
    if coach in (by, other):
        raise Refusal("bad_field", field="coach", why="party")
    return Leave(coach, by, other, since=at if other is None else None)


def open_acts(leave: Leave | None, *, by: UUID, at: datetime) -> tuple[str, ...]:
    """What one of those whose thing it is can say now. Nobody agrees to an own suggestion."""
    if leave is None or leave.is_over(at):
        return ("invite",)
    is_asked = leave.since is None and by == leave.other
    return ("agree", "end") if is_asked else ("end",)


def check(leave: Leave | None, act: str, *, by: UUID, at: datetime) -> None:
    """Refuses unknown_act, not_your_move."""
    if act not in ACTS:
        raise Refusal("unknown_act", of="leave")
    if act not in open_acts(leave, by=by, at=at):
        raise Refusal("not_your_move", of="leave")


def addition(sort: object, text: object) -> tuple[Sort, str]:
    """What a coach writes, checked. Refuses missing_field, bad_field."""
    if not isinstance(text, str) or not text.strip():
        raise Refusal(
            "missing_field" if text in (None, "") or isinstance(text, str) else "bad_field", field="text"
        )
    if len(text) > TEXT_MAX or "\0" in text:
        raise Refusal("bad_field", field="text", longest=TEXT_MAX)
    for known in SORTS:
        if sort == known:
            return known, text.strip()
    raise Refusal("bad_field", field="sort")
