"""Making what stands of promises anew from the journal, and looking whether their chains hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from fairlead.doors.journal.replaying import Rebuilt, Replay, batches_of, rebuilt
from fairlead.rooms.promises.actions.append import STANDS, standing_of
from fairlead.rooms.promises.queries.stored import journals

_REPLAY: Final = Replay(
    STANDS,
    journals=lambda ids, organisation: journals(ids, organisation=organisation),
    standing_of=lambda found, organisation: standing_of(found, organisation=organisation),
)


def rebuild(*, write: bool = True) -> Rebuilt:
    """Replay every journal; with `write`, make Standing anew where it differs."""
    return rebuilt(_REPLAY, write=write)


def replayed(promises: Sequence[UUID], *, organisation: UUID) -> Rebuilt:
    """Replay only these and change nothing: do they stand as their journal says, and do their chains hold?"""
    return rebuilt(_REPLAY, batches_of(promises, organisation=organisation), write=False)
