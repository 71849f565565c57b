"""Due words: "by Friday noon", "in three working days", "Wednesday week", read as a day.

What lives here: which day words mean, told what now is, in which zone, and which days are free.
What may not: the clock, sentences for people, anything about promises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from fairlead.core.calendar.week import MONDAY_TO_FRIDAY, WorkWeek
from fairlead.core.clarity.due.found import KINDS, Due

__all__ = ["KINDS", "Due", "find_due", "read_due"]

# The grammar is read when the first date is: its patterns take longer to make than all else at a start.


def find_due(
    text: str, *, now: datetime, zone: str, holidays: Iterable[date] = (), week: WorkWeek = MONDAY_TO_FRIDAY
) -> Due | None:
    """The due words of a sentence, or None. Only what is to come: "last Tuesday" and "it took 3 days" are none.

    now: aware. holidays: days off besides those of `week`. Linear in the length of the text."""
    from fairlead.core.clarity.due import grammar

    return grammar.due_of(text, now=now, zone=zone, week=_with(week, holidays))


def read_due(
    text: str, *, now: datetime, zone: str, holidays: Iterable[date] = (), week: WorkWeek = MONDAY_TO_FRIDAY
) -> Due | None:
    """The same for a date field, where "Fri", "27 Nov" or "3 days" say enough by themselves; German words, too."""
    from fairlead.core.clarity.due import grammar

    return grammar.due_in_field(text, now=now, zone=zone, week=_with(week, holidays))


def _with(week: WorkWeek, holidays: Iterable[date]) -> WorkWeek:
    return WorkWeek(week.weekdays, week.holidays | frozenset(holidays))
