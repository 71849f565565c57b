"""Forgetting what was written in agreements that ended long ago; the journal stays, and its chain holds.

What may not live here: how long is long (settings)."""

from __future__ import annotations

from typing import Final

from fairlead.doors.journal.forgetting import Ended
from fairlead.rooms.agreements.queries.stored import BOOK
from fairlead.rooms.promises.actions.erasing import leave_traces

WORDS: Final = Ended("agreements_standing", BOOK.words_table, BOOK.of, lambda _: leave_traces())
