"""Where some promises are by now, for whoever follows them: those of the viewer alone, one statement.

What may not live here: the journal, and promises that are shown to a team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.doors import sql

_STANDS: Final = """
SELECT promise_id, asker_id, doer_id, stage, is_ended, outcome FROM promises_standing
 WHERE organisation_id = %s AND promise_id IN ({marks}) AND ({mine})"""


@dataclass(frozen=True, slots=True)
class Stands:
    id: UUID
    asker: UUID
    doer: UUID
    stage: str
    is_ended: bool
    outcome: str


def stands_of(promises: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, Stands]:
    """Those of these that are the viewer's; any other is left out, as one that is not there."""
    wanted = sql.put_ids(promises)
    if not wanted:
        return {}
    only = policy.visible(viewer, "promise")
    mine = " OR ".join(f"{column} = %s" for column in only.columns)
    values = [sql.put_id(only.organisation), *wanted, *[sql.put_id(only.person) for _ in only.columns]]
    found = sql.rows(_STANDS.format(marks=sql.marks(wanted), mine=mine), values)
    return {
        sql.take_id(id_): Stands(
            sql.take_id(id_), sql.take_id(asker), sql.take_id(doer), stage, bool(is_ended), outcome
        )
        for id_, asker, doer, stage, is_ended, outcome in found
    }
