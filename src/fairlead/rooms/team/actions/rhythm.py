"""Choosing when a team looks at how it works, and proposing what comes of it as its agreement."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from fairlead.core import policy
from fairlead.core.policy import Viewer
from fairlead.core.process import EVERY
from fairlead.core.promise.terms import is_blank
from fairlead.core.refusals import Refusal
from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement
from fairlead.rooms.agreements.queries.show import AgreementShown
from fairlead.rooms.team.models import Rhythm


def set_rhythm(*, viewer: Viewer, team: UUID, every: Any, first_on: Any, at: datetime) -> None:
    """By those who lead the team. first_on: a day that is one of looking; the others follow from it."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    if not policy.may_set_up_team(viewer, team):
        raise Refusal("not_allowed", field="team")
    if every not in EVERY:
        raise Refusal("bad_field" if every else "missing_field", field="every")
    on = _day(first_on)
    Rhythm.objects.update_or_create(
        team_id=team,
        defaults={
            "organisation_id": viewer.organisation,
            "every": every,
            "first_on": on,
            "updated_at": at,
        },
    )


def _day(given: Any) -> date:
    """A day as a form or a program writes it."""
    if is_blank(given):
        raise Refusal("missing_field", field="first_on")
    try:
        on = date.fromisoformat(given)
    except (TypeError, ValueError):
        raise Refusal("bad_field", field="first_on") from None
    if not 2000 <= on.year <= 2200:
        raise Refusal("bad_field", field="first_on")
    return on


def propose(
    *, viewer: Viewer, team: UUID, text: str, look_again_on: str, at: datetime, agreement: UUID | None = None
) -> AgreementShown:
    """Where there is room for improvement, as something the team does: a proposal like any other."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    if not text.strip():
        raise Refusal("missing_field", field="actions")
    facts = {"actions": [{"by": None, "text": text.strip(), "due": None}], "look_again_on": look_again_on}
    return open_agreement(
        viewer=viewer, wanted=Wanted(team=str(team)), facts=facts, at=at, agreement=agreement
    )
