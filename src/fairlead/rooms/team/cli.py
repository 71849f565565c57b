"""`fairlead process`: how a team works, and when it looks at it, over the API as a person. What may not live here: rules."""

from __future__ import annotations

from typing import Any, Final

import click

from fairlead.core.process import EVERY
from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _, later
from fairlead.doors.cli.writing import columns, day
from fairlead.rooms.promises.cli.finding import team_named

COUNTS: Final = {
    "asks": later("Asks with a date and what done means"),
    "risks": later("Early words before the date"),
    "changes": later("Renegotiations before the date"),
}


@click.group()
def process() -> None:
    """How a team works: whole numbers of the process, never by person, and the day the team looks at them.

    Example: fairlead process show Delivery
    """


@process.command()
@click.argument("team")
@over_the_api
def show(server: Server, team: str) -> None:
    """How your team works, counted once a week. What is too little, or too much of one person, is left out.

    Example: fairlead process show Delivery
    """
    server.print(server.call("GET", f"/teams/{team_named(server, team)}/process"), _counts_text)


@process.command()
@click.argument("team")
@click.option("--every", type=click.Choice(EVERY), required=True, help="How often.")
@click.option("--first-on", required=True, help="A day of looking: 2026-12-01. The others follow from it.")
@over_the_api
def rhythm(server: Server, team: str, **given: str) -> None:
    """When your team looks at how it works. For those who lead it.

    Example: fairlead process rhythm Delivery --every month --first-on 2026-12-01
    """
    path = f"/teams/{team_named(server, team)}/rhythm"
    server.print(server.call("PUT", path, given), _rhythm_text)


def _rhythm_text(rhythm: dict[str, Any]) -> str:
    if rhythm["next_on"] is None:
        return _("You do not look at it together for now.")
    return _("You look at it together on %(day)s.") % {"day": day(rhythm["next_on"])}


def _counts_text(shown: dict[str, Any]) -> str:
    lines = [_rhythm_text(shown["rhythm"])]
    rows = [
        (_(label), _("%(part)d of %(whole)d") % shown[name] if name == "asks" else str(shown[name]["whole"]))
        for name, label in COUNTS.items()
        if shown[name]
    ]
    rows += [(one["code"], str(one["number"])) for one in shown["causes"] or ()]
    return "\n".join((*lines, "", columns(rows) or _("There is not enough yet to show.")))


commands = [process]
