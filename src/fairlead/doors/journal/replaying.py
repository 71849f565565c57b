"""Making what stands anew from the journal, and looking whether every chain holds.

What may not live here: what a journal folds to; each room hands in how its own is read and what stands then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from fairlead.core.journal import NO_HEAD, line_hash, words_hash
from fairlead.doors import sql
from fairlead.doors.journal.book import Book, Chained, Kept
from fairlead.doors.journal.writing import Stands

J = TypeVar("J", bound=Chained[Any])
Batches = Iterable[list[tuple[UUID, UUID]]]
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many journals were looked at, how many stood otherwise than they say, whose chain is torn."""

    count: int
    differed: int
    torn: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Replay(Generic[J]):
    """How a room's journals are read, what each stands as, and whether what else is derived differs from it.

    beside: is told to write where it differs."""

    stands: Stands
    journals: Callable[[Sequence[UUID], UUID], Mapping[UUID, J]]
    standing_of: Callable[[J, UUID], Mapping[str, Any]]
    beside: Callable[[J, UUID, bool], bool] | None = None


_NEXT: Final = """
SELECT organisation_id, {of} FROM {lines} WHERE number = 1{beyond}
 ORDER BY organisation_id, {of} LIMIT %s"""
"""In the order of the journal's own index: in any other, each batch sorts all that is left."""


def ids_of(book: Book[Any]) -> Iterator[list[tuple[UUID, UUID]]]:
    """(organisation, id) of everything there is a journal of, in batches."""
    last: list[Any] = []
    while True:
        beyond = f" AND (organisation_id, {book.of}) > (%s, %s)" if last else ""
        statement = _NEXT.format(of=book.of, lines=book.table, beyond=beyond)
        found = sql.rows(statement, [*last, BATCH])
        if not found:
            return
        last = list(found[-1])
        yield [(sql.take_id(row[0]), sql.take_id(row[1])) for row in found]


def batches_of(ids: Sequence[UUID], *, organisation: UUID) -> Batches:
    return (
        [(organisation, one) for one in ids[begin : begin + BATCH]] for begin in range(0, len(ids), BATCH)
    )


def holds(lines: Sequence[Kept[Any]], salts: Mapping[int, bytes]) -> bool:
    """Whether the chain verifies and every text that is still there is the one that was hashed."""
    prev = NO_HEAD
    for kept in lines:
        line = kept.line
        if line.words is not None and words_hash(line.words, salts.get(line.number)) != kept.text_hash:
            return False
        prev = line_hash(line, prev=prev, text=kept.text_hash)
        if prev != kept.hash:
            return False
    return True


def salts_of(book: Book[Any], ids: Sequence[UUID]) -> dict[UUID, dict[int, bytes]]:
    salts: dict[UUID, dict[int, bytes]] = {one: {} for one in ids}
    statement = (
        f"SELECT {book.of}, number, salt FROM {book.words_table} WHERE {book.of} IN ({sql.marks(ids)})"
    )
    for one, number, salt in sql.rows(statement, sql.put_ids(ids)):
        salts[sql.take_id(one)][number] = bytes(salt)
    return salts


def rebuilt(replay: Replay[Any], batches: Batches | None = None, *, write: bool) -> Rebuilt:
    """Replay these journals, or all; with `write`, make what stands anew where it differs."""
    book = replay.stands.book
    count, differed, torn = 0, 0, []
    for batch in ids_of(book) if batches is None else batches:
        with sql.one_transaction():
            for organisation in {pair[0] for pair in batch}:
                ids = [one for owner, one in batch if owner == organisation]
                salts = salts_of(book, ids)
                for one, found in replay.journals(ids, organisation).items():
                    count += 1
                    differed += _differs(replay, found, organisation, write=write)
                    if not holds(found.kept, salts[one]):
                        torn.append(one)
    return Rebuilt(count, differed, tuple(torn))


def _differs(replay: Replay[J], found: J, organisation: UUID, *, write: bool) -> bool:
    stands, wanted = replay.stands, replay.standing_of(found, organisation)
    key, values = wanted[stands.key], [wanted[column] for column in stands.columns]
    rows = sql.rows(f"SELECT {', '.join(stands.columns)} FROM {stands.table} WHERE {stands.key} = %s", [key])
    differs = not rows or _plain(rows[0]) != _plain(values)
    if write and differs:
        sql.written([_set_anew(stands, values) if rows else (stands.insert, values)])
    is_otherwise = replay.beside is not None and replay.beside(found, organisation, write)
    return differs or is_otherwise


def _set_anew(stands: Stands, values: Sequence[Any]) -> sql.Statement:
    """All that is folded, also what no line changes; what the row holds besides stays."""
    changes = ", ".join(f"{column} = %s" for column in stands.columns)
    return f"UPDATE {stands.table} SET {changes} WHERE {stands.key} = %s", [*values, values[0]]


def _plain(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple(
        "" if value is None else str(int(value)) if isinstance(value, bool) else str(value) for value in row
    )
