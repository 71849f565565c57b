"""Reading the journal: the steps of a conversation with their words, as the core knows them.

What may not live here: who may read what of them (show.py asks the policy and the law)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fairlead.core.conversation.fold import replay
from fairlead.core.conversation.journal import Conversation, Step
from fairlead.doors.journal.book import Book, Chained, read_journals

BOOK: Final = Book(room="conversations", lines="step", line=Step)


@dataclass(frozen=True, slots=True)
class Journal(Chained[Step]):
    """The whole journal of one conversation and what it folds to. No door is given this."""

    talk: Conversation


def journals(conversations: Iterable[UUID], *, organisation: UUID) -> dict[UUID, Journal]:
    """The journals of these conversations, one statement for all; those that are not there are left out."""
    found = read_journals(BOOK, conversations, organisation=organisation)
    return {id_: Journal(kept, replay(one.line for one in kept)) for id_, (kept, _) in found.items()}


def journal(conversation: UUID, *, organisation: UUID) -> Journal | None:
    return journals([conversation], organisation=organisation).get(conversation)
