"""What conversations are about, for their two: the promise's outcome, or what was expected and never asked.

What may not live here: anything else that is said in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.rooms.promises.queries.stands import stands_of

_EXPECTED: Final = """
SELECT m.conversation_id, w.words FROM conversations_step m
  JOIN conversations_words w ON w.conversation_id = m.conversation_id AND w.number = m.number
 WHERE m.organisation_id = %s AND m.conversation_id IN ({marks}) AND m.number = 1"""


def titles_of(talks: Mapping[UUID, UUID | None], *, viewer: Viewer) -> dict[UUID, str]:
    """talks: the viewer's own, each with its promise. A statement for all outcomes, and one for all expectations.

    "": erased."""
    outcomes = stands_of({one for one in talks.values() if one}, viewer=viewer)
    titles = {talk: outcomes[one].outcome if one in outcomes else "" for talk, one in talks.items() if one}
    return titles | _expected([talk for talk, one in talks.items() if one is None], viewer)


def _expected(talks: list[UUID], viewer: Viewer) -> dict[UUID, str]:
    if not talks:
        return {}
    ours = sql.put_id(viewer.organisation)
    found = sql.rows(_EXPECTED.format(marks=sql.marks(talks)), [ours, *sql.put_ids(talks)])
    return dict.fromkeys(talks, "") | {
        sql.take_id(talk): str(json.loads(words)["expectation"]) for talk, words in found if words is not None
    }


_LOOKED_BACK_AT: Final = """
SELECT promise_id FROM conversations_standing
 WHERE organisation_id = %s AND {column} = %s AND ended IS NULL AND promise_id IS NOT NULL"""


def looked_back_at(*, viewer: Viewer) -> sql.Statement:
    """The promises that a conversation of the viewer's is about which has not ended."""
    only = policy.visible(viewer, "conversation")
    mine = [sql.put_id(only.organisation), sql.put_id(only.person)]
    parts = [_LOOKED_BACK_AT.format(column=column) for column in only.columns]
    return " UNION ALL ".join(parts), mine * len(parts)
