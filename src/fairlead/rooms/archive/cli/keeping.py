"""`fairlead backup` and `fairlead restore`. What may not: how (actions)."""

from __future__ import annotations

from pathlib import Path

import click

from fairlead.doors.cli.bar import bar_later
from fairlead.doors.cli.kit import Local, in_one_line
from fairlead.doors.cli.words import _, ngettext
from fairlead.doors.clock import now

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command(cls=Local)
@FILE
def backup(file: Path) -> None:
    """Write everything into one file, as it is at this moment. People can go on working.

    It goes back into either kind of database. An earlier back-up of that name is replaced once this one is whole.
    The keys are not in it: neither the secret key nor the file of keys that drafts are sealed with.

    Example: fairlead backup /srv/backup/fairlead-monday.gz
    """
    from django.conf import settings

    from fairlead.rooms.archive.actions.backup import write_backup
    from fairlead.rooms.archive.kept import NotKept

    with in_one_line(NotKept), bar_later("rows") as begun:
        kept = write_backup(file, at=now(), begun=begun)
    click.echo(_counted(file, kept.promises, kept.people))
    told = _("Not in it: the secret key, and the keys of drafts in %(file)s. Keep those in another place.")
    click.echo(told % {"file": settings.KEY_FILE})


@click.command(cls=Local)
@FILE
def restore(file: Path) -> None:
    """Bring everything back from a back-up, into an empty installation only. All of it or nothing.

    Who was suspended, signed out or erased since it was made is as they were then: do that again.

    Example: fairlead restore fairlead-monday.gz
    """
    from django.conf import settings

    from fairlead.rooms.archive.actions.restore import restore as brought_back
    from fairlead.rooms.archive.kept import NotKept
    from fairlead.rooms.people.private import trouble

    with in_one_line(NotKept), bar_later("rows") as begun:
        back = brought_back(file, begun=begun)
    click.echo(_counted(file, back.promises, back.people))
    if trouble():
        told = _("Drafts stay closed until their keys are back in %(file)s.")
        click.echo(told % {"file": settings.KEY_FILE}, err=True)


def _counted(file: Path, promises: int, people: int) -> str:
    counted = {
        "file": file,
        "promises": ngettext("%(number)d promise", "%(number)d promises", promises) % {"number": promises},
        "people": ngettext("%(number)d person", "%(number)d people", people) % {"number": people},
    }
    return _("%(file)s: %(promises)s, %(people)s.") % counted
