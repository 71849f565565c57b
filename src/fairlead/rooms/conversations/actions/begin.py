"""Beginning a conversation: about a promise of one's own, or about something that was never asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fairlead.core.conversation.journal import Step
from fairlead.core.conversation.talk import Opening, open_conversation
from fairlead.core.policy import Viewer
from fairlead.core.promise.terms import is_blank
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id
from fairlead.doors.journal.writing import Raced, the_same_or_busy
from fairlead.rooms.conversations.actions.append import append
from fairlead.rooms.conversations.queries.show import ConversationShown, show_journal
from fairlead.rooms.conversations.queries.stored import Journal, journal
from fairlead.rooms.people.queries import colleague
from fairlead.rooms.promises.actions.make_promise import addressee
from fairlead.rooms.promises.queries.show import mine_or_none


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a conversation is to be about, as it comes from a door: plain JSON values.

    promise; or with whom, what was expected, and which of the two the viewer is."""

    promise: Any = None
    to: Any = None
    expectation: Any = None
    me: Any = None


def begin(
    *, viewer: Viewer, wanted: Wanted, at: datetime, conversation: UUID | None = None
) -> ConversationShown:
    """Open it in `prepare`, known to the viewer alone. Refuses not_your_move (a promise nobody made yet), missing_field, bad_field.

    `conversation`: the id it will have; begun twice under one id it is one conversation."""
    opening = _opening(viewer, wanted, conversation or new_id())
    step = _opened(opening, at)

    def once() -> Journal:
        try:
            with sql.one_transaction():
                return append(step, before=None, organisation=viewer.organisation)
        except Raced:
            there = journal(step.of, organisation=viewer.organisation)
            return the_same_or_busy(there, step)

    return show_journal(sql.with_retries(once), viewer=viewer, at=at)


def _opened(opening: Opening, at: datetime) -> Step:
    try:
        return open_conversation(opening, at=at)
    except Refusal as refusal:
        if refusal.code == "not_your_move":
            refusal.facts["of"] = "beginning"
        raise


def _opening(viewer: Viewer, wanted: Wanted, conversation: UUID) -> Opening:
    if is_blank(wanted.promise):
        if is_blank(wanted.to):
            raise Refusal("missing_field", field="promise" if is_blank(wanted.expectation) else "with")
        to = _colleague(viewer, wanted.to)
        return Opening(conversation, viewer.person, to, wanted.me, expectation=wanted.expectation)
    for name, value in (("with", wanted.to), ("me", wanted.me)):
        if not is_blank(value):
            raise Refusal("bad_field", field=name)  # both are the promise's
    return _about(viewer, wanted, conversation)


def _about(viewer: Viewer, wanted: Wanted, conversation: UUID) -> Opening:
    found = mine_or_none(_promise(wanted.promise), viewer)
    promise = found.promise
    team = found.first.data.get("team")
    role = promise.role(viewer.person)
    return Opening(
        conversation,
        by=viewer.person,
        to=promise.doer if role == "asker" else promise.asker,
        me=role,
        promise=promise.id,
        stage=promise.stage,
        conditions=len(promise.force_terms.standard) if promise.force_terms else 0,
        expectation=wanted.expectation,
        team=UUID(team) if team else None,
    )


def _promise(given: Any) -> UUID:
    """What is no promise's id is no promise of theirs."""
    try:
        return given if isinstance(given, UUID) else UUID(str(given))
    except ValueError:
        raise Refusal("not_found") from None


def _colleague(viewer: Viewer, given: Any) -> UUID:
    try:
        found = colleague(viewer, addressee(given))
    except Refusal as refusal:
        raise Refusal("bad_field", field="with") from refusal
    if found is None:
        raise Refusal("bad_field", field="with", why="unknown")
    return found.id
