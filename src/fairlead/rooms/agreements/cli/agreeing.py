"""`fairlead agreements list`, `show`, `propose` and `move`."""

from __future__ import annotations

from typing import Any, Final

import click

from fairlead.doors.cli.kit import Listing, over_the_api
from fairlead.doors.cli.server import Server
from fairlead.rooms.agreements.cli.printing import agreement_text, page_text
from fairlead.rooms.promises.cli.facts import with_options
from fairlead.rooms.promises.cli.finding import named_by_start, person_named, promise_named, team_named

ACTION: Final = click.option(
    "--action",
    "actions",
    nargs=3,
    multiple=True,
    metavar="WHO TEXT DATE",
    help="What somebody does: me, a name, or all of a team; what; and a day or now. Once for each.",
)
FACTS: Final = (
    ACTION,
    click.option("--text", help="Of see-problem and look-again: in your words."),
    click.option("--verdict", type=click.Choice(["keep", "change", "drop"]), help="Of look-again."),
    click.option("--look-again-on", help="Of change: a day."),
)


def agreement_named(server: Server, start: str) -> str:
    return named_by_start(server, "/agreements", start, "agreements list")


def _actions(server: Server, given: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
    return [
        {"by": _person(server, who), "text": text, "due": None if due == "now" else due}
        for who, text, due in given
    ]


def _person(server: Server, who: str) -> str | None:
    if who == "all":
        return None
    return str(server.call("GET", "/me")["id"]) if who == "me" else person_named(server, who)


def _sent(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value not in (None, [])}


@click.group(cls=Listing)
def agreements() -> None:
    """What two of you, or a team, do differently from here on.

    Example: fairlead agreements list
    """


@agreements.command("list")
@click.option(
    "--place", type=click.Choice(["all", "in_force", "to_look_at"]), default="all", help="Which ones."
)
@click.option("--with", "who", default="", help="Only those of you and this colleague.")
@click.option("--team", default="", help="Only those of this team.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, help="At most so many. Default: 50.")
@click.option("--after", default="", help="What the page before said at its end.")
@over_the_api
def list_(server: Server, who: str, team: str, **given: Any) -> None:
    """Your agreements and those of your teams, one a line, what moved last first.

    \b
    Example: fairlead agreements list
             fairlead agreements list --place to_look_at
    """
    person = person_named(server, who) if who else None
    ours = team_named(server, team) if team else None
    server.print(server.call("GET", "/agreements", person=person, team=ours, **given), page_text)


@agreements.command()
@click.argument("id_", metavar="ID")
@over_the_api
def show(server: Server, id_: str) -> None:
    """One agreement: what it says, who has agreed, and what is open to you. ID may be its beginning.

    Example: fairlead agreements show 0193a2b4
    """
    server.print(server.call("GET", f"/agreements/{agreement_named(server, id_)}"), agreement_text)


@agreements.command()
@click.option("--with", "who", default="", help="The colleague you suggest it to.")
@click.option("--team", default="", help="Or the team of yours.")
@ACTION
@click.option("--look-again-on", required=True, help="A day: 2026-12-01.")
@over_the_api
def propose(
    server: Server, who: str, team: str, actions: list[tuple[str, str, str]], look_again_on: str
) -> None:
    """Suggest an agreement. Between two, both do something; it is in force once both have agreed to the same words.

    \b
    Example: fairlead agreements propose --with Dan --action me "Name the date" now --action Dan "Say it early" now --look-again-on 2026-12-01
             fairlead agreements propose --team Delivery --action all "No mail after six" now --look-again-on 2026-12-01
    """
    body = {
        "parties": [person_named(server, who)] if who else None,
        "team": team_named(server, team) if team else None,
        "actions": _actions(server, actions),
        "look_again_on": look_again_on,
    }
    server.print(server.call("POST", "/agreements", _sent(body)), agreement_text)


@agreements.command()
@click.argument("id_", metavar="ID")
@click.argument("act")
@with_options(*FACTS)
@click.option(
    "--version", type=int, help="The version you answer: when there is a later one, nothing happens."
)
@over_the_api
def move(server: Server, id_: str, act: str, version: int | None, **given: Any) -> None:
    """Say something to an agreement: ACT is one of those that `fairlead agreements show ID` names. ID may be its beginning.

    \b
    Example: fairlead agreements move 0193a2b4 agree --version 1
             fairlead agreements move 0193a2b4 see-problem --version 1 --text "Mine starts at five"
             fairlead agreements move 0193a2b4 look-again --version 1 --verdict keep --text "It held"
    """
    found = agreement_named(server, id_)
    actions = _actions(server, given.pop("actions"))
    body = {"act": act.replace("-", "_"), "version": version, "actions": actions, **given}
    server.print(server.call("POST", f"/agreements/{found}/moves", _sent(body)), agreement_text)


@agreements.command()
@click.argument("id_", metavar="ID")
@click.option("--version", type=int, help="The version you see.")
@click.option(
    "--number", type=int, help="Which of its actions, from 1: it becomes an offer of yours, or an ask."
)
@click.option("--promise", default="", metavar="ID", help="Or a promise of yours that comes out of it.")
@over_the_api
def promise(server: Server, id_: str, version: int | None, number: int | None, promise: str) -> None:
    """Make a promise of a dated action, or say that one of yours comes out of this agreement.

    \b
    Example: fairlead agreements promise 0193a2b4 --version 1 --number 2
             fairlead agreements promise 0193a2b4 --promise 0193a2c5
    """
    body = {
        "version": version,
        "action": number,
        "promise": promise_named(server, promise) if promise else None,
    }
    path = f"/agreements/{agreement_named(server, id_)}/promises"
    server.print(server.call("POST", path, _sent(body)), agreement_text)
