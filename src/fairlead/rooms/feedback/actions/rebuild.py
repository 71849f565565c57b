"""Making anew from the journal what stands of signed feedback. Of what has no name there is no journal, by design."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from fairlead.doors.journal.book import read_journals
from fairlead.doors.journal.replaying import Rebuilt, Replay, rebuilt
from fairlead.rooms.feedback.actions.append import STANDS, standing_of
from fairlead.rooms.feedback.queries.threads import BOOK, Journal


def _journals(ids: Sequence[UUID], organisation: UUID) -> dict[UUID, Journal]:
    """Its author is who gave it, also where the row that says so is gone."""
    found = read_journals(BOOK, ids, organisation=organisation)
    return {of: Journal(kept, kept[0].line.by) for of, (kept, _beside) in found.items()}


_REPLAY: Final = Replay(
    STANDS,
    journals=_journals,
    standing_of=lambda found, organisation: standing_of(found, organisation=organisation),
)


def rebuild(*, write: bool = True) -> Rebuilt:
    """Replay every journal; with `write`, make Standing anew where it differs."""
    return rebuilt(_REPLAY, write=write)
