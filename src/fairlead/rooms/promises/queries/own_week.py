"""What a person did in a stretch of time, in whole numbers, for that person alone. Counted when asked, kept nowhere.

What may not live here: how promises ended, and anything somebody else did."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.reflection import ACTS, OwnWeek, own_week
from fairlead.doors import sql
from fairlead.rooms.promises.models import NEVER

_TOUCHED: Final = (
    "SELECT {columns} FROM promises_standing"
    " WHERE organisation_id = %s AND {role}_id = %s AND is_ended = {ended} AND updated_at >= %s"
)
"""One entry of an index: a promise that moved in a week was not moved last before it."""
_BRANCHES: Final = [(role, ended) for role in ("asker", "doer") for ended in ("true", "false")]

_ASKS: Final = (
    "SELECT COUNT(*), COALESCE(SUM(CASE WHEN points > 0 THEN 1 ELSE 0 END), 0),"
    " COALESCE(SUM(CASE WHEN due_at < %s THEN 1 ELSE 0 END), 0) FROM ("
    + " UNION ALL ".join(
        _TOUCHED.format(columns="points, due_at, kind, created_at", role=role, ended=ended)
        for role, ended in _BRANCHES
        if role == "asker"
    )
    + ") AS mine WHERE kind = 'request' AND created_at >= %s AND created_at < %s"
)
_ACTS: Final = (
    "SELECT act, COUNT(*) FROM promises_move WHERE organisation_id = %s AND promise_id IN ("
    + " UNION ALL ".join(
        _TOUCHED.format(columns="promise_id", role=role, ended=ended) for role, ended in _BRANCHES
    )
    + f") AND by_id = %s AND at >= %s AND at < %s AND act IN ({', '.join(['%s'] * len(ACTS))}) GROUP BY act"
)


def what_i_did(*, viewer: Viewer, begin: datetime, end: datetime) -> OwnWeek:
    """From `begin` until before `end`. What the asks say is what is on the table now."""
    only = policy.visible(viewer, "promise")
    home, me = sql.put_id(only.organisation), sql.put_id(only.person)
    since, until = sql.put_at(begin), sql.put_at(end)
    touched = [home, me, since]
    [(asks, with_points, with_date)] = sql.rows(_ASKS, [sql.put_at(NEVER), *touched * 2, since, until])
    acts = sql.rows(_ACTS, [home, *touched * 4, me, since, until, *ACTS])
    return own_week(asks=asks, with_points=int(with_points), with_date=int(with_date), acts=dict(acts))
