"""What somebody writes alone in a conversation: their notes, opened for them and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.doors import sql
from fairlead.rooms.people.private import Box, box_of

_NOTES: Final = """
SELECT prompt, sealed FROM conversations_note
 WHERE conversation_id = %s AND organisation_id = %s AND {column} = %s ORDER BY prompt"""


def place_of(conversation: UUID, prompt: int) -> dict[str, Any]:
    """Where a note is sealed for: it opens nowhere else."""
    return {"table": "conversations_note", "row": conversation, "field": f"prompt {prompt}"}


@dataclass(frozen=True, eq=False)
class Notes(Mapping[int, str]):
    """prompt -> text. Each is opened when it is read: most pages only say that there is one, and need no key."""

    conversation: UUID
    viewer: Viewer
    sealed: Mapping[int, bytes] = field(repr=False)

    @cached_property
    def _box(self) -> Box:
        return box_of(self.viewer.person, organisation=self.viewer.organisation)

    def __getitem__(self, prompt: int) -> str:
        sealed = self.sealed[prompt]
        return self._box.open(sealed, **place_of(self.conversation, prompt))

    def __contains__(self, prompt: object) -> bool:
        return prompt in self.sealed

    def __iter__(self) -> Iterator[int]:
        return iter(self.sealed)

    def __len__(self) -> int:
        return len(self.sealed)


def notes_of(conversation: UUID, *, viewer: Viewer) -> Notes:
    """The viewer's own."""
    only = policy.visible(viewer, "note")
    values = [sql.put_id(conversation), sql.put_id(only.organisation), sql.put_id(only.person)]
    rows = sql.rows(_NOTES.format(column=only.columns[0]), values)
    return Notes(conversation, viewer, {prompt: bytes(sealed) for prompt, sealed in rows})
