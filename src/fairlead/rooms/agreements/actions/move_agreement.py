"""One move of one agreement, by one of its parties: the one action under every door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fairlead.core.conversation.agreement import decide
from fairlead.core.conversation.consent import Move
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.journal.writing import until_first
from fairlead.rooms.agreements.actions.append import append
from fairlead.rooms.agreements.queries.show import AgreementShown, seen_or_none, show_journal
from fairlead.rooms.agreements.queries.stored import Journal
from fairlead.rooms.agreements.queries.talks import looked_at_there
from fairlead.rooms.people.queries import members_of


def move_agreement(
    *,
    viewer: Viewer,
    agreement: UUID,
    act: Any,
    version: Any = None,
    facts: Mapping[str, Any] | None = None,
    at: datetime,
) -> AgreementShown:
    """Make this move and show the agreement after it.

    facts: by the names of the law, plain JSON values. Refuses as core.conversation.agreement.decide does, and
    not_found when the agreement is not the viewer's."""
    written: list[Move] = []

    def once() -> AgreementShown:
        # Read first and written then, as a promise's move: the unique number settles a race.
        before = seen_or_none(agreement, viewer, act="move", at=at)
        if written and any(kept.line == written[-1] for kept in before.kept):
            return show_journal(before, viewer=viewer, at=at)  # written before the connection was lost
        move = _decided(before, viewer, {"act": act, "version": version, "facts": facts or {}}, at)
        if _is_said_already(before, move):
            return show_journal(before, viewer=viewer, at=at)
        written.append(move)
        after = append(move, before=before, organisation=viewer.organisation)
        return show_journal(after, viewer=viewer, at=at)

    return until_first(once, written)


def _decided(before: Journal, viewer: Viewer, said: Mapping[str, Any], at: datetime) -> Move:
    """The journal's moments never run backwards, whatever the clocks of two machines say."""
    is_there = said["act"] == "look_again" and looked_at_there(
        [before.agreement], organisation=viewer.organisation, at=at
    )
    team = before.team if said["act"] == "change" else None
    members = frozenset(member.person.id for member in members_of(team)) if team else frozenset[UUID]()
    try:
        if is_there:
            raise Refusal("not_your_move", act=said["act"])
        return decide(
            before.agreement,
            by=viewer.person,
            **said,
            at=max(at, before.last.at),
            zone=viewer.zone,
            members=members,
        )
    except Refusal as refusal:
        refusal.facts["of"] = "agreement_in_talk" if is_there else "agreement"
        raise


def _is_said_already(before: Journal, move: Move) -> bool:
    """The very change that was the last to be proposed, sent once more: a second press."""
    return before.last.says_the_same(move) and move.words is not None
