"""Rows of Standing as parts of a page: in the reader's words, with ring, tags and how far the date is.

What may not live here: statements, rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.doors import drawings
from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.doors.rows import Row as ShownRow
from fairlead.doors.rows import Waiting, WeekDay
from fairlead.doors.words import stage_name
from fairlead.rooms.promises.queries.lists import Row

QUIET: Final = frozenset({"PROMISED"})
"""Stages that need no tag: it is simply on its way."""
TALK: Final = frozenset({"CHANGE", "RELEASE", "GAP", "REPORTED"})
ICONS: Final = {"CHANGE": "repeat", "RELEASE": "unlink", "GAP": "circle-dashed", "REPORTED": "circle-check"}


def is_counter(row: Row) -> bool:
    """In the negotiation: what lies on the table is the answer of the one who was asked."""
    opener = "asker" if row.kind == "request" else "doer"
    return row.stage == "PROPOSED" and row.spoke_last != opener


@lru_cache(maxsize=1024)
def _tags(
    stage: str, *, is_countered: bool, is_passed: bool, is_risk: bool, _language: str
) -> tuple[tuple[str, str, str], ...]:
    """There are few, and every row of every list has them."""
    tags = []
    name = stage.partition("/")[0]
    if is_passed:
        tags.append((_("Date passed"), "talk", ""))
    if is_risk:
        tags.append((_("Risk raised early"), "risk", "flag"))
    if name not in QUIET:
        tone = "ok" if name == "satisfied" else "talk" if name in TALK or is_countered else ""
        tags.append((stage_name(stage, is_counter=is_countered), tone, ICONS.get(name, "")))
    return tuple(tags)


_IN_TALK: Final = frozenset({"PROPOSED", "QUESTION", "PONDERING", "declined", "withdrawn"})


@lru_cache(maxsize=8192)
def _who(name: str, me: str, talked_of: str, _language: str) -> str:
    """talked_of: the kind of a promise that is not made yet, else nothing."""
    facts = {"name": first_name(name)}
    if talked_of == "request":
        return (_("You asked %(name)s") if me == "asker" else _("%(name)s asked you")) % facts
    if talked_of:
        return (_("You offered it to %(name)s") if me == "doer" else _("%(name)s offers it")) % facts
    return (_("To %(name)s") if me == "doer" else _("From %(name)s")) % facts


def shown_row(row: Row, dates: Dates) -> ShownRow:
    """One promise as a line of a list."""
    when, distance, language = "", "", dates.language
    if row.stands_at is not None:
        when = dates.day(row.stands_at)
        distance = "" if row.is_ended else dates.distance(row.stands_at)
    is_risk = row.is_at_risk and not row.is_ended
    tags = _tags(
        row.stage,
        is_countered=is_counter(row),
        is_passed=row.date_passed,
        is_risk=is_risk,
        _language=language,
    )
    who = _who(row.other_name, row.me, row.kind if row.stage in _IN_TALK else "", language)
    ring = drawings.ring(row.stage, is_talking=row.is_at_risk or row.date_passed, language=language)
    return ShownRow(f"/promises/{row.id}", row.outcome, ring, who, when, distance, tags)


def shown_rows(rows: Iterable[Row], dates: Dates) -> list[ShownRow]:
    return [shown_row(row, dates) for row in rows]


# --- what waits ---


def _says_in_talk(row: Row, dates: Dates) -> tuple[str, str]:
    if row.stage == "QUESTION":
        return _("asks a question"), _("Answer")
    if is_counter(row) and row.due_at:
        return _("suggests %(when)s") % {"when": dates.moment(row.due_at)}, _("Reply")
    if is_counter(row):
        return _("suggests a change"), _("Reply")
    if row.stage == "PONDERING":
        return _("waits for your answer"), _("Reply")
    return (_("asks you") if row.me == "doer" else _("offers you")), _("Reply")


def _says(row: Row, dates: Dates) -> tuple[str, str]:
    """What the other one says, and the word that leads on."""
    stage = row.stage.partition("/")[0]
    if stage in ("PROPOSED", "QUESTION", "PONDERING"):
        return _says_in_talk(row, dates)
    if stage == "CHANGE" and row.due_at:
        return _("suggests %(when)s") % {"when": dates.moment(row.due_at)}, _("Reply")
    said = {
        "CHANGE": (_("suggests a change"), _("Reply")),
        "RELEASE": (_("asks to let it go"), _("Reply")),
        "REPORTED": (_("says it’s done"), _("Check it")),
        "GAP": (_("says: not yet"), _("Look")),
    }
    return said.get(stage, (_("counts on you"), _("Open")))


def shown_waiting(row: Row, dates: Dates) -> Waiting:
    """What waits on the reader, in a line: who, what they say, the way on."""
    says, label = _says(row, dates)
    side = "a" if row.me == "doer" else "b"
    return Waiting(f"/promises/{row.id}", row.other_name, side, says, row.outcome, label)


# --- the week ---


def _mark(row: Row, dates: Dates) -> tuple[str, str, str, str]:
    name, day = first_name(row.other_name), dates.long_day(row.stands_at) if row.stands_at else ""
    facts = {"name": name, "what": row.outcome, "day": day}
    if row.stage in ("PROPOSED", "QUESTION", "PONDERING"):
        return (
            row.other_name,
            "q",
            f"/promises/{row.id}",
            _("Asked, not agreed, with %(name)s: %(what)s, %(day)s") % facts,
        )
    if row.me == "doer":
        return (
            row.other_name,
            "a",
            f"/promises/{row.id}",
            _("You promised %(name)s: %(what)s, %(day)s") % facts,
        )
    return row.other_name, "b", f"/promises/{row.id}", _("%(name)s promised you: %(what)s, %(day)s") % facts


def week_of(rows: Sequence[Row], dates: Dates) -> tuple[list[WeekDay], str]:
    """Today and the four days after it, with whose date falls there; and how many come later, in words."""
    days = [dates.today + timedelta(days=number) for number in range(5)]
    found: defaultdict[date, list[Row]] = defaultdict(list)
    for row in rows:
        if row.stands_at is not None:
            found[dates.date_of(row.stands_at)].append(row)
    shown = [
        WeekDay(
            dates.weekday_short(day),
            day.day,
            day == dates.today,
            tuple(_mark(row, dates) for row in found[day][:6]),
        )
        for day in days
    ]
    later = sum(len(there) for day, there in found.items() if day > days[-1])
    return shown, ngettext("%(number)s more", "%(number)s more", later) % {"number": later} if later else ""


def kept_row(row: Row, dates: Dates) -> ShownRow:
    name = first_name(row.other_name)
    if row.me == "doer":
        who = _("You, for %(name)s") % {"name": name}
    elif _is_early(row.due_at, row.updated_at):
        who = _("%(name)s, ahead of the date") % {"name": name}
    else:
        who = name
    return ShownRow(f"/promises/{row.id}", row.outcome, drawings.ring("satisfied", size=32), who)


def _is_early(due_at: datetime | None, kept_at: datetime) -> bool:
    return due_at is not None and kept_at < due_at - timedelta(hours=20)
