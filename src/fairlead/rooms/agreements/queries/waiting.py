"""The agreements that wait for somebody: for their answer, or to be looked at again by them, where that is done here.

What time has done is derived, so the moves of their open ones are read; without anybody's words until one waits."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.agreement import awaited
from fairlead.core.conversation.consent import Agreement, Move, replay, settled
from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.doors.waiting import Waits
from fairlead.rooms.agreements.queries.stored import Journal, journals
from fairlead.rooms.agreements.queries.talks import looked_at_there

What = Literal["answer", "look"]

_HEADS: Final = """
SELECT s.agreement_id, s.head FROM agreements_party p
  JOIN agreements_standing s ON s.agreement_id = p.agreement_id AND s.ended IS NULL
 WHERE p.organisation_id = %s AND p.{column} = %s ORDER BY s.agreement_id"""

_MOVES: Final = """
SELECT agreement_id, number, act, by_id, at, version, data, hash FROM agreements_move
 WHERE organisation_id = %s AND agreement_id IN ({marks}) ORDER BY agreement_id, number"""

_ANY: Final = """
SELECT COUNT(*) FROM (SELECT 1 FROM agreements_party p
  JOIN agreements_standing s ON s.agreement_id = p.agreement_id AND s.ended IS NULL
 WHERE p.organisation_id = %s AND p.{column} = %s LIMIT 1) AS open_ones"""


KEPT: Final = 1_000
"""agreements a process keeps as their moves make them, which holds no word of anybody"""
_made: dict[str, Agreement] = {}
"""By the hash of the last move. It tells of all before it, so what is here is never out of date."""


def _open_ones(viewer: Viewer) -> list[Agreement]:
    """The viewer's. Every page counts those that wait, and most have not moved since the last one."""
    only = policy.visible(viewer, "agreement")
    values = [sql.put_id(only.organisation), sql.put_id(only.person)]
    heads = sql.rows(_HEADS.format(column=only.columns[0]), values)
    found = {of: made for of, head in heads if (made := _made.get(head))}
    new = [of for of, _head in heads if of not in found]
    found |= _read(new, values[0]) if new else {}
    return [found[of] for of, _head in heads]


def _read(new: Sequence[Any], organisation: Any) -> dict[Any, Agreement]:
    """As their moves make them by now, which may be one more than a moment ago."""
    moves: defaultdict[Any, list[Move]] = defaultdict(list)
    heads: dict[Any, str] = {}
    for *move, head in sql.rows(_MOVES.format(marks=sql.marks(new)), [organisation, *new]):
        of, number, act, by, at, version, data = move
        line = (sql.take_id(of), number, act, sql.take_id(by), sql.take_at(at), version, json.loads(data))
        moves[of].append(Move(*line, None))
        heads[of] = head
    made = {of: replay(lines) for of, lines in moves.items()}
    if len(_made) > KEPT:
        _made.clear()
    _made.update((heads[of], one) for of, one in made.items())
    return made


def _awaited(viewer: Viewer, at: datetime) -> dict[UUID, What]:
    open_ones = {one.id: one for one in _open_ones(viewer)}
    found = {
        id_: what
        for id_, one in open_ones.items()
        if (what := awaited(one, by=viewer.person, at=at, zone=viewer.zone))
    }
    looks = [open_ones[id_] for id_, what in found.items() if what == "look"]
    there = looked_at_there(looks, organisation=viewer.organisation, at=at)
    return {id_: what for id_, what in found.items() if id_ not in there}


def has_open_ones(*, viewer: Viewer, at: datetime) -> sql.Statement:
    """1 or 0: what waits is known only once the moves of those are read."""
    only = policy.visible(viewer, "agreement")
    values = [sql.put_id(only.organisation), sql.put_id(only.person)]
    return _ANY.format(column=only.columns[0]), values


def count_awaited(*, viewer: Viewer, at: datetime) -> int:
    return len(_awaited(viewer, at))


def awaiting(*, viewer: Viewer, at: datetime) -> tuple[Waits, ...]:
    """With the first of what each says."""
    found = _awaited(viewer, at)
    whole = journals(found, organisation=viewer.organisation)
    return tuple(_waits(whole[id_], what, viewer, at) for id_, what in found.items() if id_ in whole)


def _waits(found: Journal, what: What, viewer: Viewer, at: datetime) -> Waits:
    now = settled(found.agreement, at)
    about = now.standing if what == "look" and now.standing else now.current
    wrote = next(
        kept.line
        for kept in reversed(found.kept)
        if kept.line.version == about.version and "actions" in kept.line.data
    )
    others = sorted(about.parties - {viewer.person})
    state = "look" if what == "look" else "change" if now.standing and now.on_table else "proposal"
    return Waits(
        kind="agreement",
        id=now.id,
        address=f"/agreements/{now.id}",
        person=about.by if what == "answer" else None if found.team else others[0],
        team=found.team,
        title=str(wrote.words["actions"][0]) if wrote.words else "",
        state=state,
        since=about.at,
        on=about.look_again_on if what == "look" else None,
    )
