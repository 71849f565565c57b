"""What a mail says, read at the moment it is sent, with the right to see it asked again then.

What may not: handing it in, planning. A row whose reason has gone says why instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from jinja2 import Environment

from fairlead.core.notices import Habits, allowed
from fairlead.core.policy import Viewer
from fairlead.core.refusals import Refusal
from fairlead.doors.dates import READER, Dates
from fairlead.doors.pages import environment
from fairlead.doors.words import written
from fairlead.outside.mail import Letter
from fairlead.rooms.conversations.queries.show import ConversationShown
from fairlead.rooms.conversations.queries.show import show as show_talk
from fairlead.rooms.notices.actions.along import sentence_of
from fairlead.rooms.notices.actions.letters_of_agreements import is_looked_at_in, pact_lines, pact_to_look_at
from fairlead.rooms.notices.actions.letters_of_feedback import feedback_lines
from fairlead.rooms.notices.actions.letters_of_pulses import of_link, of_pulse, of_result
from fairlead.rooms.notices.actions.letters_of_weeks import Words, hours_for, of_own_week, of_the_day
from fairlead.rooms.notices.actions.outbox import host
from fairlead.rooms.notices.actions.settle import stop_code
from fairlead.rooms.notices.models import DailyLine, Outbox
from fairlead.rooms.notices.queries import habits_of
from fairlead.rooms.notices.words import told
from fairlead.rooms.people import queries as people
from fairlead.rooms.people.shapes import Address
from fairlead.rooms.people.words import told as sentence_for
from fairlead.rooms.promises.queries.check_ins import check_in_of
from fairlead.rooms.promises.queries.show import PromiseShown, show


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It is not to be sent. reason: acted, gone, no_address, unwanted, nothing, moved_on."""

    reason: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """Not now: it is quiet, a free day, or the person is away."""

    until: datetime


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom the mail is for, as known at this moment."""

    viewer: Viewer
    address: Address
    habits: Habits
    dates: Dates
    at: datetime


@dataclass(frozen=True, slots=True)
class _Said:
    """What a kind of mail brings: its template, subject and values."""

    template: str
    subject: str
    values: Mapping[str, Any]
    thread: str = ""


def letter_of(row: Outbox, *, at: datetime) -> Letter | Cancelled | Postponed:
    """The letter of a row that is due."""
    reader = _reader(row, at)
    if isinstance(reader, Cancelled):
        return reader
    wanted = _wanted(row.kind, reader.habits)
    if not wanted:
        return Cancelled("unwanted")
    free = allowed(at, hours_for(row.kind, reader.habits))
    if free > at:
        return Postponed(free)
    with _speaking_to(reader):
        try:
            said = _KINDS[row.kind](row, reader)
        except Refusal:
            return Cancelled("gone")  # not theirs any more, or not there
        return said if isinstance(said, Cancelled) else _letter(row, reader, said)


def _reader(row: Outbox, at: datetime) -> _Reader | Cancelled:
    viewer = people.viewer_for(row.person_id)
    if viewer is None:
        return Cancelled("gone")
    address = people.address_of(row.person_id)
    if address is None:
        return Cancelled("no_address")
    habits = habits_of([row.person_id])[row.person_id]
    return _Reader(viewer, address, habits, Dates.of(viewer.zone, viewer.language, at), at)


def _wanted(kind: str, habits: Habits) -> bool:
    chosen = {
        "daily": habits.wants_daily,
        **dict.fromkeys(("at_once", "talk", "coach_ask"), habits.wants_at_once),
        **dict.fromkeys(("reminder", "check_in", "look_again", "look_at", "fading"), habits.wants_reminders),
        **dict.fromkeys(("rhythm", "pulse", "pulse_end"), habits.wants_reminders),
    }
    return kind == "pulse_link" or (habits.wants_mail and chosen.get(kind, True))


@contextmanager
def _speaking_to(reader: _Reader) -> Iterator[None]:
    reset = READER.set(reader.dates)
    try:
        with translation.override(reader.address.language):
            yield
    finally:
        READER.reset(reset)


@cache
def _plain() -> Environment:
    """The pages' environment for text that is no HTML: nothing in it has a meaning to escape from."""
    return environment().overlay(autoescape=False)


def _letter(row: Outbox, reader: _Reader, said: _Said) -> Letter:
    stop_url = f"{settings.PUBLIC_URL}/notices/stop/{stop_code(row.person_id)}"
    values = {
        "name": reader.viewer.name,
        "url": settings.PUBLIC_URL,
        "stop_url": stop_url,
        "dates": reader.dates,
        "language_code": reader.address.language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "subject": said.subject,
        **said.values,
    }
    return Letter(
        to=reader.address.email,
        to_name=reader.address.name,
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=said.subject,
        text=_plain().get_template(f"notices/{said.template}.txt").render(values),
        html=environment().get_template(f"notices/{said.template}.html").render(values),
        message_id=row.message_id,
        at=reader.at,
        stop_url=stop_url,
        thread=said.thread,
        language=reader.address.language,
    )


def _shown(promise: UUID, reader: _Reader) -> PromiseShown:
    return show(viewer=reader.viewer, promise=promise, at=reader.at, with_story=True)


def _about(promise: PromiseShown, template: str, subject: str, **values: Any) -> _Said:
    receipt = f"fairlead1 {promise.id} {promise.state.number} {promise.head}"
    thread = f"<promise-{promise.id}@{host()}>"
    return _Said(template, subject, {"promise": promise, "receipt": receipt, **values}, thread)


# --- one function a kind ---


def _at_once(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    promise = _shown(row.thing_id, reader)
    number = int(row.mark)
    has_acted = any(move.by == row.person_id for move in promise.story[number:])
    if has_acted or not promise.is_my_turn:
        return Cancelled("acted")
    sentence = told(promise.story[number - 1].act, promise.other.name)
    subject = _("%(sentence)s: %(outcome)s") % {
        "sentence": sentence,
        "outcome": written(promise.terms.outcome),
    }
    return _about(promise, "turn", subject, sentence=sentence)


def _reminder(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    promise = _shown(row.thing_id, reader)
    due = _agreed_due(promise)
    is_running = promise.state.stage == "PROMISED" and promise.me == "doer"
    if not is_running or _version(promise) != row.mark or due is None or due <= reader.at:
        return Cancelled("moved_on")
    subject = _("Still on its way? %(outcome)s") % {"outcome": written(promise.terms.outcome)}
    return _about(promise, "reminder", subject, due=due)


def _check_in(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    """A word was said since: nothing is asked. The version may be a later one; the moment has to be agreed still."""
    promise = _shown(row.thing_id, reader)
    moment = check_in_of(promise, at=reader.at)
    if moment is None or not row.mark.endswith(f" {moment.at_utc:%Y-%m-%dT%H:%M}"):
        return Cancelled("moved_on")
    subject = _("You agreed to talk today: %(outcome)s") % {"outcome": written(promise.terms.outcome)}
    return _about(promise, "check_in", subject, moment=moment.at_utc)


def _passed(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    promise = _shown(row.thing_id, reader)
    due = _agreed_due(promise)
    if not promise.date_passed or _version(promise) != row.mark or due is None:
        return Cancelled("moved_on")
    subject = _("The date has passed: %(outcome)s") % {"outcome": written(promise.terms.outcome)}
    return _about(promise, "passed", subject, due=due)


def _check(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    promise = _shown(row.thing_id, reader)
    check_by = promise.state.check_by
    is_waiting = promise.state.stage == "REPORTED" and promise.is_my_turn
    if not is_waiting or check_by is None or check_by > reader.at:
        return Cancelled("moved_on")
    subject = _("Please check: %(outcome)s") % {"outcome": written(promise.terms.outcome)}
    return _about(promise, "check", subject, check_by=check_by)


def _told(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    acts = people.admin_acts(reader.viewer, at=reader.at)
    act = next((act for act in acts if act.id == row.thing_id), None)
    if act is None:
        return Cancelled("gone")
    values = {"sentence": sentence_for(act), "when": act.at}
    return _Said("told", _("Something was changed for you"), values)


LINES_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One promise in the daily note."""

    promise: PromiseShown
    sentence: str


def _daily(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    lines, talks = list(_note_lines(row, reader)), list(_talk_lines(row, reader))
    pacts = list(pact_lines(_of_note(row, "agreement"), reader))
    turns = [line for line in lines if line.promise.is_my_turn]
    news = [line for line in lines if not line.promise.is_my_turn]
    said = list(feedback_lines(_of_note(row, "feedback"), reader))
    if not lines and not talks and not pacts and not said:
        return Cancelled("nothing")
    subject = _("Your day: %(day)s") % {"day": reader.dates.day(reader.at)}
    return _Said(
        "daily", subject, {"turns": turns, "news": news, "talks": talks, "pacts": pacts, "said": said}
    )


def _lines(row: Outbox, about: str) -> QuerySet[DailyLine]:
    return DailyLine.objects.filter(organisation_id=row.organisation_id, note_id=row.id, about=about)


def _of_note(row: Outbox, about: str) -> list[UUID]:
    """What the note tells of, each once."""
    ids = dict.fromkeys(_lines(row, about).order_by("id").values_list("promise_id", flat=True))
    return list(ids)[:LINES_SHOWN]


def _note_lines(row: Outbox, reader: _Reader) -> Iterator[NoteLine]:
    """One a promise, with the last thing the other did; what the person has acted on since is left out."""
    lines = _lines(row, "promise")
    numbers: dict[UUID, int] = dict(lines.order_by("number").values_list("promise_id", "number"))
    for promise, number in list(numbers.items())[:LINES_SHOWN]:
        try:
            found = _shown(promise, reader)
        except Refusal:
            continue
        if not any(move.by == row.person_id for move in found.story[number:]):
            yield NoteLine(found, told(found.story[number - 1].act, found.other.name))


# --- conversations: who it is with, and nothing that anybody said ---


def _talk(conversation: UUID, reader: _Reader) -> ConversationShown:
    return show_talk(viewer=reader.viewer, conversation=conversation, at=reader.at)


def _with_whom(talk: ConversationShown) -> str:
    return talk.other.name if talk.other else ""


def _talk_lines(row: Outbox, reader: _Reader) -> Iterator[ConversationShown]:
    """One a conversation, while it still waits for this person."""
    for conversation in _of_note(row, "conversation"):
        try:
            talk = _talk(conversation, reader)
        except Refusal:
            continue
        if talk.is_my_turn:
            yield talk


def _invited(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    talk = _talk(row.thing_id, reader)
    if talk.step != "open" or not talk.is_my_turn:
        return Cancelled("acted")
    subject = _("%(name)s would like to talk with you") % {"name": _with_whom(talk)}
    return _Said("talk", subject, {"talk": talk}, _thread(talk))


def _look_again(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    talk = _talk(row.thing_id, reader)
    if talk.step != "look_again" or not talk.is_my_turn or f"v{talk.look_again_on}" != row.mark:
        return Cancelled("moved_on")
    if not is_looked_at_in(talk, reader):
        return Cancelled("moved_on")
    subject = _("Today you look again, with %(name)s") % {"name": _with_whom(talk)}
    readers = _("Only you and %(other)s can read this.") % {"other": _with_whom(talk)}
    values = {"whom": _with_whom(talk), "path": f"/conversations/{talk.id}", "readers": readers}
    return _Said("look_again", subject, values, _thread(talk))


def _look_at(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    pact = pact_to_look_at(row.thing_id, row.mark, reader)
    if pact is None:
        return Cancelled("moved_on")
    subject = _("Today you look again, with %(name)s") % {"name": pact.whom}
    values = {"whom": pact.whom, "path": pact.path, "readers": pact.readers}
    return _Said("look_again", subject, values, _pact_thread(row))


def _fading(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    pact = pact_to_look_at(row.thing_id, row.mark, reader)
    if pact is None or pact.since is None:
        return Cancelled("moved_on")
    subject = _("Not looked at since %(day)s: what you agreed with %(name)s") % {
        "day": reader.dates.day(pact.since),
        "name": pact.whom,
    }
    return _Said("fading", subject, {"pact": pact}, _pact_thread(row))


def _pact_thread(row: Outbox) -> str:
    return f"<agreement-{row.thing_id}@{host()}>"


def _week(said: Words | str) -> _Said | Cancelled:
    return Cancelled(said) if isinstance(said, str) else _Said(*said)


def _thread(talk: ConversationShown) -> str:
    return f"<conversation-{talk.id}@{host()}>"


def _agreed_due(promise: PromiseShown) -> datetime | None:
    terms = promise.state.force_terms
    return terms.due.at_utc if terms and terms.due else None


def _version(promise: PromiseShown) -> str:
    return f"v{promise.state.in_force}"


def _along(row: Outbox, reader: _Reader) -> _Said | Cancelled:
    sentence = sentence_of(row.kind, row.thing_id, viewer=reader.viewer, at=reader.at)
    if sentence is None:
        return Cancelled("moved_on")
    return _Said("along", sentence.subject, {"along": sentence})


_KINDS: Final[Mapping[str, Callable[[Outbox, _Reader], _Said | Cancelled]]] = {
    "at_once": _at_once,
    "daily": _daily,
    "reminder": _reminder,
    "check_in": _check_in,
    "passed": _passed,
    "check": _check,
    "told": _told,
    "talk": _invited,
    "look_again": _look_again,
    "coach_ask": _along,
    "coach": _along,
    "coach_end": _along,
    "look_at": _look_at,
    "fading": _fading,
    "rhythm": lambda row, reader: _week(of_the_day(row, reader)),
    "reflect": lambda row, reader: _week(of_own_week(row, reader)),
    "pulse": lambda row, reader: _week(of_pulse(row, reader)),
    "pulse_link": lambda row, reader: _week(of_link(row, reader)),
    "pulse_end": lambda row, reader: _week(of_result(row, reader)),
}
