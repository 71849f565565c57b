"""`fairlead conversation open`, `list`, `show`, `step` and `concerns`."""

from __future__ import annotations

from typing import Any

import click

from fairlead.doors.cli.kit import Listing, over_the_api
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _
from fairlead.rooms.conversations.cli.facts import FACTS, facts_of
from fairlead.rooms.conversations.cli.printing import concerns_text, conversation_text, page_text
from fairlead.rooms.promises.cli.facts import with_options
from fairlead.rooms.promises.cli.finding import named_by_start, person_named, promise_named


def conversation_named(server: Server, start: str) -> str:
    return named_by_start(server, "/conversations", start, "conversation list")


@click.group(cls=Listing)
def conversation() -> None:
    """Talk about how a promise went: the doer is heard first, and both change something.

    Example: fairlead conversation show 0193a2b4
    """


@conversation.command("open")
@click.argument("promise", required=False, default="")
@click.option(
    "--with", "who", default="", help="About what was never asked: the colleague you would like to talk to."
)
@click.option("--expectation", help="What was expected, and never asked.")
@click.option(
    "--me", type=click.Choice(["asker", "doer"]), help="Which of the two you are, where nothing was asked."
)
@over_the_api
def open_(server: Server, promise: str, who: str, **given: Any) -> None:
    """Begin a conversation about PROMISE, whose id may be its beginning. Nobody else sees it before you invite.

    \b
    Example: fairlead conversation open 0193a2b4
             fairlead conversation open --with Dan --expectation "A word before noon" --me asker
    """
    if not (promise or who):
        raise click.UsageError(_("Name a promise, or somebody --with whom something was never asked."))
    body = {
        "promise": promise_named(server, promise) if promise else None,
        "with": person_named(server, who) if who else None,
        **given,
    }
    sent = {name: value for name, value in body.items() if value is not None}
    server.print(server.call("POST", "/conversations", sent), conversation_text)


@conversation.command("list")
@click.option("--promise", default="", metavar="ID", help="Only those about this promise.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, help="At most so many. Default: 50.")
@click.option("--after", default="", help="What the page before said at its end.")
@over_the_api
def list_(server: Server, promise: str, **given: Any) -> None:
    """Your conversations, one a line, what moved last first.

    Example: fairlead conversation list
    """
    about = promise_named(server, promise) if promise else None
    server.print(server.call("GET", "/conversations", promise=about, **given), page_text)


@conversation.command()
@click.argument("id_", metavar="ID")
@over_the_api
def show(server: Server, id_: str) -> None:
    """One conversation: where it is, what you can read of it, and what is open to you. ID may be its beginning.

    Example: fairlead conversation show 0193a2b4
    """
    server.print(server.call("GET", f"/conversations/{conversation_named(server, id_)}"), conversation_text)


@conversation.command()
@click.argument("id_", metavar="ID")
@click.argument("act")
@with_options(*FACTS)
@click.option(
    "--version", type=int, help="Of the last step you saw: when there is a later one, nothing happens."
)
@over_the_api
def step(server: Server, id_: str, act: str, version: int | None, **given: Any) -> None:
    """Take a step: ACT is one of those that `fairlead conversation show ID` names. ID may be its beginning.

    \b
    Example: fairlead conversation step 0193a2b4 invite --purpose "Look at the rota together" --mode days
             fairlead conversation step 0193a2b4 give-account --text "The list came on Friday" --point "Lists by Monday"
             fairlead conversation step 0193a2b4 look-again --verdict keep --text "It held"
    """
    found, named = conversation_named(server, id_), act.replace("-", "_")
    body = {"act": named, "version": version, **facts_of(server, found, named, given)}
    sent = {name: value for name, value in body.items() if value is not None}
    server.print(server.call("POST", f"/conversations/{found}/steps", sent), conversation_text)


@conversation.command()
@click.option(
    "--set", "text", help="A few lines, by an administrator with a token for it; empty takes it away."
)
@over_the_api
def concerns(server: Server, text: str | None) -> None:
    """Is this the right tool? Whom your organisation names for harassment, discrimination, danger, misconduct or law.

    \b
    Example: fairlead conversation concerns
             fairlead conversation concerns --set "Olga Okafor, olga@example.org"
    """
    if text is None:
        told = server.call("GET", "/organisation")
    else:
        told = server.call("PATCH", "/organisation", {"concerns_to": text})
    server.print(told, concerns_text)
