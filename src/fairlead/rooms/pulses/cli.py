"""`fairlead pulse list`, `show` and `rhythm`, over the API; and `fairlead pulse statistics`: what a table of one's own says.

Statistics need no installation and no server, and numpy is loaded only then. Nobody answers from a terminal: a ballot is
sealed in a browser. What may not live here: how a table is read or counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click

from fairlead.doors.cli.bar import bar_later
from fairlead.doors.cli.kit import in_one_line, over_the_api
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _, later
from fairlead.doors.cli.writing import bold, columns, day, one_line, plain
from fairlead.rooms.promises.cli.finding import team_named

STATES: Final = {
    "open": later("open"),
    "closed": later("closed"),
    "too_few": later("too few answered to show anything"),
}
FILE: Final = click.Path(dir_okay=False, path_type=Path)


@click.group()
def pulse() -> None:
    """The pulse of a team.

    Example: fairlead pulse list --team Delivery
    """


@pulse.command("list")
@click.option("--team", required=True, help="The team of yours.")
@over_the_api
def list_(server: Server, team: str) -> None:
    """How often the team is asked, and its pulses, newest first.

    Example: fairlead pulse list --team Delivery
    """
    server.print(server.call("GET", f"/teams/{team_named(server, team)}/pulses"), pulses_text)


@pulse.command()
@click.argument("id_", metavar="ID")
@over_the_api
def show(server: Server, id_: str) -> None:
    """One pulse: its statements and, after the close, what was published. Before it, the same for everybody.

    Example: fairlead pulse show 7f6c2ea6-f659-428e-a000-aa38646382a9
    """
    server.print(server.call("GET", f"/pulses/{id_}"), pulse_text)


@pulse.command()
@click.option("--team", required=True, help="The team you lead.")
@click.option("--weeks", type=click.Choice(["4", "5", "6", "never"]), required=True, help="How often.")
@click.option("--first-on", help="The day on which the next opens: 2026-12-01.")
@over_the_api
def rhythm(server: Server, team: str, weeks: str, first_on: str | None) -> None:
    """Choose how often a team is asked, by those who lead it.

    \b
    Example: fairlead pulse rhythm --team Delivery --weeks 4 --first-on 2026-12-01
             fairlead pulse rhythm --team Delivery --weeks never
    """
    path = f"/teams/{team_named(server, team)}/pulses/rhythm"
    body = {"weeks": None if weeks == "never" else int(weeks), **({"first_on": first_on} if first_on else {})}
    server.print(server.call("PUT", path, body), pulses_text)


@pulse.command()
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


# --- what the API says, as text ---


def pulses_text(told: dict[str, Any]) -> str:
    every = told["rhythm"]
    head = (
        _("Every %(weeks)s weeks, next on %(day)s") % {"weeks": every["weeks"], "day": day(every["next_on"])}
        if every
        else _("No further pulse opens.")
    )
    rows = [(one["id"], day(one["opens_on"]), day(one["closes_on"]), _state(one)) for one in told["items"]]
    return "\n".join((head, *((columns(rows),) if rows else ())))


def pulse_text(told: dict[str, Any]) -> str:
    head = f"{day(told['opens_on'])} – {day(told['closes_on'])} · {_state(told)}"
    items = {one["code"]: one["text"] for one in told["items"]}
    release = told["release"]
    if release is None:
        return "\n".join((bold(head), *(f"  {text}" for text in items.values())))
    zone = release["zone"]
    figures = [
        (_("Safe to speak"), _figure(release["safe"])),
        (_("Agreements matter"), _figure(release["matter"])),
        *((items.get(code, code), _figure(score)) for code, score in release["items"].items()),
    ]
    lines = [
        bold(head),
        _("Leans: %(zones)s") % {"zones": zone["name"] or " / ".join(zone["between"])},
        _("Answered: %(people)s people, %(share)s %% of those asked")
        % {"people": release["respondents"], "share": release["participation"]},
        columns(figures),
        *(f"  {one_line(text)}" for text in release["comments"]),
    ]
    return "\n".join(lines)


def _state(wave: dict[str, Any]) -> str:
    words = STATES[wave["state"]]
    return _(words)


def _figure(score: dict[str, Any]) -> str:
    ends = {"low": _("%(value)s or less"), "high": _("%(value)s or more")}
    return ends.get(score["coded"], "%(value)s") % {"value": score["value"]}


commands = [pulse]
