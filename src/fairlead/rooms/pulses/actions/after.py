"""From a result to a change: what it means, what was said and its answer, one agreement. Only of a wave that is shown.

What may not live here: an answer's form (core/pulse/after.py), making an agreement (the agreements room)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.facts import day_of
from fairlead.core.policy import Viewer
from fairlead.core.promise.terms import OUTCOME_MAX, check_text, is_blank
from fairlead.core.pulse.after import THEME_MAX, answer_from
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_id
from fairlead.rooms.agreements.actions.open_agreement import Wanted, open_agreement
from fairlead.rooms.promises.actions.drafts import keep_draft
from fairlead.rooms.pulses.models import Outcome, Theme, Thought, Wave
from fairlead.rooms.pulses.queries.after import followed

AGREED_MAX: Final = 500
"""characters of what a team does, as in every agreement"""


def say_meaning(*, viewer: Viewer, pulse: UUID, text: Any, at: datetime) -> None:
    """What the viewer thinks it means, in place of what they said before; an empty text takes that away."""
    wave = _may(viewer, pulse, "say")
    mine = Thought.objects.filter(wave_id=wave.id, person_id=viewer.person)
    if is_blank(text):
        mine.delete()
        return
    values = {
        "organisation_id": viewer.organisation,
        "text": check_text(text, "meaning"),
        "written_at": at,
    }
    Thought.objects.update_or_create(wave_id=wave.id, person_id=viewer.person, defaults=values)


def name_theme(*, viewer: Viewer, pulse: UUID, text: Any, at: datetime, theme: UUID | None = None) -> UUID:
    """Something that was said, so that it is answered. theme: its id; named twice under one it is one."""
    wave = _may(viewer, pulse, "name")
    values = {
        "wave_id": wave.id,
        "organisation_id": viewer.organisation,
        "named_by_id": viewer.person,
        "text": check_text(text, "said", THEME_MAX),
        "named_on": day_of(at, viewer.zone),
    }
    row, _ = Theme.objects.get_or_create(id=theme or new_id(), defaults=values)
    if (row.wave_id, row.named_by_id) != (wave.id, viewer.person):
        raise Refusal("already_there", field="said")
    return row.id


def answer_theme(
    *, viewer: Viewer, pulse: UUID, theme: UUID, decision: Any, text: Any, on: Any, at: datetime
) -> None:
    """By who leads; a later answer takes the place of the one before. Refuses not_allowed to others."""
    wave = _may(viewer, pulse, "answer")
    given = answer_from(decision=decision, text=text, on=on, at=at, zone=viewer.zone)
    values = {
        "decision": given.decision,
        "answer": given.text,
        "on": given.on,
        "decided_on": day_of(at, viewer.zone),
        "decided_by_id": viewer.person,
    }
    if not Theme.objects.filter(id=theme, wave_id=wave.id).update(**values):
        raise Refusal("not_found")


def suggest(
    *, viewer: Viewer, pulse: UUID, text: Any, look_again_on: Any, at: datetime, agreement: UUID | None = None
) -> UUID:
    """One thing the team does from here, as an agreement suggested to all of it. The agreement's id."""
    wave = _may(viewer, pulse, "suggest")
    words = check_text(text, "actions", AGREED_MAX)
    facts = {"actions": [{"by": None, "text": words, "due": None}], "look_again_on": look_again_on}
    with sql.one_transaction():
        made = open_agreement(
            viewer=viewer, wanted=Wanted(team=str(wave.team_id)), facts=facts, at=at, agreement=agreement
        )
        Outcome.objects.get_or_create(
            agreement_id=made.id, defaults={"wave_id": wave.id, "organisation_id": viewer.organisation}
        )
    return made.id


def draft_of(*, viewer: Viewer, pulse: UUID, kind: str, text: Any, at: datetime) -> UUID:
    """The same as the draft of an ask or an offer; nobody but the viewer sees it."""
    _may(viewer, pulse, "suggest")
    outcome = check_text(text, "actions", OUTCOME_MAX)
    return keep_draft(viewer=viewer, body={"kind": kind, "terms": {"outcome": outcome}}, at=at).id


def _may(viewer: Viewer, pulse: UUID, act: str) -> Wave:
    """The wave; not_found where there is no result."""
    wave = followed(viewer, pulse)
    if not policy.can_follow_up(viewer, act, wave.team_id):
        raise Refusal("not_allowed", field="team")
    return wave
