"""`fairlead purge`. What may not: what is old, and how it goes (actions)."""

from __future__ import annotations

import click

from fairlead.doors.cli.bar import bar_later
from fairlead.doors.cli.kit import Local
from fairlead.doors.cli.words import _
from fairlead.doors.clock import now


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
    day = done.until.date().isoformat()
    told = _("Words of promises that ended, with the last move before %(day)s: %(number)d promises")
    click.echo(told % {"day": day, "number": done.promises})
    told = _("Words of conversations that ended, with the last step before %(day)s: %(number)d conversations")
    click.echo(told % {"day": day, "number": done.conversations})
    told = _("Words of agreements that ended, with the last word before %(day)s: %(number)d agreements")
    click.echo(told % {"day": day, "number": done.agreements})
    told = _("What was written alone for conversations that closed before %(day)s: %(number)d conversations")
    click.echo(told % {"day": done.closed.date().isoformat(), "number": done.prepared})
    told = _("What was written in feedback that was closed before %(day)s: %(number)d pieces of feedback")
    click.echo(told % {"day": done.answered.date().isoformat(), "number": done.feedback})
    told = _(
        "Comments of pulses that closed before %(day)s, and what was written about them: %(number)d pulses"
    )
    click.echo(told % {"day": done.waves.date().isoformat(), "number": done.pulses})
    click.echo(
        _("Sessions, links, invitations and tokens that let nobody in any more: %(number)d")
        % {"number": done.ways_in}
    )
    click.echo(_("Answers kept for programs that ask twice: %(number)d") % {"number": done.answers})
    click.echo(_("Notes of mails that went out a month ago: %(number)d") % {"number": done.mails})
