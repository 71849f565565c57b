"""What a person typed, into what the API takes: ids, and dates on their own clock.

What may not live here: calls of the API."""

from __future__ import annotations

from datetime import time
from typing import Final
from uuid import UUID

from fairlead.core.calendar import at_local, parse_local, written
from fairlead.core.clarity.due import read_due
from fairlead.core.refusals import Refusal
from fairlead.doors.cli.server import Refused
from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import day
from fairlead.doors.clock import now

WORKING_DAY_ENDS: Final = time(17)


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def moment_meant(text: str, *, zone: str) -> str:
    """A whole moment, also of words: `by Friday noon`. What is no date goes on as it was typed: the server says
    what is wrong with it. Refused where words fit two days, or none yet."""
    on, _space, clock = text.strip().partition(" ")
    try:
        local = parse_local(on, clock, zone=zone, default=WORKING_DAY_ENDS)
    except Refusal:
        return _of_words(text, zone)
    return written(local.moment) if local else text


def _of_words(text: str, zone: str) -> str:
    due = read_due(text, now=now(), zone=zone)
    if due is None:
        return text
    if due.day is None:
        raise Refused(_("“%(words)s” is no day yet. Which one would do?") % {"words": due.words})
    if due.also:
        days = sorted((due.day, *due.also))
        facts = {"words": due.words, "one": day(days[0].isoformat()), "other": day(days[-1].isoformat())}
        raise Refused(_("“%(words)s” could be %(one)s or %(other)s. Say which.") % facts)
    return written(at_local(due.day, due.clock or WORKING_DAY_ENDS, zone).moment)
