"""How ids and moments cross into SQL written by hand, on both databases; and trying once more.

What lives here: values and retries. What may not: statements (each room has its own)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction

T = TypeVar("T")
Statement = tuple[str, Sequence[Any]]
"""A statement and its values."""

TRIES: Final = 6
PATIENCE: Final = 10.0
"""Seconds after which nothing is tried once more: who waits for a page has waited long enough to be told."""
_FIRST_PAUSE: Final = 0.01
_AGAIN: Final = frozenset({"40001", "40P01", "08000", "08003", "08006", "57P01", "57P02", "57P03"})
"""SQLSTATEs after which the same work can succeed: serialization, deadlock, lost or closing connection."""


@cache
def is_postgresql() -> bool:
    """Asked for every id and moment; a process has one kind of database."""
    return connection.vendor == "postgresql"


def put_id(value: UUID | None) -> Any:
    return value if value is None or is_postgresql() else value.hex


def put_ids(values: Iterable[UUID]) -> list[Any]:
    return [put_id(value) for value in values]


def put_at(value: datetime | None) -> Any:
    return value if value is None or is_postgresql() else connection.ops.adapt_datetimefield_value(value)


def take_id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(hex=value)


def take_id_or_none(value: Any) -> UUID | None:
    return None if value is None else take_id(value)


def take_at(value: Any) -> datetime:
    """A moment out of a row, aware and in UTC."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if value.tzinfo is None:  # SQLite's, all in UTC: astimezone would ask the machine for its zone each time
        return value.replace(tzinfo=UTC)  # type: ignore[no-any-return]
    return value.astimezone(UTC)  # type: ignore[no-any-return]


def take_day(value: Any) -> date:
    """A day out of a row."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def take_day_or_none(value: Any) -> date | None:
    return None if value is None else take_day(value)


def marks(values: Sequence[Any]) -> str:
    """`%s, %s, %s` for an IN of these values; NULL for none, which is equal to nothing."""
    return ", ".join(["%s"] * len(values)) or "NULL"


def insert(table: str, columns: Sequence[str]) -> str:
    """The statement that writes one row."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(columns)})"


def together() -> str:
    """The aggregate that strings texts together: `together(text, separator)`."""
    return "string_agg" if is_postgresql() else "group_concat"


def rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def written(parts: Sequence[Statement]) -> list[tuple[Any, ...]]:
    """All of these done: on PostgreSQL as one statement, so that it is one round trip; on SQLite one by one.

    What the last one answers, on PostgreSQL."""
    with connection.cursor() as cursor:
        if is_postgresql():
            *others, (last, _) = parts
            together = ", ".join(f"w{index} AS ({statement})" for index, (statement, _) in enumerate(others))
            statement = f"WITH {together} {last}" if others else last
            cursor.execute(statement, [value for _, some in parts for value in some])
            return cursor.fetchall() if cursor.description else []
        for statement, some in parts:
            cursor.execute(statement, some)
        return []


def one_transaction() -> AbstractContextManager[Any]:
    """All or nothing. On SQLite the writer's turn is taken here, before anything is read."""
    return transaction.atomic()


def all_or_nothing() -> AbstractContextManager[Any]:
    """Around a write that may lose a race: on PostgreSQL one statement, on SQLite several.

    Inside a transaction PostgreSQL needs a savepoint, lest the loser spoil it; on SQLite a statement that is
    refused spoils nothing but itself, and the one that may be comes first."""
    return nullcontext() if connection.in_atomic_block != is_postgresql() else transaction.atomic()


def _can_try_again(error: Exception) -> bool:
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None)
    if connection.vendor == "sqlite":
        return "locked" in str(error)
    return state in _AGAIN or isinstance(error, InterfaceError) or state is None


def _pauses() -> Iterator[float]:
    pause = _FIRST_PAUSE
    for _ in range(TRIES - 1):
        yield pause
        pause *= 3


def with_retries(work: Callable[[], T]) -> T:
    """Do `work`, and again after a serialization failure, a deadlock or a lost connection.

    The work must be such that doing it twice has one effect. Inside a transaction it is tried once:
    only who opened the transaction can do it again from the start."""
    if connection.in_atomic_block:
        return work()
    began = time.monotonic()
    for pause in _pauses():
        try:
            return work()
        except (OperationalError, InterfaceError) as error:
            if not _can_try_again(error) or time.monotonic() - began > PATIENCE:
                raise
            connection.close_if_unusable_or_obsolete()
            time.sleep(pause)
    return work()
