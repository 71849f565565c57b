"""`fairlead rebuild`: on the machine itself, from the journal to what stands."""

from __future__ import annotations

import click

from fairlead.doors.cli.kit import Local


@click.command(cls=Local)
@click.option("--dry-run", is_flag=True, help="Only look.")
def rebuild(*, dry_run: bool) -> None:
    """Make what stands anew from the journal, and see whether every chain holds.

    Example: fairlead rebuild --dry-run
    """
    from fairlead.rooms.promises.actions.rebuild import rebuild as made_anew

    done = made_anew(write=not dry_run)
    click.echo(f"{done.promises} promises, {done.differed} stood otherwise than their journal says.")
    if done.torn:
        torn = ", ".join(str(promise) for promise in done.torn[:10])
        raise click.ClickException(f"{len(done.torn)} chains do not hold: {torn}")
