"""`fairlead pulse list`, `show`, `rhythm`, `together` and `mirror`, over the API as a person.

Nobody answers from a terminal: a ballot is sealed in a browser."""

from __future__ import annotations

import click

from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.server import Server
from fairlead.rooms.promises.cli.finding import team_named
from fairlead.rooms.pulses.cli.printing import mirror_text, pulse_text, pulses_text, together_text


@click.group()
def pulse() -> None:
    """The pulse of a team.

    Example: fairlead pulse list --team Delivery
    """


@pulse.command("list")
@click.option("--team", required=True, help="The team of yours.")
@over_the_api
def list_(server: Server, team: str) -> None:
    """How often the team is asked, and its pulses, newest first.

    Example: fairlead pulse list --team Delivery
    """
    server.print(server.call("GET", f"/teams/{team_named(server, team)}/pulses"), pulses_text)


@pulse.command()
@click.argument("id_", metavar="ID")
@over_the_api
def show(server: Server, id_: str) -> None:
    """One pulse: its statements and, after the close, what was published. Before it, the same for everybody.

    Example: fairlead pulse show 7f6c2ea6-f659-428e-a000-aa38646382a9
    """
    server.print(server.call("GET", f"/pulses/{id_}"), pulse_text)


@pulse.command()
@click.option("--team", required=True, help="The team you lead.")
@click.option("--weeks", type=click.Choice(["4", "5", "6", "never"]), required=True, help="How often.")
@click.option("--first-on", help="The day on which the next opens: 2026-12-01.")
@click.option(
    "--links/--no-links",
    default=None,
    help="Whether people may answer by a mailed link, which is confidential.",
)
@over_the_api
def rhythm(server: Server, team: str, weeks: str, first_on: str | None, *, links: bool | None) -> None:
    """Choose how often a team is asked, by those who lead it.

    \b
    Example: fairlead pulse rhythm --team Delivery --weeks 4 --first-on 2026-12-01
             fairlead pulse rhythm --team Delivery --weeks never
    """
    path = f"/teams/{team_named(server, team)}/pulses/rhythm"
    given = {"first_on": first_on or None, "links": links}
    sent = {name: value for name, value in given.items() if value is not None}
    body = {"weeks": None if weeks == "never" else int(weeks), **sent}
    server.print(server.call("PUT", path, body), pulses_text)


@pulse.command()
@click.option("--team", required=True, help="The team above, which you lead.")
@over_the_api
def together(server: Server, team: str) -> None:
    """What was published of three teams or more together, newest first, for who leads the team above.

    Example: fairlead pulse together --team Company
    """
    server.print(server.call("GET", f"/teams/{team_named(server, team)}/pulses/together"), together_text)


@pulse.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--answer",
    "given",
    type=(str, click.IntRange(1, 7)),
    multiple=True,
    metavar="CODE POINT",
    help="Answer this one, while the pulse is open. The others stay as they are.",
)
@over_the_api
def mirror(server: Server, id_: str, given: tuple[tuple[str, int], ...]) -> None:
    """The eight questions in mirror words, for who leads the team, and what you answered.

    Nobody but you can read it. The token needs the scope reflect.

    Example: fairlead pulse mirror 7f6c2ea6-f659-428e-a000-aa38646382a9 --answer S1 5
    """
    path = f"/pulses/{id_}/mirror"
    shown = server.call("GET", path)
    if given:
        shown = server.call("PUT", path, {"answers": {**shown["answers"], **dict(given)}})
    server.print(shown, mirror_text)
