"""`fairlead causes`: a team's own words for where the process came apart."""

from __future__ import annotations

from typing import Any, Final

import click

from fairlead.core.conversation.codes import LINE
from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import columns, one_line
from fairlead.rooms.promises.cli.finding import team_named

PLACE: Final = click.Choice(LINE)


@click.group()
def causes() -> None:
    """What a team chooses from when a conversation looks for where the process came apart. Of the process, never of a person.

    Example: fairlead causes list Delivery
    """


@causes.command("list")
@click.argument("team")
@over_the_api
def list_(server: Server, team: str) -> None:
    """Every word of your team, retired ones too.

    Example: fairlead causes list Delivery
    """
    server.print(server.call("GET", _path(server, team)), _list_text)


@causes.command()
@click.argument("team")
@click.argument("label")
@click.option("--place", type=PLACE, help="Where on the line it lies.")
@over_the_api
def add(server: Server, team: str, label: str, place: str | None) -> None:
    """Add a word of your team’s own. For those who lead it.

    Example: fairlead causes add Delivery "two calendars" --place date
    """
    body = {"label": label} if place is None else {"label": label, "place": place}
    server.print(server.call("POST", _path(server, team), body), _text)


@causes.command()
@click.argument("team")
@click.argument("code")
@click.option("--label", help="Another word for it. Empty: a word of Fairlead’s own has its label again.")
@click.option("--place", type=PLACE, help="Where on the line it lies; of your own words.")
@click.option("--retire/--bring-back", "is_retired", default=None, help="Offer it no more, or again.")
@over_the_api
def change(server: Server, team: str, code: str, **given: Any) -> None:
    """Rename, move or retire a word, or bring it back. What was chosen keeps the words it was chosen by.

    Example: fairlead causes change Delivery INPUT_LATE --label "waiting for others"
    """
    body = {name: value for name, value in given.items() if value is not None}
    server.print(server.call("PATCH", f"{_path(server, team)}/{code}", body), _text)


def _path(server: Server, team: str) -> str:
    return f"/teams/{team_named(server, team)}/causes"


def _row(cause: dict[str, Any]) -> tuple[str, str, str, str]:
    retired = _("not offered any more") if cause["is_retired"] else ""
    return cause["code"], cause["place"] or "", one_line(cause["label"]), retired


def _text(cause: dict[str, Any]) -> str:
    return columns([_row(cause)])


def _list_text(page: dict[str, Any]) -> str:
    return columns([_row(cause) for cause in page["items"]])
