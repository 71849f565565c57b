"""Saying something without a name, and following it by the receipt: nobody is known here, and no moment is kept.

What may not live here: a viewer, a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError

from fairlead.core.conversation.facts import day_of
from fairlead.core.feedback import law
from fairlead.core.feedback.law import Asked, Entry
from fairlead.core.feedback.receipt import receipt_hash, receipt_of, spent_hash
from fairlead.core.feedback.telling import is_good
from fairlead.core.promise.terms import is_blank
from fairlead.core.pulse.ballot import PREPARED, from_text, spent_id, verify
from fairlead.core.reflection import Week, week_named
from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_secret_id
from fairlead.doors.journal.writing import until_first
from fairlead.rooms.feedback.actions.move import decided
from fairlead.rooms.feedback.actions.say import said_row, say_unsigned
from fairlead.rooms.feedback.actions.tickets import public_key
from fairlead.rooms.feedback.models import Spent, Unsigned, WeekKey
from fairlead.rooms.feedback.queries.show import FeedbackShown, shown_to
from fairlead.rooms.feedback.queries.threads import Thread, thread_of_receipt
from fairlead.rooms.people.queries import Place, place_of

ZONE: Final = "UTC"
"""Of who has none: the days of what is said without a name are the installation's."""
TICKET: Final = ("to", "week", "token", "signature")


@dataclass(frozen=True, slots=True)
class Ticket:
    """As it was sent, read but not checked yet."""

    week: Week
    token: bytes
    signature: bytes


def say_without_a_name(*, facts: Mapping[str, Any], at: datetime) -> str:
    """Store it, and answer with its receipt. facts: about, to, text, week, token, signature.

    The same once more (an answer that was lost) gives the same receipt. Refuses missing_field and bad_field, and for
    the ticket: code_expired (its week), bad_field (forged, or of another week), code_used (spent)."""
    said = {name: value for name, value in facts.items() if name not in TICKET}
    entry = law.give(said, asked=Asked("author", at, ZONE), is_signed=False)
    to = _place(facts.get("to"))
    ticket = _ticket(facts, at)
    _check(ticket, to)
    return _stored(entry, to, ticket)


def _place(to: Any) -> UUID:
    if is_blank(to):
        raise Refusal("missing_field", field="to")
    try:
        return UUID(to)
    except (ValueError, AttributeError, TypeError):
        raise Refusal("bad_field", field="to") from None


def _ticket(facts: Mapping[str, Any], at: datetime) -> Ticket:
    token = from_text(facts.get("token"), "token", size=PREPARED)
    signature = from_text(facts.get("signature"), "signature", size=256)
    name = facts.get("week")
    if is_blank(name):
        raise Refusal("missing_field", field="week")
    try:
        week = week_named(str(name)[:9])
    except Refusal:
        raise Refusal("bad_field", field="week") from None
    if not is_good(week, today=day_of(at, ZONE)):
        raise Refusal("code_expired", field="week")
    return Ticket(week, token, signature)


def _check(ticket: Ticket, to: UUID) -> None:
    """Signed for this week of the organisation it is sent to. Who is not there is answered as what is forged."""
    place = place_of(to)
    keys = WeekKey.objects.filter(organisation_id=place.organisation if place else to, week=ticket.week.name)
    key = keys.first()
    if place is None or key is None or not verify(public_key(key), ticket.token, ticket.signature):
        raise Refusal("bad_field", field="token")


def _stored(entry: Entry, to: UUID, ticket: Ticket) -> str:
    place = place_of(to)
    assert place is not None  # noqa: S101 - it was checked
    receipt = receipt_of(ticket.token)
    feedback = new_secret_id()
    spent = Spent(organisation_id=place.organisation, id_hash=spent_hash(spent_id(ticket.token)))
    try:
        with sql.one_transaction():
            spent.save(force_insert=True)
            _row(place, feedback, receipt).save(force_insert=True)
            said_row(place.organisation, feedback, entry, by=None).save(force_insert=True)
    except IntegrityError:
        there = thread_of_receipt(receipt_hash(receipt))
        if there is None or not _is_the_same(there, entry, place):
            raise Refusal("code_used", field="token") from None
    return receipt


def _row(place: Place, feedback: UUID, receipt: str) -> Unsigned:
    return Unsigned(
        organisation_id=place.organisation,
        feedback_id=feedback,
        receipt_hash=receipt_hash(receipt),
        person_id=place.person,
        team_id=place.team,
        stage="received",
    )


def _is_the_same(there: Thread, entry: Entry, place: Place) -> bool:
    first = there.told[0].entry
    return (first.data, first.words, there.person, there.team) == (
        entry.data,
        entry.words,
        place.person,
        place.team,
    )


# --- by the receipt ---


def read_by_receipt(*, receipt: Any, at: datetime) -> FeedbackShown:
    """What became of it. Refuses not_found, alike for what is no receipt and for one that leads nowhere."""
    return shown_to(_found(receipt), "author", at=at, zone=ZONE)


def answer_by_receipt(
    *, receipt: Any, act: Any, version: Any = None, facts: Mapping[str, Any], at: datetime
) -> FeedbackShown:
    """The author's next word: confirm, changed or say. Refuses as the law does, and not_found."""

    def once() -> FeedbackShown:
        before = _found(receipt)
        entry = decided(before.item, Asked("author", at, ZONE), act, version, facts)
        return shown_to(say_unsigned(before, entry, by=None), "author", at=at, zone=ZONE)

    return until_first(once, [])


def _found(receipt: Any) -> Thread:
    there = thread_of_receipt(receipt_hash(receipt))
    if there is None:
        raise Refusal("not_found")
    return there
