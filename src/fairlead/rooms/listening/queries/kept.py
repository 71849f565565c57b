"""One's own figures that one chose to keep: of a year, or all. What may not live here: anything of somebody else's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.rooms.listening.models import Kept
from fairlead.rooms.listening.queries.look import allowed
from fairlead.rooms.people.private import Box, box_of

TABLE: Final = "listening_kept"
FIELD: Final = "figures"


@dataclass(frozen=True, slots=True)
class KeptTalk:
    """Figures of one talk: by their id, as they were shown. `on`: the day its owner gave it."""

    id: UUID
    on: date
    figures: Mapping[str, Mapping[str, Any]]

    def value(self, figure: str) -> float | None:
        return self.figures[figure]["value"] if figure in self.figures else None


def own(viewer: Viewer) -> Any:
    only = policy.visible(viewer, "mirror")
    return Kept.objects.filter(organisation_id=only.organisation, **{only.columns[0]: only.person})


def all_kept(viewer: Viewer) -> tuple[KeptTalk, ...]:
    """Everything, by day. The key is asked for once, and only where there is something to open."""
    allowed(viewer)
    rows = list(own(viewer))
    if not rows:
        return ()
    box = box_of(viewer.person, organisation=viewer.organisation)
    return tuple(sorted((opened(row, box) for row in rows), key=lambda one: (one.on, one.id)))


def opened(row: Kept, box: Box) -> KeptTalk:
    said = json.loads(box.open(bytes(row.sealed), table=TABLE, row=row.id, field=FIELD))
    return KeptTalk(row.id, date.fromisoformat(said["on"]), said["figures"])
