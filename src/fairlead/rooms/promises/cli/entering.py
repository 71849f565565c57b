"""`fairlead login`: which server, and the token that says who you are there."""

from __future__ import annotations

import sys

import click

from fairlead.doors.cli.kit import file_of
from fairlead.doors.cli.known import Known, keep_known
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import one_line


@click.command()
@click.argument("url")
@click.option("--token", default="", help="Instead of typing it. On a shared machine it is better typed.")
@click.pass_context
def login(context: click.Context, url: str, token: str) -> None:
    """Sign in to a server, once, with a token.

    Make one on the page You, or whoever runs the server prints one with `fairlead token create`. It is asked for
    without being shown, or read from a pipe, and kept in a file that only you can read.

    Example: fairlead login https://promises.example.org
    """
    url = url if "://" in url else f"https://{url}"
    token = token or (click.prompt("Token", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline())
    known = Known(url.rstrip("/"), token.strip())
    server = Server(known.url, known.token, transport=(context.obj or {}).get("transport"))
    me = server.call("GET", "/me")
    keep_known(known, file_of(context))
    where = {"name": one_line(me["name"]), "organisation": one_line(me["organisation"]["name"])}
    click.echo(_("Signed in as %(name)s, %(organisation)s.") % where)
