"""A week looked back on by one person alone: nine questions by number and theme, names of weeks, the week in whole numbers.

What may not live here: the questions' words, who may read an answer, any figure about somebody else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from fairlead.core.refusals import Refusal

THEMES: Final[Mapping[str, tuple[int, ...]]] = {"clear": (1, 2, 3), "listen": (4, 5, 6), "forward": (7, 8, 9)}
NUMBERS: Final = tuple(number for numbers in THEMES.values() for number in numbers)
LONGEST: Final = 10_000
"""characters of one answer"""
FIRST_YEAR: Final = 2000
_NAME: Final = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_SEVEN_DAYS: Final = timedelta(days=7)


def theme_of(number: int) -> str:
    return next(theme for theme, numbers in THEMES.items() if number in numbers)


# --- weeks ---


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week of the ISO calendar by its Monday. A year's first week has its first Thursday."""

    monday: date

    @classmethod
    def of(cls, on: date) -> Week:
        return cls(on - timedelta(days=on.weekday()))

    @property
    def year(self) -> int:
        return self.monday.isocalendar().year

    @property
    def name(self) -> str:
        """As it stands in addresses: 2026-W48."""
        year, number, _ = self.monday.isocalendar()
        return f"{year:04}-W{number:02}"

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def before(self) -> Week:
        return Week(self.monday - _SEVEN_DAYS)

    @property
    def after(self) -> Week:
        return Week(self.monday + _SEVEN_DAYS)


def week_named(name: str) -> Week:
    """Refuses not_found for what names no week."""
    found = _NAME.fullmatch(name)
    if found is None or int(found[1]) < FIRST_YEAR:
        raise Refusal("not_found")
    try:
        return Week(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except ValueError:
        raise Refusal("not_found") from None


# --- which questions ---


def short_week(week: Week, person: UUID) -> tuple[int, ...]:
    """One question of each theme. In three weeks on end every question comes once; people begin at different ones."""
    count = week.monday.toordinal() // 7
    start = sha256(person.bytes).digest()
    return tuple(
        numbers[(count + start[place]) % len(numbers)] for place, numbers in enumerate(THEMES.values())
    )


# --- answers ---


def answers_from(given: Any) -> dict[int, str]:
    """What was sent as {"1".."9": text}, by number; empty ones are none. Refuses bad_field."""
    if not isinstance(given, Mapping) or not set(given) <= {str(number) for number in NUMBERS}:
        raise Refusal("bad_field", field="answers")
    return {int(number): text for number in sorted(given) if (text := _checked(given[number]))}


def _checked(text: Any) -> str:
    if text is None:
        return ""
    if not isinstance(text, str) or "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refusal("bad_field", field="answers")
    if len(text) > LONGEST:
        raise Refusal("bad_field", field="answers", longest=LONGEST)
    return text.strip()


# --- the week in whole numbers ---


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """What one did oneself in a week. Told to oneself alone, to begin with; kept nowhere.

    with_points, with_date: how many of the asks say what done means, and by when."""

    asks: int = 0
    with_points: int = 0
    with_date: int = 0
    questions: int = 0
    answers: int = 0
    read_backs: int = 0
    changes: int = 0
    risks: int = 0
    thanks: int = 0


ACTS: Final[Mapping[str, str]] = {
    "ask": "questions",
    "clarify": "answers",
    "read_back": "read_backs",
    "counter": "changes",
    "propose_change": "changes",
    "flag_risk": "risks",
    "thank": "thanks",
}
"""Which of one's own moves is told as what."""


def own_week(*, asks: int, with_points: int, with_date: int, acts: Mapping[str, int]) -> OwnWeek:
    """acts: how many moves one made of each act."""
    told = dict.fromkeys(ACTS.values(), 0)
    for act, name in ACTS.items():
        told[name] += acts.get(act, 0)
    return OwnWeek(asks=asks, with_points=with_points, with_date=with_date, **told)
