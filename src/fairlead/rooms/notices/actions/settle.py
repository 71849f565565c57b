"""What a person decides about their notices: what they want, that all stop, that a reminder has its answer.

What may not: pages, sending."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet

from fairlead.core.conversation.facts import day_of
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.feedback.queries.awaited import awaited_of_all
from fairlead.rooms.notices.actions.outbox import cancel, pending
from fairlead.rooms.notices.models import DailyLine, Outbox, Position, ReflectionPause
from fairlead.rooms.notices.queries import NoticeSettings, settings_of
from fairlead.rooms.people import actions as people_actions
from fairlead.rooms.people import queries as people

SALT: Final = "fairlead.notices.stop"
KEPT: Final = timedelta(days=30)
FORGETTING: Final = "forgetting"
"""Where the day it was last done on is kept, beside how far the journals are followed."""


def save_settings(*, by: Viewer, chosen: NoticeSettings) -> None:
    """Refusal `bad_field` for an hour that is none."""
    for field, hour in (("hour", chosen.hour), ("reflect_hour", chosen.reflect_hour)):
        if not 0 <= hour <= 23:
            raise Refusal("bad_field", field=field)
    if chosen.reflect_day is not None and not 0 <= chosen.reflect_day <= 6:
        raise Refusal("bad_field", field="reflect_day")
    before = settings_of(by)
    if (before.reflect_day, before.reflect_hour) != (chosen.reflect_day, chosen.reflect_hour):
        ReflectionPause.objects.filter(person_id=by.person).delete()
    people_actions.save_notice_settings(by=by, settings=_kept(chosen))


def _kept(chosen: NoticeSettings) -> dict[str, Any]:
    return {
        name: value.strftime("%H:%M") if isinstance(value, time) else value
        for name, value in asdict(chosen).items()
    }


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT, sep=".")


def stop_code(person: UUID) -> str:
    """What a mail's one-click address ends in: signed, so that nobody can stop another's mails; of no other use."""
    return _signer().sign(person.hex)


def person_of(code: str) -> UUID:
    """Whose mails this code stops. Refusal not_found for one that is not ours."""
    try:
        return UUID(hex=_signer().unsign(code))
    except (signing.BadSignature, ValueError):
        raise Refusal("not_found") from None


def stop_all(*, code: str, at: datetime) -> None:
    """No mail to this person from now on, those already planned included. Twice is once."""
    person = person_of(code)
    viewer = people.viewer_for(person)
    if viewer is not None:
        chosen = settings_of(viewer)
        save_settings(by=viewer, chosen=NoticeSettings(**{**asdict(chosen), "mail": False}))
    cancel(pending().filter(person_id=person), "unwanted", at=at)


def answer_reminder(*, by: Viewer, promise: UUID, at: datetime) -> None:
    """Still on its way. Tells nobody and is kept nowhere, but that this reminder need not come any more."""
    rows = pending().filter(
        organisation_id=by.organisation, person_id=by.person, kind="reminder", thing_id=promise
    )
    cancel(rows, "answered", at=at)


def forget_old(*, at: datetime) -> int:
    """Once a day: rows that did their work a month ago. None of them could be written again: a line that says that
    feedback waits is kept as long as it does, lest it be told once more every month."""
    today = at.date().toordinal()
    last, is_new = Position.objects.get_or_create(journal=FORGETTING, defaults={"position": today})
    if last.position == today and not is_new:
        return 0
    old = Outbox.objects.filter(due_at__lt=at - KEPT).exclude(sent_at=None, cancelled_at=None)
    old = old.exclude(id__in=_still_said(old, at))
    with sql.one_transaction():
        DailyLine.objects.filter(note_id__in=old.filter(kind="daily").values("id")).delete()
        gone, _ = old.delete()
        Position.objects.filter(journal=FORGETTING).update(position=today)
    return gone


def _still_said(old: QuerySet[Outbox], at: datetime) -> list[UUID]:
    """The notes among these with a line of feedback that waits since then."""
    lines = DailyLine.objects.filter(about="feedback", note_id__in=old.values("id"))
    said = list(lines.values_list("note_id", "promise_id", "number"))
    if not said:
        return []
    waits = {(one.id, one.number) for one in awaited_of_all(today=day_of(at, "UTC"))}
    return [note for note, feedback, number in said if (feedback, number) in waits]
