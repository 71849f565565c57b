"""Reading the journal: the moves of an agreement with their words, as the core knows them.

What may not live here: who may read what of them (show.py asks the policy)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fairlead.core.conversation.consent import Agreement, Move, replay
from fairlead.doors import sql
from fairlead.doors.journal.book import Book, Chained, Kept, read_found, read_journals

BOOK: Final = Book(
    room="agreements",
    lines="move",
    line=Move,
    beside=("(SELECT s.team_id FROM agreements_standing s WHERE s.agreement_id = m.agreement_id)",),
)


@dataclass(frozen=True, slots=True)
class Journal(Chained[Move]):
    """The whole journal of one agreement and what it folds to. team: whose it is, if it is a team's."""

    agreement: Agreement
    team: UUID | None


def journals(agreements: Iterable[UUID], *, organisation: UUID) -> dict[UUID, Journal]:
    """The journals of these agreements, one statement for all; those that are not there are left out."""
    found = read_journals(BOOK, agreements, organisation=organisation)
    return {id_: _journal(kept, team) for id_, (kept, (team,)) in found.items()}


_OUT_OF: Final = (
    "SELECT agreement_id FROM agreements_standing WHERE organisation_id = %s AND conversation_id = %s"
)


def newest_out_of(conversation: UUID, *, organisation: UUID) -> Journal | None:
    """The last that began in this conversation: found and read with one statement."""
    which = _OUT_OF, [sql.put_id(organisation), sql.put_id(conversation)]
    found = read_found(BOOK, which, organisation=organisation)
    journals_ = [_journal(kept, team) for kept, (team,) in found.values()]
    return max(journals_, key=lambda one: (one.first.at, one.agreement.id), default=None)


def _journal(kept: tuple[Kept[Move], ...], team: object) -> Journal:
    return Journal(kept, replay(one.line for one in kept), _team(kept[0].line, team))


def _team(first: Move, stands: object) -> UUID | None:
    """A journal of before it named the team says only that there is one; then what stands knows which."""
    named = first.data["team"]
    return UUID(named) if isinstance(named, str) else sql.take_id_or_none(stands)


def journal(agreement: UUID, *, organisation: UUID) -> Journal | None:
    return journals([agreement], organisation=organisation).get(agreement)
