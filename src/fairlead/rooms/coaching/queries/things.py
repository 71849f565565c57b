"""One thing somebody can be invited to read along with, for those whose it is: a promise, a conversation, a week.

What may not live here: deciding (core/leave, core/conversation), and what a coach sees (home.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.core.leave import open_acts
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.rooms.conversations.queries.show import ConversationShown
from fairlead.rooms.conversations.queries.show import show as show_talk
from fairlead.rooms.leaves.actions import About
from fairlead.rooms.leaves.queries import LeaveShown, leave_of
from fairlead.rooms.people.shapes import PersonCard
from fairlead.rooms.promises.queries.show import show as show_promise
from fairlead.rooms.reflections.queries.read import begun_week
from fairlead.rooms.reflections.queries.shared import leave_of_week, own_written

IN_A_TALK: Final = {"invite_facilitator": "invite", "agree_facilitator": "agree", "end_facilitator": "end"}
"""A conversation has this law among its own acts."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the viewer's, alone or of two. subject: what it is about, "" where that cannot be said in its words.

    other: the other of the two. coach_name, is_mine, until: who reads along or is suggested, whether by the viewer,
    and until when; None: they do not yet. acts: of core/leave, those open to the viewer."""

    about: About
    subject: str
    address: str
    other: PersonCard | None
    acts: tuple[str, ...]
    coach_name: str = ""
    is_mine: bool = False
    until: datetime | None = None


def promise_thing(*, viewer: Viewer, promise: UUID, at: datetime) -> Thing:
    """Refusal not_found for who is not one of the two."""
    shown = show_promise(viewer=viewer, promise=promise, at=at)
    leave = leave_of("promise", promise, organisation=viewer.organisation, at=at)
    about = About("promise", promise, shown.other.id)
    return _with_leave(about, shown.terms.outcome, f"/promises/{promise}", shown.other, leave, viewer, at)


def week_thing(*, viewer: Viewer, week: str, at: datetime) -> Thing:
    """A week of the viewer's own. Refusal not_found while nothing is written."""
    named = begun_week(viewer, week, at=at)
    written, id_ = own_written(viewer, named)
    leave = leave_of_week(viewer, written, at=at)
    return _with_leave(
        About("reflection", id_, None), named.name, f"/reflect/{named.name}", None, leave, viewer, at
    )


def _with_leave(  # noqa: PLR0917 - what a thing is made of, in one place
    about: About,
    subject: str,
    address: str,
    other: PersonCard | None,
    leave: LeaveShown | None,
    viewer: Viewer,
    at: datetime,
) -> Thing:
    acts = open_acts(leave.law if leave else None, by=viewer.person, at=at)
    if leave is None:
        return Thing(about, subject, address, other, acts)
    is_mine = leave.by == viewer.person
    return Thing(about, subject, address, other, acts, leave.coach_name, is_mine, leave.ends_at)


def talk_thing(*, viewer: Viewer, conversation: UUID, at: datetime) -> Thing:
    """Refusal not_found for who has no part in it, also for who only reads along."""
    talk = show_talk(viewer=viewer, conversation=conversation, at=at)
    if talk.other is None:
        raise Refusal("not_found")
    acts = tuple(IN_A_TALK[one.act] for one in talk.open_acts if one.act in IN_A_TALK)
    person = talk.facilitator or talk.suggested
    return Thing(
        About("conversation", conversation, talk.other.id),
        talk.said.expectation or "",
        f"/conversations/{conversation}",
        talk.other,
        acts,
        person.name if person else "",
        _is_mine(talk, acts),
        talk.leave_ends_at,
    )


def _is_mine(talk: ConversationShown, acts: tuple[str, ...]) -> bool:
    return talk.suggested is not None and "agree" not in acts
