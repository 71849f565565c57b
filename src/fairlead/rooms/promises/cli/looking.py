"""`fairlead today`, `list` and `show`: looking changes nothing."""

from __future__ import annotations

from typing import Any

import click

from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.reading import is_id
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import one_line
from fairlead.rooms.promises.cli.finding import every, person_named, promise_named
from fairlead.rooms.promises.cli.printing import day_text, page_text, promise_text, story_text

PLACES = ("waiting", "mine", "asked", "looking_back", "ended", "all")


@click.command()
@over_the_api
def today(server: Server) -> None:
    """What waits for you, what you promised, what was promised to you, what was kept this week.

    Example: fairlead today
    """
    server.print(server.call("GET", "/today"), day_text)


@click.command("list")
@click.option("--place", type=click.Choice(PLACES), default="all", help="Default: all.")
@click.option("--with", "who", default="", help="Only with this person: a name or an id.")
@click.option("--find", default="", help="Only with these words.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, help="At most so many. Default: 50.")
@click.option("--after", default="", help="What the page before said at its end.")
@over_the_api
def list_(server: Server, who: str, find: str, **given: Any) -> None:
    """Your promises, one a line.

    Example: fairlead list --place waiting
    """
    other = who if not who or is_id(who) else person_named(server, who)
    server.print(server.call("GET", "/promises", with_=other, q=find, **given), page_text)


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--story", is_flag=True, help="With every move that was made.")
@over_the_api
def show(server: Server, id_: str, *, story: bool) -> None:
    """One promise: its terms, whose turn it is, and what is open to you. ID may be its beginning.

    Example: fairlead show 0193a2b4 --story
    """
    promise = promise_named(server, id_)
    shown = server.call("GET", f"/promises/{promise}")
    if not story:
        server.print(shown, promise_text)
        return
    lines = list(every(server, f"/promises/{promise}/journal"))
    names = {shown[role]["id"]: one_line(shown[role]["name"]) for role in ("asker", "doer")}
    server.print(
        {**shown, "journal": lines},
        lambda whole: "\n".join((promise_text(whole), "", _("The story so far"), story_text(lines, names))),
    )
