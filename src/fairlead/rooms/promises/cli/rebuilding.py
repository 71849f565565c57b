"""`fairlead rebuild`: on the machine itself, from the journal to what stands."""

from __future__ import annotations

import click

from fairlead.doors.cli.kit import Local
from fairlead.doors.cli.words import _


@click.command(cls=Local)
@click.option("--dry-run", is_flag=True, help="Only look.")
def rebuild(*, dry_run: bool) -> None:
    """Make what stands anew from the journal, and see whether every chain holds.

    Example: fairlead rebuild --dry-run
    """
    from fairlead.rooms.promises.actions.rebuild import rebuild as made_anew

    done = made_anew(write=not dry_run)
    told = _("%(promises)d promises, %(differed)d stood otherwise than their journal says.")
    click.echo(told % {"promises": done.count, "differed": done.differed})
    if done.torn:
        torn = ", ".join(str(promise) for promise in done.torn[:10])
        told = _("%(number)d chains do not hold: %(torn)s")
        raise click.ClickException(told % {"number": len(done.torn), "torn": torn})
