"""Giving signed feedback: to one colleague, or to a team one is in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fairlead.core.feedback import law
from fairlead.core.feedback.journal import Move
from fairlead.core.feedback.law import Asked
from fairlead.core.policy import Viewer
from fairlead.core.promise.terms import is_blank
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id
from fairlead.doors.journal.writing import Raced, the_same_or_busy
from fairlead.rooms.agreements.queries.show import show as show_agreement
from fairlead.rooms.feedback.actions.append import append
from fairlead.rooms.feedback.queries.show import FeedbackShown, shown_to
from fairlead.rooms.feedback.queries.threads import Journal, Thread, signed_threads
from fairlead.rooms.people.queries import colleague
from fairlead.rooms.promises.queries.show import show as show_promise


def give_feedback(
    *, viewer: Viewer, to: Any, facts: Mapping[str, Any], at: datetime, feedback: UUID | None = None
) -> FeedbackShown:
    """Give it. to: the id of a person or of a team of the viewer's. facts: about, text, perhaps thing and leave.

    `feedback`: the id it will have; given twice under one id it is one. Refuses missing_field and bad_field."""
    entry = law.give(facts, asked=Asked("author", at, viewer.zone), is_signed=True)
    person, team = _recipient(viewer, to)
    if "thing" in entry.data:
        _check_thing(viewer, entry.data["about"], UUID(entry.data["thing"]), at)
    data = {**entry.data, "to": str(person or team), "team": team is not None}
    move = Move(feedback or new_id(), 1, entry.act, viewer.person, at, 1, data, entry.words)

    def once() -> Thread:
        try:
            return append(move, before=None, organisation=viewer.organisation)
        except Raced:
            return _there_already(move, viewer)

    return shown_to(sql.with_retries(once), "author", at=at, zone=viewer.zone)


def _there_already(move: Move, viewer: Viewer) -> Thread:
    there = signed_threads([move.of], organisation=viewer.organisation).get(move.of)
    journal: Journal | None = there.journal if there else None
    the_same_or_busy(journal, move)
    assert there is not None  # noqa: S101 - else it was busy
    return there


def _recipient(viewer: Viewer, to: Any) -> tuple[UUID | None, UUID | None]:
    """(person, team) this names. Refuses missing_field and bad_field, alike for who is not there and not ours."""
    if is_blank(to):
        raise Refusal("missing_field", field="to")
    try:
        id_ = to if isinstance(to, UUID) else UUID(to)
    except (ValueError, AttributeError, TypeError):
        raise Refusal("bad_field", field="to") from None
    if id_ in viewer.teams:
        return None, id_
    if id_ == viewer.person or colleague(viewer, id_) is None:
        raise Refusal("bad_field", field="to")
    return id_, None


def _check_thing(viewer: Viewer, about: str, thing: UUID, at: datetime) -> None:
    """Only what the viewer can read can be named."""
    try:
        if about == "request":
            show_promise(viewer=viewer, promise=thing, at=at)
        else:
            show_agreement(viewer=viewer, agreement=thing, at=at)
    except Refusal as refusal:
        if refusal.code != "not_found":
            raise
        raise Refusal("bad_field", field="thing") from None
