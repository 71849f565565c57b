"""`fairlead export`: one's own things over the API, as a person; an organisation's on its machine."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import click

from fairlead.doors.cli.kit import in_one_line, installation_here, server_of
from fairlead.doors.cli.words import _


@click.command()
@click.option("--me", "is_mine", is_flag=True, help="What is yours, from the server you are signed in to.")
@click.option(
    "--organisation",
    "is_all",
    is_flag=True,
    help="People, teams, days and settings of this installation. No promise.",
)
@click.option("--titles", is_flag=True, help="With --me: the calendar also says what each promise is about.")
@click.option("--name", default="", help="With --organisation: which one, when there are several.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def export(context: click.Context, /, file: Path, name: str, **chosen: bool) -> None:
    """Take out what is one’s own, as one ZIP.

    With --me: every promise you are one of the two of, its whole story, your drafts; as data that `fairlead verify` checks, as a
    page to read, and the agreed dates as a calendar. With --organisation, on its machine: who is here, teams, days
    and settings. What two people promised is theirs, and in no export but theirs.

    Example: fairlead export --me fairlead.zip
    """
    if chosen["is_mine"] == chosen["is_all"]:
        raise click.UsageError(_("Say --me or --organisation."))
    files = _mine(context, titles=chosen["titles"]) if chosen["is_mine"] else _organisation(context, name)
    with in_one_line(OSError), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for inside, text in files.items():
            packed.writestr(inside, text)
    click.echo(_("%(file)s: %(names)s.") % {"file": file, "names": ", ".join(files)})


def _mine(context: click.Context, *, titles: bool) -> dict[str, str]:
    found = server_of(context).call("GET", "/me/export", titles="true" if titles else "")
    return {
        "fairlead.json": _spelled(found["own"]),
        "fairlead.html": found["page"],
        "fairlead.ics": found["dates"],
    }


def _organisation(context: click.Context, name: str) -> dict[str, str]:
    installation_here(context)
    from fairlead.core.refusals import Refusal
    from fairlead.doors.clock import now
    from fairlead.rooms.archive.organisation import organisation_things
    from fairlead.rooms.people.queries import organisation_named

    home = organisation_named(name)
    if home is None:
        raise Refusal("not_found", field="organisation")
    return {"organisation.json": _spelled(organisation_things(home, at=now()))}


def _spelled(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
