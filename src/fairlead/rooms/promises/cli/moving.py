"""`fairlead move`: any act that is open to you, with its facts as options."""

from __future__ import annotations

from typing import Any

import click

from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.server import Server
from fairlead.rooms.promises.cli.facts import FACTS, TERMS, Moments, facts_of, with_options
from fairlead.rooms.promises.cli.finding import promise_named
from fairlead.rooms.promises.cli.printing import promise_text


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("act")
@with_options(*TERMS, *FACTS)
@click.option("--version", type=int, help="Of the terms you saw. Default: those on the table now.")
@over_the_api
def move(server: Server, id_: str, act: str, version: int | None, **given: Any) -> None:
    """Make a move: ACT is one of those that `fairlead show ID` names. ID may be its beginning.

    \b
    Example: fairlead move 0193a2b4 accept --read-back "Two names for each day"
             fairlead move 0193a2b4 counter --due "2026-12-11 12:00" --text "Two days more?"
             fairlead move 0193a2b4 name_gap --condition 2 --fix-by 2026-12-12
    """
    promise = promise_named(server, id_)
    if version is None:
        version = server.call("GET", f"/promises/{promise}")["version"]
    body = {"act": act.replace("-", "_"), "version": version, **facts_of(given, Moments(server))}
    server.print(server.call("POST", f"/promises/{promise}/moves", body), promise_text)
