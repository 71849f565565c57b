"""The rules of notices, pure: from a move or a standing to who hears what, and when.

What lives here: at once or in the daily note, the one reminder, the morning after a date, the nudge
at the check-by moment; quiet hours, free days and absence. What may not: rows, mails, the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core.calendar import MONDAY_TO_FRIDAY, Quiet, WorkWeek, at_local, next_allowed, next_hour

SOON: Final = timedelta(hours=48)
"""A move is mailed at once only when the date it is about is this near, or past."""
REMINDER_DAYS: Final = 2
"""Working days before the date on which the doer, alone, is reminded once."""

NIGHT: Final = Quiet(time(19), time(7))

Channel = Literal["at_once", "daily"]
AheadKind = Literal[
    "reminder",
    "passed",
    "check",
    "look_again",
    "look_at",
    "fading",
    "rhythm",
    "check_in",
    "pulse",
    "pulse_end",
]

RUNNING: Final = ("PROMISED", "CHANGE/PROMISED", "RELEASE/PROMISED")
"""The stages in which an agreed date can pass."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How one person wants to be reached. `week` counts working days, of their organisation.

    `has_free_days`: nothing on days that are not working days. `away_until`: the first day back."""

    zone: str = "UTC"
    morning: int = 8
    quiet: Quiet = NIGHT
    week: WorkWeek = MONDAY_TO_FRIDAY
    has_free_days: bool = True
    away_until: date | None = None
    wants_mail: bool = True
    wants_at_once: bool = True
    wants_daily: bool = True
    wants_reminders: bool = True


@dataclass(frozen=True, slots=True)
class Situation:
    """What a promise is at, as far as notices care. `due`, `version`: of the terms in force, or None.

    `check_by` is only set while the asker is to check."""

    asker: UUID
    doer: UUID
    stage: str
    due: datetime | None = None
    version: int | None = None
    check_by: datetime | None = None
    check_ins: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Tell:
    """A move that somebody else should hear of. `has_ball`: it is now their turn because of it."""

    to: UUID
    has_ball: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """A notice that a date will cause if nothing moves. The same `mark`: the same notice, sent once."""

    to: UUID
    kind: AheadKind
    mark: str
    due_at: datetime


def tell_of(act: str, *, by: UUID, asker: UUID, doer: UUID, before: UUID | None, after: UUID | None) -> Tell:
    """Who hears of a move: the other one, never who made it. before, after: who had the ball.

    New words on the table count as a new turn, though the ball stays where it was."""
    to = doer if by == asker else asker
    is_turn = after == to and (before != to or act in ("request", "offer", "amend"))
    return Tell(to, is_turn)


def told_when(
    tell: Tell, *, at: datetime, date_at: datetime | None, habits: Habits
) -> tuple[Channel, datetime] | None:
    """By which mail, and when it may go; None if this person wants neither.

    At once: only a turn, and only with its date (`date_at`) within 48 hours or past."""
    if not habits.wants_mail:
        return None
    is_near = tell.has_ball and date_at is not None and date_at - at <= SOON
    if is_near and habits.wants_at_once:
        return "at_once", allowed(at, habits)
    return ("daily", next_note(at, habits)) if habits.wants_daily else None


def allowed(at: datetime, habits: Habits) -> datetime:
    """The first moment from `at` on at which this person may be mailed."""
    week = habits.week if habits.has_free_days else None
    return next_allowed(at, habits.zone, habits.quiet, week, habits.away_until)


def next_note(at: datetime, habits: Habits) -> datetime:
    """The next morning hour from `at` on that is not quiet; where quiet reaches past it, its end."""
    while True:
        morning = next_hour(at, habits.morning, habits.zone)
        free = allowed(morning, habits)
        wall = morning.astimezone(ZoneInfo(habits.zone)).replace(tzinfo=None)
        if free == morning or habits.quiet.ends(wall):
            return free
        at = free


def ahead(situation: Situation, *, since: datetime, habits: Mapping[UUID, Habits]) -> tuple[Ahead, ...]:
    """Every notice the dates of this promise cause as things stand, if nothing moves.

    since: when the terms in force were agreed; what would have been due before that is none. `habits` of
    both people. What has moved since is no longer in the answer: that cancels it."""
    if situation.due is None or situation.version is None:
        return ()
    return tuple(
        notice
        for plan in (_reminder, _check_ins, _passed, _check)
        for notice in plan(situation, habits)
        if notice.due_at > since and habits[notice.to].wants_mail
    )


def look_again_ahead(
    people: Iterable[UUID],
    *,
    on: date,
    mark: str,
    habits: Mapping[UUID, Habits],
    kind: AheadKind = "look_again",
) -> tuple[Ahead, ...]:
    """To each who said they would look again, the same words, on the morning of that day."""
    planned = [
        Ahead(person, kind, mark, next_note(_morning(on, habits[person]), habits[person]))
        for person in people
    ]
    return tuple(one for one in planned if habits[one.to].wants_mail and habits[one.to].wants_reminders)


def _reminder(situation: Situation, habits: Mapping[UUID, Habits]) -> Iterator[Ahead]:
    """To the doer alone, two working days before, in the morning; never later than the date."""
    if situation.stage != "PROMISED" or situation.due is None:
        return
    doer = habits[situation.doer]
    on = doer.week.day_before(_on(situation.due, doer), REMINDER_DAYS)
    due_at = next_note(_morning(on, doer), doer)
    if doer.wants_reminders and due_at < situation.due:
        yield Ahead(situation.doer, "reminder", f"v{situation.version}", due_at)


def _check_ins(situation: Situation, habits: Mapping[UUID, Habits]) -> Iterator[Ahead]:
    """To the doer alone, at each moment both agreed to; where that is quiet, at its end, but never after the date."""
    doer = habits[situation.doer]
    if situation.stage != "PROMISED" or situation.due is None or not doer.wants_reminders:
        return
    for moment in situation.check_ins:
        due_at = allowed(moment, doer)
        if due_at < situation.due:
            yield Ahead(situation.doer, "check_in", f"v{situation.version} {moment:%Y-%m-%dT%H:%M}", due_at)


def _passed(situation: Situation, habits: Mapping[UUID, Habits]) -> Iterator[Ahead]:
    """To both, the same words, each on their own next morning."""
    if situation.stage not in RUNNING or situation.due is None:
        return
    for person in (situation.asker, situation.doer):
        due_at = _morning_after(situation.due, habits[person])
        yield Ahead(person, "passed", f"v{situation.version}", due_at)


def _check(situation: Situation, habits: Mapping[UUID, Habits]) -> Iterator[Ahead]:
    """One nudge to the asker, who has the ball, when the moment to check by has come."""
    if situation.stage == "REPORTED" and situation.check_by is not None:
        due_at = next_note(situation.check_by, habits[situation.asker])
        mark = f"v{situation.version} {situation.check_by:%Y-%m-%dT%H:%M}"
        yield Ahead(situation.asker, "check", mark, due_at)


def _morning_after(at: datetime, habits: Habits) -> datetime:
    return next_note(_morning(_on(at, habits) + timedelta(days=1), habits), habits)


def _morning(on: date, habits: Habits) -> datetime:
    return at_local(on, time(habits.morning), habits.zone).moment.at_utc


def _on(at: datetime, habits: Habits) -> date:
    return at.astimezone(ZoneInfo(habits.zone)).date()
