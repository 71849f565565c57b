"""What a team may see counted of how it works: whole numbers of the process, and when they are not shown at all.

A count is withheld unless enough people and events are in it and nobody made more than half of it. Who made what
goes in and never comes out. What may not live here: people's names, rates, anything by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args
from uuid import UUID

from fairlead.core.calendar.week import WorkWeek

PEOPLE: Final = 5
CONVERSATIONS: Final = 5
MARKS: Final = 10
EVENTS: Final = 10
EARLY: Final = timedelta(days=2)
"""So long before its date a word is early enough to do something about it."""
ANSWERED: Final = timedelta(days=30)
"""Within so long feedback has an outcome everybody can see."""
DAYS: Final = 90
"""So far back is counted, once a week, for everybody alike."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A code one of the two chose in a conversation, once both were revealed."""

    conversation: UUID
    by: UUID
    code: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something somebody did once. is_part: whether it is also in the smaller number of "18 of 22"."""

    by: UUID
    is_part: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """`part` of `whole`; where nothing is told apart both are the same."""

    part: int
    whole: int


def counted(events: Sequence[Event]) -> Count | None:
    """None: too few, or one person made more than half of either number."""
    whole = [event.by for event in events]
    part = [event.by for event in events if event.is_part]
    if len(whole) < EVENTS or len(set(whole)) < PEOPLE or is_mostly_one(whole) or is_mostly_one(part):
        return None
    return Count(len(part), len(whole))


def where_it_parts(marks: Sequence[Mark]) -> tuple[tuple[str, int], ...] | None:
    """How often each code was chosen, the most first; codes that are mostly one person's are left out.

    None: too few people, conversations or marks, or one person made more than half of all."""
    people = [mark.by for mark in marks]
    if len(set(people)) < PEOPLE or len({mark.conversation for mark in marks}) < CONVERSATIONS:
        return None
    if len(marks) < MARKS or is_mostly_one(people):
        return None
    by_code: dict[str, list[UUID]] = {}
    for mark in marks:
        by_code.setdefault(mark.code, []).append(mark.by)
    shown = [(code, len(who)) for code, who in by_code.items() if not is_mostly_one(who)]
    return tuple(sorted(shown, key=lambda one: (-one[1], one[0])))


def is_mostly_one(people: Sequence[UUID]) -> bool:
    """Whether one person made more than half of them; of nothing nobody did."""
    most = Counter(people).most_common(1)
    return bool(most) and most[0][1] * 2 > len(people)


# --- the day on which a team looks at how it works ---

Every = Literal["two_weeks", "month", "quarter", "never"]
EVERY: Final[tuple[Every, ...]] = get_args(Every)
_MONTHS: Final = {"month": 1, "quarter": 3}
FIRST: Final = date(2026, 1, 1)
"""Without a choice of its own a team looks once a month, on the month's first working day."""


def next_day(every: Every, *, first_on: date, today: date, week: WorkWeek) -> date | None:
    """The next day of looking, today or later; moved to the next working day. None: never."""
    number = 0
    while (planned := _planned(every, first_on, number)) is not None:
        on = planned if week.is_working(planned) else week.day_after(planned, 1)
        if on >= today:
            return on
        number += 1
    return None


def _planned(every: Every, first_on: date, number: int) -> date | None:
    if every == "never":
        return None
    if every == "two_weeks":
        return first_on + timedelta(days=14 * number)
    months = first_on.month - 1 + _MONTHS[every] * number
    year, month = first_on.year + months // 12, months % 12 + 1
    return date(year, month, min(first_on.day, _days_in(year, month)))


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
