"""`fairlead purge`. What may not: what is old, and how it goes (actions)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from fairlead.doors.cli.bar import bar_later
from fairlead.doors.cli.kit import Local
from fairlead.doors.cli.words import _
from fairlead.doors.clock import now

if TYPE_CHECKING:
    from fairlead.rooms.archive.actions.purge import Purged


@click.command(cls=Local)
@click.option("--dry-run", is_flag=True, help="Only count, kind by kind.")
def purge(*, dry_run: bool) -> None:
    """Forget what is old: the words of promises, conversations, agreements and feedback that ended long ago, and rows
    that have done their work.

    The dates and the chain of hashes stay, so that each still verifies. How long is long: FAIRLEAD_KEEP_PROMISES,
    24 months after the last move; for what somebody wrote alone for a conversation FAIRLEAD_KEEP_PREPARATION, 90
    days after its close; for feedback FAIRLEAD_KEEP_FEEDBACK, 24 months after it was closed; for the
    comments of a pulse and what the team wrote about it FAIRLEAD_KEEP_PULSE_COMMENTS, 12 months after it closed. It
    cannot be taken back, but from a back-up.

    Example: fairlead purge --dry-run
    """
    from django.conf import settings

    from fairlead.rooms.archive.actions.purge import Kept
    from fairlead.rooms.archive.actions.purge import purge as forget

    with bar_later("promises") as begun:
        kept = Kept(
            months=settings.KEEP_PROMISES,
            days=settings.KEEP_PREPARATION,
            feedback=settings.KEEP_FEEDBACK,
            pulses=settings.KEEP_PULSE_COMMENTS,
        )
        done = forget(at=now(), kept=kept, is_dry=dry_run, begun=begun)
    click.echo(_("Would be forgotten:") if dry_run else _("Forgotten:"))
    for words, day, number in _told(done):
        click.echo(words % {"day": day.date().isoformat() if day else "", "number": number})


def _told(done: Purged) -> Iterator[tuple[str, datetime | None, int]]:
    yield (
        _("Words of promises that ended, with the last move before %(day)s: %(number)d promises"),
        done.until,
        done.promises,
    )
    yield (
        _("Words of conversations that ended, with the last step before %(day)s: %(number)d conversations"),
        done.until,
        done.conversations,
    )
    yield (
        _("Words of agreements that ended, with the last word before %(day)s: %(number)d agreements"),
        done.until,
        done.agreements,
    )
    yield (
        _("What was written alone for conversations that closed before %(day)s: %(number)d conversations"),
        done.closed,
        done.prepared,
    )
    yield (
        _("What was written in feedback that was closed before %(day)s: %(number)d pieces of feedback"),
        done.answered,
        done.feedback,
    )
    yield (
        _(
            "Comments of pulses that closed before %(day)s, and what was written about them: %(number)d pulses"
        ),
        done.waves,
        done.pulses,
    )
    yield (
        _("Sessions, links, invitations and tokens that let nobody in any more: %(number)d"),
        None,
        done.ways_in,
    )
    yield _("Answers kept for programs that ask twice: %(number)d"), None, done.answers
    yield _("Notes of mails that went out a month ago: %(number)d"), None, done.mails
