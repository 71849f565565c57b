"""How people want to be reached: what they chose, in their zone, with their organisation's week.

What may not: when a notice goes (core/notices), saving a choice (actions)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from fairlead.core.calendar import Quiet
from fairlead.core.notices import Habits
from fairlead.core.policy import Viewer
from fairlead.rooms.people import queries as people
from fairlead.rooms.people.shapes import PersonCard


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """What a person chose. Hours are on their own clock; `quiet_from` equal to `quiet_until`: never quiet."""

    mail: bool = True
    at_once: bool = True
    daily: bool = True
    reminders: bool = True
    hour: int = 8
    quiet_from: time = time(19)
    quiet_until: time = time(7)
    free_days: bool = True
    reflect_day: int | None = None
    """On which day, 0 is Monday, they want to be reminded of their own week; None: not at all."""
    reflect_hour: int = 16


@dataclass(frozen=True, slots=True)
class Reach:
    """A person and how they are reached."""

    card: PersonCard
    habits: Habits


PLAIN = NoticeSettings()


def read_settings(kept: Mapping[str, Any]) -> NoticeSettings:
    """From what the people room keeps. What is missing is as it is for everybody."""
    return NoticeSettings(
        mail=bool(kept.get("mail", PLAIN.mail)),
        at_once=bool(kept.get("at_once", PLAIN.at_once)),
        daily=bool(kept.get("daily", PLAIN.daily)),
        reminders=bool(kept.get("reminders", PLAIN.reminders)),
        hour=int(kept.get("hour", PLAIN.hour)),
        quiet_from=time.fromisoformat(kept.get("quiet_from", "19:00")),
        quiet_until=time.fromisoformat(kept.get("quiet_until", "07:00")),
        free_days=bool(kept.get("free_days", PLAIN.free_days)),
        reflect_day=kept.get("reflect_day", PLAIN.reflect_day),
        reflect_hour=int(kept.get("reflect_hour", PLAIN.reflect_hour)),
    )


def settings_of(viewer: Viewer) -> NoticeSettings:
    """One's own."""
    return read_settings(people.notice_settings([viewer.person]).get(viewer.person, {}))


def reach_of(persons: Iterable[UUID]) -> dict[UUID, Reach]:
    """For background work: everybody of these who is known, whether they are here or not."""
    cards = people.cards(persons)
    kept = people.notice_settings(cards)
    weeks = {
        organisation: people.work_week(organisation)
        for organisation in {c.organisation for c in cards.values()}
    }
    return {
        person: Reach(card, _habits(card, read_settings(kept.get(person, {})), weeks[card.organisation]))
        for person, card in cards.items()
    }


def habits_of(persons: Iterable[UUID]) -> dict[UUID, Habits]:
    return {person: reach.habits for person, reach in reach_of(persons).items()}


def _habits(card: PersonCard, chosen: NoticeSettings, week: Any) -> Habits:
    return Habits(
        zone=card.zone,
        morning=chosen.hour,
        quiet=Quiet(chosen.quiet_from, chosen.quiet_until),
        week=week,
        has_free_days=chosen.free_days,
        # People give their last day away; nothing comes before the day after it.
        away_until=card.away_until + timedelta(days=1) if card.away_until else None,
        wants_mail=chosen.mail and card.is_here,
        wants_at_once=chosen.at_once,
        wants_daily=chosen.daily,
        wants_reminders=chosen.reminders,
    )
