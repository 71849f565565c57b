"""One move of one piece of feedback by somebody who is known: the one action under every door but the receipt's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fairlead.core.feedback.journal import Move
from fairlead.core.feedback.law import Asked, Entry, Item, decide
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.journal.writing import until_first
from fairlead.rooms.feedback.actions.append import append
from fairlead.rooms.feedback.actions.say import say_unsigned
from fairlead.rooms.feedback.queries.show import FeedbackShown, seen_or_none, shown_to
from fairlead.rooms.feedback.queries.threads import Journal, Thread


def move_feedback(
    *,
    viewer: Viewer,
    feedback: UUID,
    act: Any,
    version: Any = None,
    facts: Mapping[str, Any] | None = None,
    at: datetime,
) -> FeedbackShown:
    """Make this move and show the feedback after it. facts: by the names of the law, plain JSON values.

    Refuses as core.feedback.law.decide does, and not_found when it is not the viewer's."""
    written: list[Move] = []

    def once() -> FeedbackShown:
        before, role = seen_or_none(feedback, viewer)
        journal = before.journal
        if journal and written and any(kept.line == written[-1] for kept in journal.kept):
            return shown_to(before, role, at=at, zone=viewer.zone)  # written before the connection was lost
        entry = decided(before.item, Asked(role, at, viewer.zone), act, version, facts or {})
        after = _written(before, entry, viewer, at, written)
        return shown_to(after, role, at=at, zone=viewer.zone)

    return until_first(once, written)


def decided(item: Item, asked: Asked, act: Any, version: Any, facts: Mapping[str, Any]) -> Entry:
    """As the law decides; its refusals say that they are about feedback."""
    try:
        return decide(item, asked=asked, act=act, version=version, facts=facts)
    except Refusal as refusal:
        refusal.facts["of"] = "feedback"
        raise


def _written(before: Thread, entry: Entry, viewer: Viewer, at: datetime, written: list[Move]) -> Thread:
    journal = before.journal
    if journal is None:
        return say_unsigned(before, entry, by=viewer.person)
    move = _move_of(journal, entry, viewer, at)
    written.append(move)
    return append(move, before=journal, organisation=viewer.organisation)


def _move_of(journal: Journal, entry: Entry, viewer: Viewer, at: datetime) -> Move:
    """The journal's moments never run backwards, whatever the clocks of two machines say."""
    moment = max(at, journal.last.at)
    return Move(
        journal.first.of,
        entry.number,
        entry.act,
        viewer.person,
        moment,
        entry.number,
        entry.data,
        entry.words,
    )
