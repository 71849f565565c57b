"""Forgetting what is old, each kind after its own time. What may not live here: how a room forgets (the rooms)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from fairlead.doors import sql
from fairlead.doors.answered.once import forget_answers
from fairlead.rooms.agreements.actions import purging as agreements
from fairlead.rooms.archive.actions.backup import Tick
from fairlead.rooms.conversations.actions import purging as talks
from fairlead.rooms.feedback.actions import purging as feedback
from fairlead.rooms.notices import actions as notices
from fairlead.rooms.people import actions as people
from fairlead.rooms.promises.actions.purging import count_old, forget_old_words
from fairlead.rooms.pulses.actions import purging as pulses

QUICK: Final[Mapping[str, Callable[..., int]]] = {
    "ways_in": people.forget_old,
    "answers": forget_answers,
    "mails": notices.forget_old,
}
"""What the worker forgets by itself as well."""


@dataclass(frozen=True, slots=True)
class Purged:
    """until: promises, conversations and agreements whose last move was before; closed: conversations closed before,
    and so many of them had notes; answered: feedback closed before; waves: pulses closed before. The others are rows."""

    until: datetime
    promises: int
    conversations: int
    agreements: int
    closed: datetime
    prepared: int
    answered: datetime
    feedback: int
    waves: datetime
    pulses: int
    ways_in: int
    answers: int
    mails: int


def months_before(at: datetime, months: int) -> datetime:
    """The same day of an earlier month, or the 28th where there may be none."""
    years, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=years, month=month + 1, day=min(at.day, 28))


@dataclass(frozen=True, slots=True)
class Kept:
    """months: what was said to each other; days: what was written alone; feedback: months, once it is closed;
    pulses: months, for the comments of one that closed and what was written about it."""

    months: int
    days: int
    feedback: int
    pulses: int


def purge(
    *,
    at: datetime,
    kept: Kept,
    is_dry: bool,
    begun: Callable[[int], Tick] = lambda _: lambda _: None,
) -> Purged:
    """kept: for how long. is_dry: only count, and change nothing."""
    until, closed = months_before(at, kept.months), at - timedelta(days=kept.days)
    answered, waves = months_before(at, kept.feedback), months_before(at, kept.pulses)
    promises = count_old(until=until)
    if not is_dry:
        promises = forget_old_words(until=until, tick=begun(promises))
    said = {
        kind: old.count(until=since) if is_dry else old.forget(until=since)
        for kind, old, since in (
            ("conversations", talks.WORDS, until),
            ("agreements", agreements.WORDS, until),
            ("prepared", talks.NOTES, closed),
            ("feedback", feedback, answered),
            ("pulses", pulses, waves),
        )
    }
    with sql.one_transaction():
        quick = {kind: forget(at=at) for kind, forget in QUICK.items()}
        if is_dry:
            transaction.set_rollback(True)
    return Purged(
        until=until, closed=closed, answered=answered, waves=waves, promises=promises, **said, **quick
    )
