"""Planning the weekly reminder of one's own reflection, to who chose a day for it.

It knows whether a week was written, never what. What may not: the rule (core/notices/reflect.py), the mail."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from fairlead.core.notices.reflect import Call, call_of, moment_of, week_at, weeks_before
from fairlead.core.reflection import Week
from fairlead.doors import sql
from fairlead.rooms.notices.actions.hourly import once_an_hour
from fairlead.rooms.notices.actions.outbox import put
from fairlead.rooms.notices.models import Outbox, ReflectionPause
from fairlead.rooms.notices.queries.habits import read_settings
from fairlead.rooms.people import queries as people
from fairlead.rooms.reflections.queries.written import weeks_written

KIND: Final = "reflect"
ASKING: Final = " ask"
"""Ends the mark of the one mail that asks about another rhythm."""


def remind_to_reflect(*, at: datetime) -> int:
    """Whose hour has come since it was looked at last. Planned again, nothing is planned twice."""
    return once_an_hour(KIND, lambda since: _remind(since, at), at=at)


def _remind(since: datetime, at: datetime) -> int:
    chosen = people.notice_settings(people.with_notice_setting("reflect_day"))
    for card in people.cards(chosen).values():
        settings = read_settings(chosen[card.id])
        if settings.reflect_day is None or not card.is_here:
            continue
        week = week_at(at, card.zone)
        moment = moment_of(week, day=settings.reflect_day, hour=settings.reflect_hour, zone=card.zone)
        if since < moment <= at:
            plan(card.id, card.organisation, week, at=at)
    return 0


def plan(person: UUID, organisation: UUID, week: Week, *, at: datetime) -> Call:
    """One mail, or none; that it was asked is remembered, so that it is silent then."""
    pause = ReflectionPause.objects.filter(person_id=person).first()
    since = pause.week if pause else weeks_before(week)[-1].name
    written = weeks_written(person, organisation=organisation, since=min(since, weeks_before(week)[-1].name))
    sent = Outbox.objects.filter(person_id=person, kind=KIND, thing_id=person, sent_at__isnull=False)
    reminded = set(sent.values_list("mark", flat=True))
    call = call_of(week, reminded=reminded, written=written, asked_in=pause.week if pause else None)
    if call == "none":
        return call
    mark = week.name + (ASKING if call == "ask" else "")
    with sql.one_transaction():
        put(organisation=organisation, person=person, kind=KIND, thing=person, mark=mark, due_at=at)
        if call == "ask":
            ReflectionPause.objects.create(person_id=person, organisation_id=organisation, week=week.name)
        elif pause:
            pause.delete()
    return call
