"""What somebody writes alone in a conversation: their notes, opened for them and for nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.rooms.people.private import box_of

_NOTES: Final = """
SELECT prompt, sealed FROM conversations_note
 WHERE conversation_id = %s AND organisation_id = %s AND {column} = %s ORDER BY prompt"""


def place_of(conversation: UUID, prompt: int) -> dict[str, Any]:
    """Where a note is sealed for: it opens nowhere else."""
    return {"table": "conversations_note", "row": conversation, "field": f"prompt {prompt}"}


def notes_of(conversation: UUID, *, viewer: Viewer) -> Mapping[int, str]:
    """The viewer's own: prompt -> text. The key is asked for only where there is something to open."""
    only = policy.visible(viewer, "note")
    values = [sql.put_id(conversation), sql.put_id(only.organisation), sql.put_id(only.person)]
    rows = sql.rows(_NOTES.format(column=only.columns[0]), values)
    if not rows:
        return {}
    box = box_of(viewer.person, organisation=viewer.organisation)
    return {prompt: box.open(bytes(sealed), **place_of(conversation, prompt)) for prompt, sealed in rows}
