"""What a team makes of a wave that is shown, and what that changed by the next one.

What may not live here: a figure of the wave, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.facts import day_of
from fairlead.core.policy import Viewer
from fairlead.core.pulse.after import CHANGES
from fairlead.core.refusals import Refusal
from fairlead.rooms.agreements.queries.show import AgreementShown
from fairlead.rooms.agreements.queries.show import show as show_agreement
from fairlead.rooms.agreements.queries.standing import in_force
from fairlead.rooms.people.queries import names
from fairlead.rooms.pulses.models import Outcome, Theme, Thought, Wave
from fairlead.rooms.pulses.queries.show import seen


@dataclass(frozen=True, slots=True)
class ThoughtShown:
    name: str
    text: str
    written_at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ThemeShown:
    """Who named it is not shown: it is what the team said. text, answer: None when it was erased, or there is none.

    days: how long it has waited; None once it is answered. by: who answered."""

    id: UUID
    text: str | None
    days: int | None
    decision: str
    answer: str | None
    on: date | None
    decided_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class AfterShown:
    """may_answer: the viewer answers what was said. agreements: those suggested out of this wave, the oldest first."""

    pulse: UUID
    team: UUID
    closes_on: date
    may_answer: bool
    thoughts: tuple[ThoughtShown, ...]
    themes: tuple[ThemeShown, ...]
    agreements: tuple[AgreementShown, ...]


@dataclass(frozen=True, slots=True)
class ChangedShown:
    """What the wave before led to. Both empty: nothing yet."""

    pulse: UUID | None
    agreements: tuple[AgreementShown, ...]
    themes: tuple[ThemeShown, ...]


def followed(viewer: Viewer, pulse: UUID) -> Wave:
    """A wave of the viewer's team that is shown; any other is not there."""
    wave, _ = seen(viewer, pulse)
    if wave.state != "closed":
        raise Refusal("not_found")
    return wave


def after(*, viewer: Viewer, pulse: UUID, at: datetime) -> AfterShown:
    wave = followed(viewer, pulse)
    return AfterShown(
        pulse=wave.id,
        team=wave.team_id,
        closes_on=wave.closes_on,
        may_answer=policy.can_follow_up(viewer, "answer", wave.team_id),
        thoughts=_thoughts(wave, viewer),
        themes=_themes(wave, at=at, zone=viewer.zone),
        agreements=_agreements(wave.id, viewer, at),
    )


def changed(*, viewer: Viewer, pulse: UUID, at: datetime) -> ChangedShown:
    """What the team's last wave that was shown before this one led to, as it stands now."""
    wave, _ = seen(viewer, pulse)
    last = _last_shown(wave.team_id, before=wave.number)
    if last is None:
        return ChangedShown(None, (), ())
    themes = _themes(last, at=at, zone=viewer.zone)
    held = tuple(one for one in _agreements(last.id, viewer, at) if one.in_force)
    return ChangedShown(last.id, held, tuple(one for one in themes if one.decision))


def cited(before: ChangedShown) -> str:
    """The one thing that could have changed something: what was agreed, else the first answer that is more than not now."""
    agreed = [one.shown.actions[0].text for one in before.agreements]
    answers = [one.answer for one in before.themes if one.decision in CHANGES]
    return next((text for text in (*agreed, *answers) if text), "")


def has_change(team: UUID, *, organisation: UUID, at: datetime) -> bool:
    """Whether the team's last wave that was shown led to something by now: an agreement in force, or an answer that is
    more than not now. For opening the next."""
    last = _last_shown(team)
    if last is None:
        return False
    if Theme.objects.filter(wave_id=last.id, decision__in=CHANGES).exists():
        return True
    return bool(in_force(_outcomes(last.id), organisation=organisation, at=at))


def _last_shown(team: UUID, *, before: int | None = None) -> Wave | None:
    waves = Wave.objects.filter(team_id=team, state="closed")
    if before is not None:
        waves = waves.filter(number__lt=before)
    return waves.order_by("-number").first()


def _thoughts(wave: Wave, viewer: Viewer) -> tuple[ThoughtShown, ...]:
    rows = list(Thought.objects.filter(wave_id=wave.id).order_by("written_at", "person_id"))
    called = names({row.person_id for row in rows})
    return tuple(
        ThoughtShown(called.get(row.person_id, ""), row.text, row.written_at, row.person_id == viewer.person)
        for row in rows
    )


def _themes(wave: Wave, *, at: datetime, zone: str) -> tuple[ThemeShown, ...]:
    """What waits comes first, the longest first."""
    rows = sorted(
        Theme.objects.filter(wave_id=wave.id), key=lambda row: (bool(row.decision), row.named_on, row.id)
    )
    called = names({row.decided_by_id for row in rows if row.decided_by_id})
    today = day_of(at, zone)
    return tuple(
        ThemeShown(
            id=row.id,
            text=row.text,
            days=None if row.decision else max((today - row.named_on).days, 0),
            decision=row.decision,
            answer=row.answer,
            on=row.on,
            decided_on=row.decided_on,
            by=called.get(row.decided_by_id, "") if row.decided_by_id else "",
        )
        for row in rows
    )


def _outcomes(wave: UUID) -> list[UUID]:
    found = Outcome.objects.filter(wave_id=wave).order_by("agreement_id")
    return list(found.values_list("agreement_id", flat=True))


def _agreements(wave: UUID, viewer: Viewer, at: datetime) -> tuple[AgreementShown, ...]:
    return tuple(show_agreement(viewer=viewer, agreement=one, at=at) for one in _outcomes(wave))
