"""Telling of a pulse: as it opens and once at half time to everybody who is asked, answered or not, and to the whole team
when the result is there. The same mail to all, so that none of them says anything of anybody.

What may not: what the mail says (letters_of_pulses.py), which day it is (core/pulse/schedule.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from fairlead.core.notices import Ahead, look_again_ahead
from fairlead.doors import sql
from fairlead.rooms.notices.actions.hourly import once_an_hour
from fairlead.rooms.notices.actions.outbox import put, reconcile
from fairlead.rooms.notices.queries import habits_of
from fairlead.rooms.pulses.actions.links import forget_whose
from fairlead.rooms.pulses.queries.links import links_to_mail
from fairlead.rooms.pulses.queries.told import WaveToTell, half_of, published, running

OPEN: Final = "pulse"
LINK: Final = "pulse_link"
ENDED: Final = "pulse_end"
LATELY: Final = timedelta(days=2)


def tell_of_pulses(*, at: datetime) -> int:
    """Once an hour; planned again, nothing is planned twice."""
    return once_an_hour("pulses", lambda _since: _plan(at), at=at)


def _plan(at: datetime) -> int:
    for wave in running(at=at):
        _put(wave, tuple(_asked(wave)), OPEN, at)
    for wave in published(since=(at - LATELY).date()):
        habits = habits_of(wave.people)
        told = look_again_ahead(wave.people, on=wave.closes_on, mark="told", habits=habits, kind="pulse_end")
        _put(wave, told, ENDED, at)
    return 0


def _asked(wave: WaveToTell) -> Iterator[Ahead]:
    habits = habits_of(wave.people)
    for mark, on in (("open", wave.opens_on), ("half", half_of(wave.opens_on))):
        yield from look_again_ahead(wave.people, on=on, mark=mark, habits=habits, kind="pulse")


def mail_links(*, at: datetime) -> int:
    """To who asked for one. Once the mail was taken it is forgotten whose it is; killed before that, it is forgotten next time."""
    for wave, organisation, person in list(links_to_mail(at=at)):
        row = put(organisation=organisation, person=person, kind=LINK, thing=wave, mark="link", due_at=at)
        if row.sent_at is not None:
            forget_whose(wave=wave, person=person)
    return 0


def _put(wave: WaveToTell, planned: tuple[Ahead, ...], kind: str, at: datetime) -> None:
    with sql.one_transaction():
        reconcile(organisation=wave.organisation, thing=wave.id, planned=planned, at=at, kinds=(kind,))
