"""Reading the journal: the moves of a promise with their words, as the core knows them.

What may not live here: who may see them (show.py asks the policy)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from fairlead.core.promise.journal import Move, Promise, replay
from fairlead.core.promise.terms import Terms, terms_from
from fairlead.doors.journal.book import Book, Chained, read_journals
from fairlead.rooms.leaves.queries import Reader, reader_from, reading_of

BOOK: Final = Book(
    room="promises",
    lines="move",
    line=Move,
    beside=(
        (
            "(SELECT {together}(CAST(s.person_id AS text) || ' ' || CAST(s.team_id AS text), ' ')"
            " FROM promises_sharing s WHERE s.promise_id = m.promise_id)"
        ),
        *reading_of("promise", thing="m.promise_id", organisation="m.organisation_id"),
    ),
)


@dataclass(frozen=True, slots=True)
class Journal(Chained[Move]):
    """The whole journal of one promise and what it folds to. sharing: who lets which team see its outline.

    reader: who reads along by the leave of both."""

    promise: Promise
    sharing: Mapping[UUID, UUID] = field(default_factory=dict)
    reader: Reader | None = None


def journals(promises: Iterable[UUID], *, organisation: UUID) -> dict[UUID, Journal]:
    """The journals of these promises, one statement for all; those that are not there are left out."""
    found = read_journals(BOOK, promises, organisation=organisation)
    return {
        promise: Journal(kept, replay(one.line for one in kept), _shared(pairs), reader_from(coach, ends_at))
        for promise, (kept, (pairs, coach, ends_at)) in found.items()
    }


def _shared(pairs: str | None) -> Mapping[UUID, UUID]:
    """`person team person team`, as one column."""
    ids = [UUID(one) for one in pairs.split()] if pairs else []
    return dict(zip(ids[::2], ids[1::2], strict=True))


def journal(promise: UUID, *, organisation: UUID) -> Journal | None:
    return journals([promise], organisation=organisation).get(promise)


def terms_of_version(found: Journal, version: int) -> Terms | None:
    """A version of the terms as it was written, whether or not it is on the table; None when there is none such."""
    for kept in found.kept:
        move = kept.line
        if move.version == version and "terms" in move.data:
            return terms_from(move.data["terms"], (move.words or {}).get("terms"))
    return None
