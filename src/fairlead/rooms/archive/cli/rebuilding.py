"""`fairlead rebuild`: on the machine itself, from the journals to what stands."""

from __future__ import annotations

import click

from fairlead.doors.cli.kit import Local
from fairlead.doors.cli.words import _


@click.command(cls=Local)
@click.option("--dry-run", is_flag=True, help="Only look.")
def rebuild(*, dry_run: bool) -> None:
    """Make what stands anew from the journals, and see whether every chain holds.

    Example: fairlead rebuild --dry-run
    """
    from fairlead.rooms.archive.actions.rebuild import rebuild as made_anew

    done = made_anew(write=not dry_run)
    told = {
        "promises": _("%(number)d promises, %(differed)d stood otherwise than their journal says."),
        "conversations": _("%(number)d conversations, %(differed)d stood otherwise than their journal says."),
        "agreements": _("%(number)d agreements, %(differed)d stood otherwise than their journal says."),
        "feedback": _(
            "%(number)d pieces of signed feedback, %(differed)d stood otherwise than their journal says."
        ),
    }
    for room, found in done.items():
        click.echo(told[room] % {"number": found.count, "differed": found.differed})
    torn = [str(one) for found in done.values() for one in found.torn]
    if torn:
        those = _("%(number)d chains do not hold: %(torn)s")
        raise click.ClickException(those % {"number": len(torn), "torn": ", ".join(torn[:10])})
