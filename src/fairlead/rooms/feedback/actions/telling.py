"""Once a day what was said without a name is told, in one piece and shuffled; and what leads to a moment is swept out.

What may not live here: when there are enough (core/feedback/telling.py), mails (the notices room)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from fairlead.core.conversation.facts import day_of
from fairlead.core.feedback.telling import GOOD_WEEKS, crowd_needed
from fairlead.core.reflection import Week
from fairlead.doors import sql
from fairlead.doors.shuffled import write_anew
from fairlead.rooms.feedback.models import Issued, Telling, Unsigned, WeekKey
from fairlead.rooms.people.queries import people_of
from fairlead.rooms.promises.actions.erasing import log_emptied

REWRITTEN: Final = ("feedback_unsigned", "feedback_said", "feedback_spent", "feedback_issued")


def tell_unsigned(*, at: datetime) -> int:
    """Tell what waits, of each organisation once a day, where enough people have been here. How many were told."""
    today = day_of(at, "UTC")
    told = 0
    for organisation in _to_look_at(today):
        told += _told(organisation, today)
    return told


def _to_look_at(today: date) -> list[UUID]:
    """Organisations in which somebody has had a ticket, and that were not looked at today."""
    done = Telling.objects.filter(told_on__gte=today).values("organisation_id")
    rows = WeekKey.objects.exclude(organisation_id__in=done)
    return list(rows.values_list("organisation_id", flat=True).distinct())


def _told(organisation: UUID, today: date) -> int:
    """The first look of all only begins to count the days, so that nothing is ever told on the day it was said."""
    with sql.one_transaction():
        row, is_new = Telling.objects.select_for_update().get_or_create(
            organisation_id=organisation, defaults={"told_on": today}
        )
        if is_new or row.told_on >= today:
            return 0
        count = 0
        if _is_crowd(organisation, today):
            waiting = Unsigned.objects.filter(organisation_id=organisation, given_on__isnull=True)
            count = waiting.update(given_on=Week.of(today).monday)
        row.told_on = today
        row.save()
        write_anew(REWRITTEN)
    if not sql.is_postgresql():  # which keeps these tables by their random ids (migration 0003)
        log_emptied()
    return count


def _is_crowd(organisation: UUID, today: date) -> bool:
    here = Issued.objects.filter(organisation_id=organisation, week=Week.of(today).name)
    return here.count() >= crowd_needed(len(people_of(organisation)))


def forget_tickets(*, at: datetime) -> int:
    """Who had the ticket of a week that is over, what signed them, and keys under which none is good any more."""
    week = Week.of(day_of(at, "UTC"))
    last = Week(week.monday - timedelta(weeks=GOOD_WEEKS)).name
    over = Issued.objects.filter(week__lt=week.name)
    old = WeekKey.objects.filter(week__lt=last)
    past = WeekKey.objects.filter(week__lt=week.name, private__isnull=False)
    if not (over.exists() or old.exists() or past.exists()):  # most of the time, without the writer's turn
        return 0
    with sql.one_transaction():
        return over.delete()[0] + old.delete()[0] + past.update(private=None)
