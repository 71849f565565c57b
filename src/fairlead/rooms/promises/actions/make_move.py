"""One move of one promise, by one of the two: the one action under every door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.core.promise.journal import Move
from fairlead.core.promise.law import decide
from fairlead.core.refusals import Refusal
from fairlead.doors.journal.writing import until_first
from fairlead.rooms.people.queries import cards_asked, cards_from
from fairlead.rooms.promises.actions.append import append_and_ask
from fairlead.rooms.promises.queries.show import PromiseShown, mine_or_none, people_in, show_journal
from fairlead.rooms.promises.queries.stored import Journal, terms_of_version


def make_move(
    *,
    viewer: Viewer,
    promise: UUID,
    act: str,
    version: Any = None,
    facts: Mapping[str, Any] | None = None,
    at: datetime,
) -> PromiseShown:
    """Make this move and show the promise after it.

    facts: by the names of the law, plain JSON values. Refuses as core.promise.law.decide does, and
    not_found when the promise is not the viewer's. Of two at once the second meets the new stage."""
    written: list[Move] = []

    def once() -> PromiseShown:
        # Read first and written then, on both databases: the unique number of a move settles a race, so
        # that no lock is held and no transaction open while we read and decide.
        before = mine_or_none(promise, viewer)
        if written and any(kept.line == written[-1] for kept in before.kept):
            return show_journal(before, viewer=viewer, at=at)  # it was written before the connection was lost
        move = _decided(before, viewer, act=act, version=version, facts=facts or {}, at=at)
        written.append(move)
        people = cards_asked(people_in(before, at=at))
        after, rows = append_and_ask(move, before=before, organisation=viewer.organisation, question=people)
        return show_journal(after, viewer=viewer, at=at, people=cards_from(rows))

    return until_first(once, written)


def _decided(
    before: Journal, viewer: Viewer, *, act: str, version: Any, facts: Mapping[str, Any], at: datetime
) -> Move:
    moment = _not_before(before, at)
    try:
        return decide(
            before.promise,
            by=viewer.person,
            act=act,
            version=version,
            facts=facts,
            at=moment,
            zone=viewer.zone,
        )
    except Refusal as refusal:
        if refusal.code == "stale_terms":  # the loser of a race sees both texts
            refusal.facts |= {"terms": before.promise.terms, "seen": terms_of_version(before, version)}
        raise


def _not_before(journal: Journal, at: datetime) -> datetime:
    """The journal's moments never run backwards, whatever the clocks of two machines say."""
    return max(at, journal.last.at)
