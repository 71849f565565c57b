"""What somebody who leads a team answers in mirror words, while its wave is open: sealed, and in no sum.

What may not live here: reading it (queries/mirror.py), anything of who is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.pulse.items import answered, instrument
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.people import private
from fairlead.rooms.pulses.models import Mirror
from fairlead.rooms.pulses.queries.mirror import FIELD, TABLE
from fairlead.rooms.pulses.queries.show import seen


def keep_mirror(*, viewer: Viewer, pulse: UUID, answers: Any, at: datetime) -> None:
    """Answered again, it takes the place of what was there. Refuses not_found, not_allowed to who does not lead the team,
    code_expired after the close, missing_field without one answer, bad_field."""
    wave, _is_asked = seen(viewer, pulse)
    if not policy.may_mirror(viewer, wave.team_id):
        raise Refusal("not_allowed", field="team")
    if wave.state != "open" or at >= wave.closes_at:
        raise Refusal("code_expired", field="ballot")
    if not isinstance(answers, Mapping):
        raise Refusal("bad_field" if answers else "missing_field", field="answers")
    given = {code: point for code, point in answers.items() if point is not None}
    if not given:
        raise Refusal("missing_field", field="answers")
    told = instrument(wave.instrument.split()[0])
    answered(told, given, told.codes("safe", "matter"))
    box = private.box_of(viewer.person, organisation=viewer.organisation)
    sealed = box.seal(json.dumps(given), table=TABLE, row=wave.id, field=FIELD)
    with sql.one_transaction():
        Mirror.objects.update_or_create(
            wave_id=wave.id,
            person_id=viewer.person,
            defaults={"organisation_id": viewer.organisation, "sealed": sealed},
        )
