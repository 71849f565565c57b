"""`fairlead reflect`: one's own week, over the API as a person. What may not live here: Django, rules, storage."""

from __future__ import annotations

import sys
from typing import Any

import click

from fairlead.core.reflection import THEMES, Week
from fairlead.doors.cli.kit import over_the_api
from fairlead.doors.cli.server import Server
from fairlead.doors.cli.words import _
from fairlead.doors.cli.writing import plain
from fairlead.doors.clock import now


@click.command()
@click.argument("week", required=False, default="")
@click.option(
    "--answer",
    "given",
    type=(click.IntRange(1, 9), str),
    multiple=True,
    metavar="NUMBER TEXT",
    help="Answer this question; - reads the text from standard input. The others stay as they are.",
)
@click.option("--short", is_flag=True, help="Only the three questions of a short week.")
@over_the_api
def reflect(server: Server, week: str, given: tuple[tuple[int, str], ...], *, short: bool) -> None:
    """Look back on a week, for yourself. WEEK is one like 2026-W48; default: this one.

    Nobody but you can read it. The token needs the scope reflect.

    Example: fairlead reflect 2026-W48 --answer 8 "Ask for the date first"
    """
    name = week or Week.of(now().astimezone().date()).name
    shown = server.call("GET", f"/reflections/{name}")
    if given:
        said = {str(number): _text(text) for number, text in given}
        body = {"answers": {**shown["answers"], **said}}
        shown = server.call("PUT", f"/reflections/{name}", body)
    server.print(shown, lambda written: _week(written, short=short))


def _text(text: str) -> str:
    return sys.stdin.read() if text == "-" else text


def _week(shown: dict[str, Any], *, short: bool) -> str:
    names = {"clear": _("Clear"), "listen": _("Listen"), "forward": _("Forward")}
    is_shared = "coach" in shown["readers"]
    lines = [
        shown["week"],
        _("You and your coach can read this.") if is_shared else _("Only you can read this."),
    ]
    for theme in THEMES:
        lines += ["", names[theme]]
        for question in shown["questions"]:
            if question["theme"] == theme and (not short or question["number"] in shown["short"]):
                lines += [f"{question['number']}. {question['text']}"]
                answer = plain(shown["answers"].get(str(question["number"]), ""))
                lines += [f"   {line}" for line in answer.splitlines()]
    return "\n".join(lines)


commands = [reflect]
