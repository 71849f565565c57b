"""`fairlead pulse statistics`: what a table of one's own says. It needs no installation and no server.

numpy is loaded only then. What may not live here: how a table is read or counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click

from fairlead.doors.cli.bar import bar_later
from fairlead.doors.cli.kit import in_one_line
from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import columns, one_line, plain

FILE: Final = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--team", required=True, metavar="COLUMN", help="The column that says whose team a row is.")
@click.option(
    "--points",
    type=click.IntRange(2, 100),
    default=7,
    show_default=True,
    help="How many points the scale has: answers are 1 to this.",
)
@click.option(
    "--items",
    default="",
    metavar="A,B",
    help="These columns. Default: all but the team’s and one named resp, respondent or id.",
)
@click.option("--reversed", "turned", default="", metavar="A,B", help="Items where little is much.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json prints one object. Default: text.",
)
def statistics(file: Path, form: str, **told: Any) -> None:
    """How alike the people of each team answer, and how well the items go together, for data of your own.

    FILE is a table with a line of names, then one line a person. An empty cell is an answer that was not given; a
    person’s mean is over what they answered. Nothing is stored or sent.

    Example: fairlead pulse statistics answers.csv --team team --points 7 --reversed s3,s5
    """
    from fairlead.rooms.pulses.answers import Unreadable, Wanted, answers_in
    from fairlead.rooms.pulses.figures import figures

    wanted = Wanted(
        team=told["team"],
        points=told["points"],
        items=_names(told["items"]),
        turned=_names(told["turned"]),
    )
    with in_one_line(Unreadable), bar_later("rows") as begun:
        answers, items, notes = answers_in(file, wanted, begun)
    found, more = figures(answers, items)
    for note in (*notes, *more):
        click.echo(f"fairlead: {plain(note)}", err=True)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else _shown(found))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _shown(found: dict[str, Any]) -> str:
    head = (_("Team"), _("People"), _("Mean"), _("SD"), "rwg(j)", "r*wg(j)", "AD (M)", "AD (Md)")
    teams = [
        (one_line(name), str(of.pop("n")), *map(_number, of.values())) for name, of in found["teams"].items()
    ]
    low, high = found["alpha_95"] or (None, None)
    rest = (
        ("ICC(1)", _number(found["icc1"])),
        (_("ICC(1) with n0"), _number(found["icc1_n0"])),
        ("ICC(2)", _number(found["icc2"])),
        ("F", f"{_number(found['f'])} ({found['df'][0]}, {found['df'][1]})"),
        ("alpha", f"{_number(found['alpha'])} ({_number(low)} … {_number(high)})"),
        ("omega", _number(found["omega"])),
    )
    return f"{columns([head, *teams])}\n\n{columns(rest)}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
