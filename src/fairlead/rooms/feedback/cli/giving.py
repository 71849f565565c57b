"""`fairlead feedback list`, `show`, `give` and `move`: signed, and as recipient also of what was said without a name."""

from __future__ import annotations

from typing import Any

import click

from fairlead.core.feedback.rules import ABOUT, DECISIONS
from fairlead.doors.cli.kit import Listing, over_the_api
from fairlead.doors.cli.server import Server
from fairlead.rooms.feedback.cli.printing import feedback_text, page_text
from fairlead.rooms.promises.cli.finding import named_by_start, person_named, team_named


def feedback_named(server: Server, start: str) -> str:
    return named_by_start(server, "/feedback", start, "feedback list")


@click.group(cls=Listing)
def feedback() -> None:
    """What about how we work? It is said back, answered with a reason and a day, and did it change anything?

    Example: fairlead feedback list --place waiting
    """


@feedback.command("list")
@click.option(
    "--place",
    type=click.Choice(["all", "waiting", "to_me", "by_me"]),
    default="all",
    help="Which: waiting for your word, given to you, or by you. Default: all.",
)
@click.option("--limit", type=click.IntRange(1, 200), default=50, help="At most so many. Default: 50.")
@click.option("--after", default="", help="What the page before said at its end.")
@over_the_api
def list_(server: Server, **given: Any) -> None:
    """What was given to you, and what you gave under your name, one a line.

    Example: fairlead feedback list --place waiting
    """
    server.print(server.call("GET", "/feedback", **given), page_text)


@feedback.command()
@click.argument("id_", metavar="ID")
@over_the_api
def show(server: Server, id_: str) -> None:
    """One piece of feedback: what was said, and what is open to you. ID may be its beginning.

    Example: fairlead feedback show 0193a2b4
    """
    server.print(server.call("GET", f"/feedback/{feedback_named(server, id_)}"), feedback_text)


@feedback.command()
@click.argument("text")
@click.option("--to", "who", default="", help="The colleague who should hear it.")
@click.option("--team", default="", help="Or one of your teams.")
@click.option("--about", type=click.Choice(ABOUT), default="way_of_working", help="Default: way_of_working.")
@click.option("--thing", metavar="ID", help="The promise or agreement it is about.")
@click.option("--leave", is_flag=True, help="The team may read what is decided, without your name.")
@over_the_api
def give(server: Server, text: str, who: str, team: str, *, leave: bool, **given: Any) -> None:
    """Say something about how we work, under your name.

    Example: fairlead feedback give "Dates move without a word" --to Dan --leave
    """
    to = team_named(server, team) if team else person_named(server, who) if who else None
    body = {"text": text, "to": to, "leave": "yes" if leave else None, **given}
    sent = {name: value for name, value in body.items() if value is not None}
    server.print(server.call("POST", "/feedback", sent), feedback_text)


@feedback.command()
@click.argument("id_", metavar="ID")
@click.argument("act")
@click.option("--text", help="Words to go with it.")
@click.option("--answer", type=click.Choice(["yes", "partly", "no"]), help="Of confirm, changed and leave.")
@click.option("--decision", type=click.Choice(DECISIONS), help="Of decide.")
@click.option("--date", help="Of decide: a day, 2026-12-01.")
@click.option(
    "--version", type=int, help="Of the last line you saw: when there is a later one, nothing happens."
)
@over_the_api
def move(server: Server, id_: str, act: str, **given: Any) -> None:
    """Say something to it: ACT is one of those that `fairlead feedback show ID` names. ID may be its beginning.

    \b
    Example: fairlead feedback move 0193a2b4 hear --text "You want to hear before a date moves"
             fairlead feedback move 0193a2b4 decide --decision will --text "I say so the same day" --date 2026-12-04
    """
    found = feedback_named(server, id_)
    body = {"act": act.replace("-", "_"), **given}
    sent = {name: value for name, value in body.items() if value is not None}
    server.print(server.call("POST", f"/feedback/{found}/moves", sent), feedback_text)
