"""Making what stands anew from the journal, and looking whether the chain holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from fairlead.core.promise.journal import NO_HEAD, move_hash, words_hash
from fairlead.doors import sql
from fairlead.rooms.promises.actions.append import STANDING, standing_of
from fairlead.rooms.promises.models import Standing, Words
from fairlead.rooms.promises.queries.stored import Journal, journals

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many promises were looked at, how many stood otherwise than their journal says, whose chain is torn."""

    promises: int
    differed: int
    torn: tuple[UUID, ...]


_NEXT: Final = """
SELECT organisation_id, promise_id FROM promises_move WHERE number = 1{beyond}
 ORDER BY organisation_id, promise_id LIMIT %s"""
"""In the order of the journal's own index: in any other, each batch sorts all that is left."""


def promise_ids() -> Iterator[list[tuple[UUID, UUID]]]:
    """(organisation, promise) of every promise of the journal, in batches."""
    last: list[Any] = []
    while True:
        beyond = " AND (organisation_id, promise_id) > (%s, %s)" if last else ""
        found = sql.rows(_NEXT.format(beyond=beyond), [*last, BATCH])
        if not found:
            return
        last = list(found[-1])
        yield [(sql.take_id(row[0]), sql.take_id(row[1])) for row in found]


def holds(journal: Journal, salts: dict[int, bytes]) -> bool:
    """Whether the chain verifies and every text that is still there is the one that was hashed."""
    prev = NO_HEAD
    for kept in journal.kept:
        move, salt = kept.move, salts.get(kept.move.number)
        if move.words is not None and words_hash(move.words, salt) != kept.text_hash:
            return False
        prev = move_hash(move, prev=prev, text=kept.text_hash)
        if prev != kept.hash:
            return False
    return True


def salts_of(promises: list[UUID]) -> dict[UUID, dict[int, bytes]]:
    salts: dict[UUID, dict[int, bytes]] = {promise: {} for promise in promises}
    for row in Words.objects.filter(promise_id__in=promises):
        salts[row.promise_id][row.number] = bytes(row.salt)
    return salts


def rebuild(*, write: bool = True) -> Rebuilt:
    """Replay every journal; with `write`, make Standing and the search index anew where they differ."""
    return _rebuilt(promise_ids(), write=write)


def replayed(promises: Sequence[UUID], *, organisation: UUID) -> Rebuilt:
    """Replay only these and change nothing: do they stand as their journal says, and do their chains hold?"""
    parts = range(0, len(promises), BATCH)
    return _rebuilt(
        ([(organisation, promise) for promise in promises[begin : begin + BATCH]] for begin in parts),
        write=False,
    )


def _rebuilt(batches: Iterable[list[tuple[UUID, UUID]]], *, write: bool) -> Rebuilt:
    count, differed, torn = 0, 0, []
    for batch in batches:
        with sql.one_transaction():
            for organisation in {pair[0] for pair in batch}:
                promises = [promise for owner, promise in batch if owner == organisation]
                salts = salts_of(promises)
                for promise, found in journals(promises, organisation=organisation).items():
                    count += 1
                    differed += _stand(found, organisation, write=write)
                    if not holds(found, salts[promise]):
                        torn.append(promise)
    return Rebuilt(count, differed, tuple(torn))


def _stand(found: Journal, organisation: UUID, *, write: bool) -> bool:
    wanted = standing_of(found, organisation=organisation)
    columns = ", ".join(STANDING)
    key = sql.put_id(found.promise.id)
    rows = sql.rows(f"SELECT {columns} FROM promises_standing WHERE promise_id = %s", [key])
    differs = not rows or _plain(rows[0]) != _plain(tuple(wanted[column] for column in STANDING))
    if write and differs:
        Standing.objects.filter(promise_id=found.promise.id).delete()
        with connection.cursor() as cursor:
            marks = sql.marks(STANDING)
            cursor.execute(
                f"INSERT INTO promises_standing ({columns}) VALUES ({marks})", [wanted[c] for c in STANDING]
            )
    return differs


def _plain(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(
        "" if value is None else str(int(value)) if isinstance(value, bool) else str(value) for value in row
    )
