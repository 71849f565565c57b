"""Reading feedback whole: its lines, and what they fold to; signed from the journal, unsigned from its own tables.

What may not live here: who may read what of it (show.py asks the policy)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from fairlead.core.feedback.journal import Move, entry_of
from fairlead.core.feedback.law import Entry, Item, replay
from fairlead.doors import sql
from fairlead.doors.journal.book import Book, Chained, Kept, read_journals
from fairlead.rooms.feedback.models import Unsigned

BOOK: Final = Book(
    room="feedback",
    lines="move",
    line=Move,
    beside=("(SELECT s.author_id FROM feedback_standing s WHERE s.feedback_id = m.feedback_id)",),
)


@dataclass(frozen=True, slots=True)
class Journal(Chained[Move]):
    """The whole journal of a signed one. No door is given this."""

    author: UUID


@dataclass(frozen=True, slots=True)
class Told:
    """A line with who made it, where that is known. is_erased: there were words, and they are gone."""

    entry: Entry
    by: UUID | None
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """Feedback with all its lines. author: of a signed one. person, team: whom it was given to.

    given_on: its day; of an unsigned one the Monday of the week it was told in, None before."""

    id: UUID
    organisation: UUID
    author: UUID | None
    person: UUID | None
    team: UUID | None
    given_on: date | None
    told: tuple[Told, ...]
    item: Item
    journal: Journal | None = None

    @property
    def is_signed(self) -> bool:
        return self.item.is_signed


def signed_journal(found: tuple[Kept[Move], ...], author: UUID) -> Journal:
    return Journal(found, author)


def thread_of(journal: Journal, *, organisation: UUID) -> Thread:
    """A signed one from its journal."""
    first = journal.first
    told = tuple(
        Told(entry_of(kept.line, author=journal.author), kept.line.by, kept.is_erased)
        for kept in journal.kept
    )
    to = UUID(first.data["to"])
    return Thread(
        id=first.of,
        organisation=organisation,
        author=journal.author,
        person=None if first.data["team"] else to,
        team=to if first.data["team"] else None,
        given_on=told[0].entry.on,
        told=told,
        item=replay((one.entry for one in told), is_signed=True),
        journal=journal,
    )


def signed_threads(ids: Iterable[UUID], *, organisation: UUID) -> dict[UUID, Thread]:
    found = read_journals(BOOK, ids, organisation=organisation)
    return {
        id_: thread_of(Journal(kept, sql.take_id(author)), organisation=organisation)
        for id_, (kept, (author,)) in found.items()
    }


_SAID: Final = """
SELECT feedback_id, number, act, by_id, "on", CAST(data AS text), CAST(words AS text), has_words
  FROM feedback_said WHERE organisation_id IN ({organisations}) AND feedback_id IN ({ids}) ORDER BY feedback_id, number"""


class Head(NamedTuple):
    """What a row of an unsigned one says beside its lines."""

    organisation_id: UUID
    feedback_id: UUID
    person_id: UUID | None
    team_id: UUID | None
    given_on: date | None


def unsigned_threads(rows: Iterable[Unsigned | Head]) -> dict[UUID, Thread]:
    """Of these rows, their lines by one statement: by hand, for a team's page and every list ask for it."""
    there = {row.feedback_id: row for row in rows}
    if not there:
        return {}
    said: defaultdict[UUID, list[Told]] = defaultdict(list)
    organisations, ids = sql.put_ids({row.organisation_id for row in there.values()}), sql.put_ids(there)
    statement = _SAID.format(organisations=sql.marks(organisations), ids=sql.marks(ids))
    for of, *line in sql.rows(statement, [*organisations, *ids]):
        said[sql.take_id(of)].append(_told(*line))
    return {id_: _unsigned(there[id_], tuple(told)) for id_, told in said.items()}


def _unsigned(row: Unsigned | Head, told: tuple[Told, ...]) -> Thread:
    return Thread(
        id=row.feedback_id,
        organisation=row.organisation_id,
        author=None,
        person=row.person_id,
        team=row.team_id,
        given_on=row.given_on,
        told=told,
        item=replay((one.entry for one in told), is_signed=False),
    )


def _told(number: int, act: str, by: Any, on: Any, *kept: Any) -> Told:
    data, text, has_words = kept
    words = None if text is None else json.loads(text)
    role: Any = "author" if by is None else "recipient"
    entry = Entry(number, act, role, sql.take_day_or_none(on), json.loads(data), words)
    return Told(entry, sql.take_id_or_none(by), is_erased=bool(has_words) and words is None)


def thread(feedback: UUID, *, organisation: UUID) -> Thread | None:
    """Signed, or unsigned and told; None when there is none of this id. Both are always looked for."""
    signed = signed_threads([feedback], organisation=organisation)
    rows = Unsigned.objects.filter(organisation_id=organisation, feedback_id=feedback, given_on__isnull=False)
    return (signed | unsigned_threads(rows)).get(feedback)


def thread_of_receipt(receipt_hash: str) -> Thread | None:
    """The one statement, or two where there is one: nothing about a code that is none."""
    rows = Unsigned.objects.filter(receipt_hash=receipt_hash)
    return next(iter(unsigned_threads(rows).values()), None)
