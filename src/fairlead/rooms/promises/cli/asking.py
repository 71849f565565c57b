"""`fairlead ask`, `offer` and `drafts`: the first move of a promise, or what may become one."""

from __future__ import annotations

from typing import Any

import click

from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _
from fairlead.rooms.promises.cli.facts import TERMS, Moments, terms_of, with_options
from fairlead.rooms.promises.cli.finding import (
    draft_named,
    named_by_start,
    person_named,
    promise_named,
    team_named,
)
from fairlead.rooms.promises.cli.printing import draft_text, promise_text

OPTIONS = (
    *TERMS[1:],
    click.option("--text", help="A word to go with it."),
    click.option("--team", default="", help="The team it belongs to, by name."),
    click.option("--linked-to", default="", metavar="ID", help="An earlier promise it follows."),
    click.option("--agreement", default="", metavar="ID", help="An agreement in force that it comes out of."),
    click.option("--made-at", help="When it was made in talk: write it down afterwards."),
    click.option("--draft", is_flag=True, help="Keep it as a draft, for you alone."),
)


@click.command()
@click.argument("who")
@click.argument("outcome")
@with_options(*OPTIONS)
@over_the_api
def ask(server: Server, **given: Any) -> None:
    """Ask WHO for OUTCOME: what will exist when it is done.

    WHO is the name of a colleague or an e-mail address. Somebody new gets an invitation that opens what you asked.

    Example: fairlead ask dan@example.org "A rota for Christmas" --due 2026-12-09 --standard "Two names a day"
    """
    _begin(server, "request", given)


@click.command()
@click.argument("who")
@click.argument("outcome")
@with_options(*OPTIONS)
@over_the_api
def offer(server: Server, **given: Any) -> None:
    """Offer WHO to do OUTCOME.

    Example: fairlead offer Alice "A rota for Christmas" --due 2026-12-09 --standard "Two names a day"
    """
    _begin(server, "offer", given)


def _begin(server: Server, kind: str, given: dict[str, Any]) -> None:
    moments = Moments(server)
    body = {
        "kind": kind,
        "to": person_named(server, given["who"]),
        "terms": terms_of(given, moments),
        "text": given["text"],
        "team": team_named(server, given["team"]) if given["team"] else None,
        "linked_to": promise_named(server, given["linked_to"]) if given["linked_to"] else None,
        "cites": f"agreement:{_agreement(server, given['agreement'])}" if given["agreement"] else None,
        "made_at": moments.read(given["made_at"]),
    }
    sent = {name: value for name, value in body.items() if value is not None}
    if given["draft"]:
        server.print(server.call("POST", "/drafts", sent), lambda kept: _("Kept as a draft: %(id)s") % kept)
        return
    server.print(server.call("POST", "/promises", sent), promise_text)


def _agreement(server: Server, start: str) -> str:
    return named_by_start(server, "/agreements", start, "agreements list")


@click.command()
@click.option("--send", "sent", default="", metavar="ID", help="Send this draft.")
@click.option("--forget", "forgotten", default="", metavar="ID", help="Throw this draft away.")
@over_the_api
def drafts(server: Server, sent: str, forgotten: str) -> None:
    """Your drafts of asks and offers; nobody else sees them.

    Example: fairlead drafts --send 0193a2b4
    """
    if sent and forgotten:
        raise click.UsageError(_("--send or --forget, not both"))
    if sent:
        made = server.call("POST", "/promises", {"draft": draft_named(server, sent)})
        server.print(made, promise_text)
    elif forgotten:
        server.call("DELETE", f"/drafts/{draft_named(server, forgotten)}")
        server.print({}, lambda _nothing: _("It is gone."))
    else:
        server.print(server.call("GET", "/drafts", limit=200), draft_text)
