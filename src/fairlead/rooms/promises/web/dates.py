"""Dates in words, in the fields of a form: "by Friday noon" becomes a day, shown with its weekday, to be confirmed.

What lives here: where words may stand, and what is said about them. What may not: which day they mean (core/clarity/due)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from fairlead.core.calendar import at_local
from fairlead.core.clarity.due import Due, read_due
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.dates import Dates
from fairlead.doors.typed import DEFAULT_TIME
from fairlead.rooms.people.queries import work_week

FIELDS: Final = ("due", "check_ins", "needs_due", "assess_by", "date", "fix_by", "made_at")
PARENT: Final = {"needs_due": "needs"}
"""Where the sentence stands, if not at the field itself."""
_DAY: Final = re.compile(r"\s*(?:[0-9]{4}-[0-9]{2}-[0-9]{2}.*)?\s*", re.DOTALL)


def words_in(post: QueryDict, name: str, index: int = 0) -> str:
    """What is typed in words for a date: in the field for words, or where the field of days takes any text."""
    said = (post.getlist(f"{name}_words")[index : index + 1] or [""])[0].strip()
    day = (post.getlist(name)[index : index + 1] or [""])[0].strip()
    return said or ("" if _DAY.fullmatch(day) else day)


def has_words(post: QueryDict) -> bool:
    return any(words_in(post, name, index) for name in FIELDS for index in range(_rows(post, name)))


def _rows(post: QueryDict, name: str) -> int:
    return max(len(post.getlist(name)), len(post.getlist(f"{name}_words")))


def read_words(post: QueryDict, *, viewer: Viewer, at: datetime) -> None:
    """Puts the days that words mean into the fields, and asks about them: the form comes back to be confirmed.

    Refusal `bad_field` of the first field with words; without words nothing happens."""
    if not has_words(post):
        return
    dates, week = Dates.of(viewer.zone, viewer.language, at), work_week(viewer.organisation)
    told: list[tuple[str, str]] = []
    for name in FIELDS:
        for index in range(_rows(post, name)):
            if words := words_in(post, name, index):
                due = read_due(words, now=at, zone=viewer.zone, week=week)
                if due is not None and due.day is not None:
                    _put(post, name, index, due)
                told.append((PARENT.get(name, name), about(words, due, dates)))
    raise Refusal("bad_field", field=told[0][0], says=" ".join(dict.fromkeys(said for _name, said in told)))


def _put(post: QueryDict, name: str, index: int, due: Due) -> None:
    """The day and time into their fields; the words have said what they could."""
    clock = (due.clock or DEFAULT_TIME).strftime("%H:%M")
    for field, value in (
        (name, due.day.isoformat() if due.day else ""),
        (f"{name}_time", clock),
        (f"{name}_words", ""),
    ):
        values = post.getlist(field)
        values += [""] * (index + 1 - len(values))
        if field != f"{name}_time" or due.clock or not values[index]:
            values[index] = value
        post.setlist(field, values)


def about(words: str, due: Due | None, dates: Dates) -> str:
    """What is said about a date in words, with its weekday."""
    if due is None:
        return _("“%(words)s” could not be read as a date. Which day is it?") % {"words": words}
    if due.day is None:
        return _("“%(words)s” is no day yet. Which one would do?") % {"words": due.words}
    facts = {"words": due.words, "day": dates.long_day(due.day)}
    if due.also:
        facts["other"] = dates.long_day(due.also[0])
        return _("“%(words)s” could be %(other)s; here it is %(day)s. Choose, and send it once more.") % facts
    return _("“%(words)s” is %(day)s. If that is the day you mean, send it once more.") % facts


def shown_day(words: str, *, viewer: Viewer, at: datetime) -> str:
    """For the quiet hints: the day and time of words, or nothing."""
    due = read_due(words, now=at, zone=viewer.zone, week=work_week(viewer.organisation)) if words else None
    if due is None or due.day is None or due.also:
        return ""
    dates = Dates.of(viewer.zone, viewer.language, at)
    moment = at_local(due.day, due.clock or DEFAULT_TIME, viewer.zone).moment.at_utc
    return _("“%(words)s” is %(moment)s") % {"words": due.words, "moment": dates.long_moment(moment)}
