"""What a team makes of a wave that is shown, and what that changed by the next one.

What may not live here: a figure of the wave, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core import policy
from fairlead.core.conversation.facts import day_of
from fairlead.core.policy import Viewer
from fairlead.core.pulse.after import CHANGES
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.agreements.queries.show import AgreementShown
from fairlead.rooms.agreements.queries.show import show_many as show_agreements
from fairlead.rooms.agreements.queries.standing import in_force, words_in_force
from fairlead.rooms.people.queries import NAME_OF
from fairlead.rooms.pulses.models import Theme, Wave
from fairlead.rooms.pulses.queries.balance import BalanceShown, balance_of
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

    days: how long it has waited; None once it is answered. by: who answered. is_past: its day is over, and what became
    of it has not been said."""

    id: UUID
    pulse: UUID
    text: str | None
    days: int | None
    decision: str
    answer: str | None
    on: date | None
    decided_on: date | None
    by: str
    is_past: bool


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
    return after_of(balance_of(viewer=viewer, pulse=pulse), viewer=viewer, at=at)


def after_of(wave: BalanceShown, *, viewer: Viewer, at: datetime) -> AfterShown:
    """The same of a wave the viewer was shown already."""
    return AfterShown(
        pulse=wave.id,
        team=wave.team,
        closes_on=wave.closes_on,
        may_answer=policy.can_follow_up(viewer, "answer", wave.team),
        thoughts=_thoughts(wave.id, viewer),
        themes=_themes(wave.id, at=at, zone=viewer.zone),
        agreements=_agreements(wave.id, viewer, at),
    )


def changed(*, viewer: Viewer, pulse: UUID, at: datetime) -> ChangedShown:
    """What the team's last wave that was shown before this one led to, as it stands now."""
    wave, _ = seen(viewer, pulse)
    last = _last_shown(wave.team_id, before=wave.number)
    if last is None:
        return ChangedShown(None, (), ())
    themes = _themes(last.id, at=at, zone=viewer.zone)
    held = tuple(one for one in _agreements(last.id, viewer, at) if one.in_force)
    return ChangedShown(last.id, held, tuple(one for one in themes if one.decision))


def cited(before: ChangedShown) -> str:
    """The one thing that could have changed something: what was agreed, else the first answer that is more than not now."""
    agreed = [one.shown.actions[0].text for one in before.agreements]
    answers = [one.answer for one in before.themes if one.decision in CHANGES]
    return next((text for text in (*agreed, *answers) if text), "")


def cited_behind_link(*, pulse: UUID, at: datetime) -> str:
    """The same for the page of a mailed link: nobody is known there, but it was mailed to somebody who is asked."""
    wave = Wave.objects.get(id=pulse)
    last = _last_shown(wave.team_id, before=wave.number)
    if last is None:
        return ""
    agreed = words_in_force(_outcomes(last.id), organisation=wave.organisation_id, at=at)
    themes = Theme.objects.filter(wave_id=last.id, decision__in=CHANGES).order_by("named_on", "id")
    return next((text for text in (*agreed, *themes.values_list("answer", flat=True)) if text), "")


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


_THOUGHTS: Final = f"""
SELECT person_id, {NAME_OF.format("person_id")}, text, written_at FROM pulses_thought
 WHERE wave_id = %s ORDER BY written_at, person_id"""


def _thoughts(wave: UUID, viewer: Viewer) -> tuple[ThoughtShown, ...]:
    return tuple(
        ThoughtShown(name or "", text, sql.take_at(written_at), sql.take_id(person) == viewer.person)
        for person, name, text, written_at in sql.rows(_THOUGHTS, [sql.put_id(wave)])
    )


_THEMES: Final = f"""
SELECT id, wave_id, text, named_on, decision, answer, "on", decided_on, {NAME_OF.format("decided_by_id")}
  FROM pulses_theme WHERE wave_id = %s ORDER BY CASE decision WHEN '' THEN 0 ELSE 1 END, named_on, id"""
_LATELY: Final = """
SELECT t.id, t.wave_id, t.text, t.named_on, t.decision, t.answer, t."on", t.decided_on, ''
  FROM pulses_wave w JOIN pulses_theme t ON t.wave_id = w.id
 WHERE w.team_id = %s AND w.organisation_id = %s AND (t.decision = '' OR t.decided_on >= %s)
 ORDER BY CASE t.decision WHEN '' THEN 0 ELSE 1 END, t.named_on, t.id LIMIT %s"""


def _themes(wave: UUID, *, at: datetime, zone: str) -> tuple[ThemeShown, ...]:
    """What waits comes first, the longest first."""
    today = day_of(at, zone)
    return tuple(_theme(row, today) for row in sql.rows(_THEMES, [sql.put_id(wave)]))


def said_lately(
    *, viewer: Viewer, team: UUID, since: date, at: datetime, limit: int
) -> tuple[ThemeShown, ...]:
    """Of all waves of a team: what waits, the longest first, then what was answered since that day. Of nobody by name."""
    if not policy.may_read_team(viewer, team):
        raise Refusal("not_found")
    today = day_of(at, viewer.zone)
    values = [sql.put_id(team), sql.put_id(viewer.organisation), since, limit]
    return tuple(_theme(row, today) for row in sql.rows(_LATELY, values))


def _theme(row: tuple[Any, ...], today: date) -> ThemeShown:
    id_, wave, text, named_on, decision, answer, day, decided_on, by = row
    on = sql.take_day_or_none(day)
    return ThemeShown(
        id=sql.take_id(id_),
        pulse=sql.take_id(wave),
        text=text,
        days=None if decision else max((today - sql.take_day(named_on)).days, 0),
        decision=decision,
        answer=answer,
        on=on,
        decided_on=sql.take_day_or_none(decided_on),
        by=by or "",
        is_past=decision != "did" and on is not None and on < today,
    )


def _outcomes(wave: UUID) -> list[UUID]:
    found = sql.rows(
        "SELECT agreement_id FROM pulses_outcome WHERE wave_id = %s ORDER BY agreement_id", [sql.put_id(wave)]
    )
    return [sql.take_id(row[0]) for row in found]


def _agreements(wave: UUID, viewer: Viewer, at: datetime) -> tuple[AgreementShown, ...]:
    return show_agreements(_outcomes(wave), viewer=viewer, at=at)
