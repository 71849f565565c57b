"""What the promises of a team show beside its pulse, for the weekly counts: who did it goes along, to be withheld by.

For background work, and for nothing that is shown: core/process.py says what of it may be. What may not live here:
anybody's words, anything for one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.process import EARLY, Event
from fairlead.core.promise.rules import BINDING
from fairlead.doors import sql
from fairlead.rooms.promises.models import NEVER
from fairlead.rooms.promises.queries.team_process import AT_ONCE, promises_of_team

_STANDS: Final = """
SELECT promise_id, asker_id, doer_id, kind, stage, is_ended, points, due_at, agreed_due_at, created_at, updated_at
  FROM promises_standing WHERE organisation_id = %s AND promise_id IN ({marks})"""
_SAID: Final = """
SELECT promise_id, act, by_id, at FROM promises_move WHERE organisation_id = %s AND promise_id IN ({marks})
   AND act IN ('decline', 'counter', 'flag_risk', 'propose_change', 'report_done') ORDER BY promise_id, number"""
_UNDONE: Final = frozenset({"withdrawn", "declined", "released", "cancelled"})
"""Ends by a word of both, or before there was a promise: no date slips any more."""


@dataclass(frozen=True, slots=True)
class Slip:
    """An agreed date that passed before anything was handed over."""

    promise: UUID
    doer: UUID


@dataclass(frozen=True, slots=True)
class TeamSigns:
    """The part of each: clear asks that got a yes; asks somebody said no to or changed; early words with days to
    spare; what was renegotiated before its day, of that and what slipped; what was kept, of what ended after a yes."""

    clear: tuple[Event, ...]
    noes: tuple[Event, ...]
    warned: tuple[Event, ...]
    moved: tuple[Event, ...]
    kept: tuple[Event, ...]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class _Stands:
    id: UUID
    asker: UUID
    doer: UUID
    kind: str
    stage: str
    is_ended: bool
    points: int
    due_at: datetime
    agreed_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class _Said:
    act: str
    by: UUID
    at: datetime


def signs_of_team(
    *, organisation: UUID, team: UUID, members: Iterable[UUID], since: datetime, at: datetime
) -> TeamSigns:
    """Of the promises of this team that moved since, done by people who are in it now."""
    ids = promises_of_team(organisation, team, members, since)
    stands = [_stands(row) for row in _rows(_STANDS, organisation, ids)]
    said: dict[UUID, list[_Said]] = defaultdict(list)
    for promise, act, by, moment in _rows(_SAID, organisation, ids):
        said[sql.take_id(promise)].append(_Said(act, sql.take_id(by), sql.take_at(moment)))
    asks = [one for one in stands if one.kind == "request" and one.created_at >= since]
    slips = tuple(Slip(one.id, one.doer) for one in stands if _slipped(one, said[one.id], since, at))
    early = list(_early(stands, said, since))
    changes = [Event(move.by) for move, _due in early if move.act == "propose_change"]
    return TeamSigns(
        clear=tuple(Event(one.asker, is_part=_is_clear(one)) for one in asks),
        noes=tuple(Event(one.doer, is_part=_has_no(one, said[one.id])) for one in asks),
        warned=tuple(Event(move.by, is_part=move.at + EARLY <= due) for move, due in early),
        moved=(*changes, *(Event(slip.doer, is_part=False) for slip in slips)),
        kept=tuple(
            Event(one.doer, is_part=one.stage == "satisfied") for one in stands if _is_over(one, since)
        ),
        slips=slips,
    )


def _is_clear(one: _Stands) -> bool:
    """A date, what done means, and a yes in so many words."""
    return one.points > 0 and one.due_at < NEVER and one.agreed_at is not None


def _has_no(one: _Stands, said: Sequence[_Said]) -> bool:
    return any(move.act in ("decline", "counter") and move.by == one.doer for move in said)


def _is_over(one: _Stands, since: datetime) -> bool:
    return one.is_ended and one.agreed_at is not None and one.updated_at >= since


def _early(
    stands: Sequence[_Stands], said: Mapping[UUID, Sequence[_Said]], since: datetime
) -> Iterator[tuple[_Said, datetime]]:
    """Words before the agreed date, each with that date."""
    for one in stands:
        for move in said[one.id]:
            is_word = move.act in ("flag_risk", "propose_change") and move.at >= since
            if is_word and one.agreed_at is not None and move.at < one.agreed_at:
                yield move, one.agreed_at


def _slipped(one: _Stands, said: Sequence[_Said], since: datetime, at: datetime) -> bool:
    due = one.agreed_at
    if due is None or not since < due <= at or one.stage in _UNDONE:
        return False
    return not any(move.act == "report_done" and move.at <= due for move in said) and _was_open(one, due)


def _was_open(one: _Stands, due: datetime) -> bool:
    """Still a promise on its day: not ended before."""
    return one.stage in BINDING or not one.is_ended or one.updated_at > due


def _stands(row: Sequence[Any]) -> _Stands:
    id_, asker, doer, kind, stage, is_ended, points, due, agreed, created, updated = row
    return _Stands(
        id=sql.take_id(id_),
        asker=sql.take_id(asker),
        doer=sql.take_id(doer),
        kind=kind,
        stage=stage,
        is_ended=bool(is_ended),
        points=points,
        due_at=sql.take_at(due),
        agreed_at=None if agreed is None else sql.take_at(agreed),
        created_at=sql.take_at(created),
        updated_at=sql.take_at(updated),
    )


def _rows(statement: str, organisation: UUID, ids: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        yield from sql.rows(statement.format(marks=sql.marks(some)), [sql.put_id(organisation), *some])
