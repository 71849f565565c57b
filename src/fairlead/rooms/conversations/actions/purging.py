"""Forgetting what was written in conversations that ended long ago, and before that what was written alone for them.

The journal stays with its dates and hashes, and its chain holds. What may not live here: how long is long (settings)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fairlead.doors import sql
from fairlead.doors.journal.forgetting import Ended
from fairlead.rooms.conversations.queries.stored import BOOK
from fairlead.rooms.promises.actions.erasing import leave_traces

_STANDS: Final = "UPDATE conversations_standing SET erased_at = updated_at WHERE {of} IN ({marks})"


def _gone(ids: list[UUID]) -> None:
    """What stands then says that something changed, for who asks with a tag."""
    sql.written([(_STANDS.format(of=BOOK.of, marks=sql.marks(ids)), sql.put_ids(ids))])
    leave_traces()


WORDS: Final = Ended("conversations_standing", BOOK.words_table, BOOK.of, _gone)
NOTES: Final = Ended("conversations_standing", "conversations_note", BOOK.of, lambda _: leave_traces())
