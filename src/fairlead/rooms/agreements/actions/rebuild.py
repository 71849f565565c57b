"""Making anew from the journal what stands of agreements and whose they are, and looking whether their chains hold."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fairlead.doors import sql
from fairlead.doors.journal.replaying import Rebuilt, Replay, rebuilt
from fairlead.rooms.agreements.actions.append import STANDS, parties_of, party_parts, standing_of
from fairlead.rooms.agreements.queries.stored import Journal, journals

_PARTIES: Final = "SELECT person_id FROM agreements_party WHERE agreement_id = %s"


def _parties_differ(found: Journal, organisation: UUID, write: bool) -> bool:  # noqa: FBT001 - as Replay calls it
    agreement = found.agreement
    rows = sql.rows(_PARTIES, [sql.put_id(agreement.id)])
    was, are = frozenset(sql.take_id(row[0]) for row in rows), parties_of(agreement)
    if write and was != are:
        for part in party_parts(agreement.id, was, are, organisation):
            sql.written([part])
    return was != are


_REPLAY: Final = Replay(
    STANDS,
    journals=lambda ids, organisation: journals(ids, organisation=organisation),
    standing_of=lambda found, organisation: standing_of(found, organisation=organisation),
    beside=_parties_differ,
)


def rebuild(*, write: bool = True) -> Rebuilt:
    """Replay every journal; with `write`, make Standing and the parties anew where they differ."""
    return rebuilt(_REPLAY, write=write)
