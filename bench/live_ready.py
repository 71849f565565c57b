"""Inside a world: so many conversations both came to, live, and a signed-in browser of each of the two.

`python -m bench.live_ready COUNT` prints JSON. What may not: measuring."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any, Final
from uuid import UUID

from bench.prepare import set_up, signed_in

PROMISES: Final = """
SELECT promise_id, asker_id, doer_id FROM promises_standing
 WHERE stage IN ('PROMISED', 'SATISFIED', 'REPORTED') AND asker_id <> doer_id ORDER BY promise_id LIMIT %s"""
PURPOSE: Final = "What happens when the file changes, and how we both hear of it"
THERE: Final = """
SELECT conversation_id, asker_id, doer_id FROM conversations_standing WHERE step = 'restore' ORDER BY conversation_id LIMIT %s"""


@cache
def cookie(person: UUID) -> str:
    return str(signed_in(person).cookies["fairlead"].value)


def begin(promise: UUID, asker: UUID, doer: UUID) -> None:
    """Begun by who asked, come to by who promised."""
    from fairlead.doors.clock import now
    from fairlead.rooms.conversations.actions.begin import Wanted
    from fairlead.rooms.conversations.actions.begin import begin as begun
    from fairlead.rooms.conversations.actions.take_step import take_step
    from fairlead.rooms.people.queries import viewer_for

    one, other = viewer_for(asker), viewer_for(doer)
    talk = begun(viewer=one, wanted=Wanted(promise=str(promise)), at=now()).id
    take_step(
        viewer=one, conversation=talk, act="invite", facts={"purpose": PURPOSE, "mode": "live"}, at=now()
    )
    take_step(viewer=other, conversation=talk, act="join", facts={}, at=now())


def talks(count: int) -> list[dict[str, str]]:
    """Made once; kept with the world."""
    from fairlead.doors import sql

    missing = count - len(sql.rows(THERE, [count]))
    for row in sql.rows(PROMISES, [count])[:missing]:
        begin(*map(sql.take_id, row))
    there: list[Any] = sql.rows(THERE, [count])
    assert len(there) == count, f"{len(there)} conversations instead of {count}"
    return [
        {"id": str(sql.take_id(talk)), "cookie": cookie(sql.take_id(person))}
        for talk, *both in there
        for person in both
    ]


if __name__ == "__main__":
    set_up()
    print(json.dumps(talks(int(sys.argv[1]))))
