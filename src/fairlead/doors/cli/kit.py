"""How a command is made that speaks to a server as a person: `over_the_api`; or works here: `Local`.

What may not live here: commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from fairlead.core.refusals import Refusal
from fairlead.doors.cli.known import Known, default_file, read_known
from fairlead.doors.cli.server import Refused, Server


def over_the_api(function: Callable[..., Any]) -> Callable[..., Any]:
    """Gives the command `server`, and the option --format."""

    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help="json prints the objects of the API. Default: text.",
    )
    @wraps(function)
    def run(form: str, **given: Any) -> Any:
        return function(server=server_of(click.get_current_context(), form=form), **given)

    return run


def server_of(context: click.Context, *, form: str = "text") -> Server:
    """Who the settings name, else who was signed in to."""
    told = context.obj or {}
    kept = read_known(file_of(context))
    known = Known(told.get("url") or kept.url, told.get("token") or kept.token)
    server = Server(known.url.rstrip("/"), known.token, form, told.get("transport"))
    if "pause" in told:
        server.pause = told["pause"]
    return server


def file_of(context: click.Context) -> Path:
    given = (context.obj or {}).get("file")
    return Path(given) if given else default_file()


def installation_here(context: click.Context) -> None:
    """For a command of which only one way works on the installation of this machine: config sets that up now."""
    (context.obj or {}).get("set_up", lambda: None)()


class Listing(click.Group):
    """Commands of one kind of thing: named alone, it lists them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        is_alone = not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names)
        return super().parse_args(ctx, ["list", *args] if is_alone else args)


class Local(click.Command):
    """A command that works on the installation of this machine: config sets that up before it is run."""


@contextmanager
def in_one_line(*kinds: type[Exception]) -> Iterator[None]:
    """What an action raises of these kinds is its sentence: exit code 1, one line on stderr."""
    try:
        yield
    except kinds as problem:
        raise Refused(str(problem)) from problem


@contextmanager
def in_words(say: Callable[[Refusal], str]) -> Iterator[None]:
    """A refusal of the core, where there is no Django to say it: exit code 1, one line on stderr."""
    try:
        yield
    except Refusal as refusal:
        raise Refused(say(refusal)) from refusal
