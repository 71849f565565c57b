"""Making what stands of conversations anew from the journal, and looking whether their chains hold."""

from __future__ import annotations

from typing import Final

from fairlead.doors.journal.replaying import Rebuilt, Replay, rebuilt
from fairlead.rooms.conversations.actions.append import STANDS, standing_of
from fairlead.rooms.conversations.queries.stored import journals

_REPLAY: Final = Replay(
    STANDS,
    journals=lambda ids, organisation: journals(ids, organisation=organisation),
    standing_of=lambda found, organisation: standing_of(found, organisation=organisation),
)


def rebuild(*, write: bool = True) -> Rebuilt:
    """Replay every journal; with `write`, make Standing anew where it differs."""
    return rebuilt(_REPLAY, write=write)
