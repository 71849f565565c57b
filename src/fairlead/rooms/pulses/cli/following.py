"""`fairlead pulse after`: from a result to a change, over the API as a person. What may not live here: Django, rules, storage."""

from __future__ import annotations

from typing import Any

import click

from fairlead.core.pulse.after import DECISIONS
from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.server import Server
from fairlead.rooms.promises.cli.finding import one_that_begins
from fairlead.rooms.pulses.cli.printing import after_text


@click.group()
def after() -> None:
    """From a result to a change: what it means, what was said and its answer, one agreement.

    Example: fairlead pulse after show 7f6c2ea6-f659-428e-a000-aa38646382a9
    """


@after.command()
@click.argument("id_", metavar="ID")
@over_the_api
def show(server: Server, id_: str) -> None:
    """What your team makes of a pulse that is shown. What waits for an answer comes first.

    Example: fairlead pulse after show 7f6c2ea6-f659-428e-a000-aa38646382a9
    """
    server.print(server.call("GET", _path(id_)), after_text)


@after.command()
@click.argument("id_", metavar="ID")
@click.argument("text")
@over_the_api
def meaning(server: Server, id_: str, text: str) -> None:
    """What you think it means, under your name, in place of what you said before. An empty TEXT takes it away.

    Example: fairlead pulse after meaning 7f6c2ea6-f659-428e-a000-aa38646382a9 "Early words go unheard"
    """
    server.print(server.call("PUT", _path(id_, "meaning"), {"meaning": text}), after_text)


@after.command()
@click.argument("id_", metavar="ID")
@click.argument("text")
@over_the_api
def said(server: Server, id_: str, text: str) -> None:
    """Write down what was said, in one sentence, so that those who lead the team answer it.

    Example: fairlead pulse after said 7f6c2ea6-f659-428e-a000-aa38646382a9 "Early words get no answer"
    """
    server.print(server.call("POST", _path(id_, "themes"), {"said": text}), after_text)


@after.command()
@click.argument("id_", metavar="ID")
@click.argument("theme")
@click.argument("decision", type=click.Choice(DECISIONS))
@click.argument("text")
@click.option("--on", help="By when, or the day you look at it again: 2026-12-01. Not of what is done.")
@over_the_api
def answer(server: Server, id_: str, theme: str, **given: Any) -> None:
    """Answer what was said, by those who lead the team. THEME may be its beginning.

    Example: fairlead pulse after answer 7f6c2ea6-f659-428e-a000-aa38646382a9 0193a2b4 will "The same day" --on 2026-12-01
    """
    themes = (one["id"] for one in server.call("GET", _path(id_))["themes"])
    found = one_that_begins(theme, themes, "pulse after show")
    body = {"decision": given["decision"], "answer": given["text"], "on": given["on"]}
    sent = {name: value for name, value in body.items() if value is not None}
    server.print(server.call("PUT", _path(id_, f"themes/{found}/answer"), sent), after_text)


@after.command()
@click.argument("id_", metavar="ID")
@click.argument("text")
@click.option("--look-again-on", required=True, help="The day you look at it again: 2026-12-21.")
@over_the_api
def agree(server: Server, id_: str, text: str, look_again_on: str) -> None:
    """Suggest one thing that all of the team does from here; the next pulse asks whether it changed something.

    Example: fairlead pulse after agree 7f6c2ea6-f659-428e-a000-aa38646382a9 "A quiet hour" --look-again-on 2026-12-21
    """
    body = {"actions": text, "look_again_on": look_again_on}
    server.print(server.call("POST", _path(id_, "agreements"), body), after_text)


def _path(pulse: str, of: str = "") -> str:
    return f"/pulses/{pulse}/after{of and '/'}{of}"
