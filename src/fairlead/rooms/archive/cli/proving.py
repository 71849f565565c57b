"""`fairlead verify`: looks at files alone, no installation and no server. What may not: how (verify.py)."""

from __future__ import annotations

from pathlib import Path

import click

from fairlead.doors.cli.kit import in_one_line
from fairlead.doors.cli.server import Refused
from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import plain
from fairlead.rooms.archive import verify as proof

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--receipts", type=FILE, help="A text with receipts in it: lines, or mails as they came.")
def verify(file: Path, receipts: Path | None) -> None:
    """Check what was taken out with `fairlead export`: every line, every text, every receipt.

    It uses nothing of Fairlead: rooms/archive/verify.py of the source can be run by itself.

    Example: fairlead verify fairlead.zip --receipts receipts.txt
    """
    with in_one_line(proof.Unreadable):
        report = proof.verified(file, receipts, _)
    for problem in report.problems:
        click.echo(plain(problem.said(_)))
    for line in (*proof.looked_at(report, _), proof.not_proven(report, _)):
        click.echo(line)
    if report.problems:
        told = _("The record does not hold: %(number)d times, see above.")
        raise Refused(told % {"number": len(report.problems)})
