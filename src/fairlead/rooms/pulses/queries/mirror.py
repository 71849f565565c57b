"""A leader's own answers in mirror words, for that person and nobody else. What may not live here: the team's."""

from __future__ import annotations

import json
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people import private
from fairlead.rooms.pulses.models import Mirror
from fairlead.rooms.pulses.queries.show import PulseShown, show

TABLE: Final = "pulses_mirror"
FIELD: Final = "answers"
_MIRROR: Final = (
    "SELECT sealed FROM pulses_mirror WHERE wave_id = %s AND person_id = %s AND organisation_id = %s"
)


def mirrored(*, viewer: Viewer, pulse: UUID) -> PulseShown:
    """The wave, for whoever leads its team; to anybody else there is no mirror of it."""
    shown = show(viewer=viewer, pulse=pulse)
    if not policy.may_mirror(viewer, shown.team):
        raise Refusal("not_found")
    return shown


def mirror_of(*, viewer: Viewer, pulse: UUID) -> dict[str, int]:
    """The point of each question answered, by code; empty: nothing was."""
    values = [sql.put_id(pulse), sql.put_id(viewer.person), sql.put_id(viewer.organisation)]
    rows = sql.rows(_MIRROR, values)
    return _opened(viewer, pulse, bytes(rows[0][0])) if rows else {}


def own_mirrors(*, viewer: Viewer) -> list[dict[str, Any]]:
    """All there are, to take away."""
    rows = Mirror.objects.filter(organisation_id=viewer.organisation, person_id=viewer.person)
    return [
        {"pulse": str(row.wave_id), "answers": _opened(viewer, row.wave_id, bytes(row.sealed))}
        for row in rows.order_by("wave_id")
    ]


def _opened(viewer: Viewer, pulse: UUID, sealed: bytes) -> dict[str, int]:
    text = private.open_sealed(
        sealed,
        person=viewer.person,
        organisation=viewer.organisation,
        table=TABLE,
        row=pulse,
        field=FIELD,
    )
    found: dict[str, int] = json.loads(text)
    return found
