"""The codes a team's conversations revealed, for the weekly counts: who chose them goes along, to be withheld by.

For background work, and for nothing that is shown: core/process.py says what of it may be. What may not live here:
anybody's own words, a code that only one of the two may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.core.process import Mark
from fairlead.doors import sql
from fairlead.rooms.conversations.queries.stored import Journal, journals
from fairlead.rooms.conversations.queries.team_codes import team_of

_TOUCHED: Final = """
SELECT conversation_id FROM conversations_standing
 WHERE organisation_id = %s AND opener_id IN ({marks}) AND updated_at >= %s"""
_AT_ONCE: Final = 100
_ABOUT: Final = """
SELECT DISTINCT promise_id FROM conversations_standing
 WHERE organisation_id = %s AND invited_id IS NOT NULL AND promise_id IN ({marks})"""


def marks_of_team(
    *, organisation: UUID, team: UUID, members: Iterable[UUID], since: datetime
) -> tuple[Mark, ...]:
    """The last choice of each of the two, in conversations about this team's promises, chosen since."""
    people = sql.put_ids(members)
    values = [sql.put_id(organisation), *people, sql.put_at(since)]
    ids = [sql.take_id(row[0]) for row in sql.rows(_TOUCHED.format(marks=sql.marks(people)), values)]
    found: list[Mark] = []
    for start in range(0, len(ids), _AT_ONCE):
        for one in journals(ids[start : start + _AT_ONCE], organisation=organisation).values():
            if team_of(one) == team:
                found += _marks(one, since)
    return tuple(found)


def _marks(found: Journal, since: datetime) -> Iterator[Mark]:
    chosen = {
        said.role: said.step
        for said in found.talk.said
        if said.step.act == "give_causes" and said.is_revealed
    }
    for step in chosen.values():
        if step.at >= since:
            for code in (step.words or {}).get("codes", ()):
                yield Mark(found.talk.id, step.by, code)


def talked_about(promises: Iterable[UUID], *, organisation: UUID) -> frozenset[UUID]:
    """Those of these promises to a conversation about which the other was invited."""
    wanted = sql.put_ids(promises)
    found: set[UUID] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = sql.rows(_ABOUT.format(marks=sql.marks(some)), [sql.put_id(organisation), *some])
        found.update(sql.take_id(row[0]) for row in rows)
    return frozenset(found)
