"""Sending what has come due, one mail at a time, each under a lease.

The order is what makes it safe to be killed anywhere: the lease is written before the mail is handed in,
`sent_at` after. Between the two a mail may go twice, with the same Message-ID, and never not at all."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.doors.ids import new_secret_id
from fairlead.outside.mail import Reply, hand_in, message
from fairlead.rooms.notices.actions.letters import Cancelled, Postponed, letter_of
from fairlead.rooms.notices.actions.outbox import cancel, pending
from fairlead.rooms.notices.models import Outbox

log = logging.getLogger("fairlead.notices")

LEASE: Final = timedelta(minutes=5)
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=1)
GIVE_UP: Final = timedelta(days=3)
TRIES: Final = 100
"""A row that ends its worker each time must not do so for ever."""


def send_one(*, at: datetime) -> int:
    """Send, put off or cancel the mail that has been due longest. 1 if there was one, 0 if nothing is due.

    Without a mail server what is due is cancelled: nobody wants last month's notes on the day one is set up."""
    if settings.MAIL is None:
        return cancel(pending().filter(due_at__lte=at), "no_server", at=at)
    row = _taken(at)
    if row is None:
        return 0
    if row.tries > TRIES:
        cancel(_mine(row), "given_up", at=at)
        return 1
    written = letter_of(row, at=at)
    if isinstance(written, Cancelled):
        cancel(_mine(row), written.reason, at=at)
    elif isinstance(written, Postponed):
        _postpone(row, written.until)
    else:
        try:
            reply = hand_in(message(written), settings.MAIL)
        except Refusal:  # an address that no mail server could be told
            reply = Reply("refused")
        _settle(row, reply, at=at)
    return 1


def _due(at: datetime) -> QuerySet[Outbox]:
    free = Q(lease_ends_at=None) | Q(lease_ends_at__lte=at)
    return pending().filter(free, due_at__lte=at)


def _taken(at: datetime) -> Outbox | None:
    """A due row that is nobody else's now, under a lease of its own. None: nothing is due."""
    if not _due(at).exists():
        return None
    with sql.one_transaction():
        row = _due(at).select_for_update(skip_locked=True).order_by("due_at", "id").first()
        if row is not None:
            row.lease_ends_at, row.lease_token = at + LEASE, new_secret_id()
            row.tries += 1
            row.save(update_fields=["lease_ends_at", "lease_token", "tries"])
    return row


def _mine(row: Outbox) -> QuerySet[Outbox]:
    """The row, if its lease is still this one: whoever was too slow changes nothing."""
    token: UUID | None = row.lease_token
    return Outbox.objects.filter(id=row.id, lease_token=token)


def _postpone(row: Outbox, until: datetime) -> None:
    """A mail that was tried already stays as old as it is, so that trying comes to an end."""
    if row.tries > 1:
        _mine(row).update(lease_ends_at=until, lease_token=None)
    else:
        _mine(row).update(due_at=until, lease_ends_at=None, lease_token=None, tries=0)


def _settle(row: Outbox, reply: Reply, *, at: datetime) -> None:
    if reply.verdict == "accepted":
        _mine(row).update(sent_at=at, lease_ends_at=None, lease_token=None)
        return
    log.warning("mail %s was not taken: %s %s", row.id, reply.verdict, reply.code or "no answer")
    if reply.verdict == "refused":
        cancel(_mine(row), "refused", at=at)
    elif at - row.due_at > GIVE_UP:
        cancel(_mine(row), "given_up", at=at)
    else:
        pause = pause_after(row.tries)
        _mine(row).update(lease_ends_at=at + pause, lease_token=None)
        if not reply.has_server:
            # Nobody there: the others need not each find out.
            _due(at).filter(lease_token=None).update(lease_ends_at=at + min(pause, FIRST_PAUSE))


def pause_after(tries: int) -> timedelta:
    """Half a minute, then twice as long each time, at most an hour."""
    times: int = 2 ** min(tries - 1, 10)
    return min(FIRST_PAUSE * times, LONGEST_PAUSE)
