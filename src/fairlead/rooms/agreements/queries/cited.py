"""What came of an agreement or a conversation as promises, and what a promise came out of. Each for a viewer.

A line is shown to who may read both of its ends. What may not live here: anybody's words but the promise's outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.rooms.promises.queries.stands import Stands, stands_of

Source = Literal["agreement", "conversation"]

_LINES: Final = (
    "SELECT promise_id, source_id, source, version, place, at FROM agreements_cited"
    " WHERE organisation_id = %s AND {column} IN ({marks}) ORDER BY at, promise_id"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A promise and what it came out of. place, version: see models.Cited."""

    promise: UUID
    source_id: UUID
    source: Source
    version: int | None
    place: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Became:
    """What came of it: a promise of the viewer's, and where that is by now."""

    line: Line
    promise: Stands


def _line(row: Sequence[Any]) -> Line:
    promise, source_id, source, version, place, at = row
    return Line(sql.take_id(promise), sql.take_id(source_id), source, version, place, sql.take_at(at))


def _lines(column: str, ids: Iterable[UUID], organisation: UUID) -> list[Line]:
    wanted = sql.put_ids(ids)
    if not wanted:
        return []
    statement = _LINES.format(column=column, marks=sql.marks(wanted))
    return [_line(row) for row in sql.rows(statement, [sql.put_id(organisation), *wanted])]


def became(sources: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, tuple[Became, ...]]:
    """The viewer's promises that came out of these, the oldest first. Whether these are theirs is the caller's to ask."""
    lines = _lines("source_id", sources, viewer.organisation)
    found = stands_of({line.promise for line in lines}, viewer=viewer) if lines else {}
    came: dict[UUID, tuple[Became, ...]] = {}
    for line in lines:
        if line.promise in found:
            came[line.source_id] = (*came.get(line.source_id, ()), Became(line, found[line.promise]))
    return came


def sources_of(promise: UUID, *, viewer: Viewer) -> tuple[Line, ...]:
    """What this promise came out of. Whether it is the viewer's is the caller's to ask, and so is each source."""
    return tuple(_lines("promise_id", [promise], viewer.organisation))
