"""`fairlead listen`: a transcript on this computer, looked at by one of its people. Stores nothing, asks no server.

What may not live here: Django, what is looked for (core/listening)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO, Final

import click

from fairlead.core.listening.look import as_data, look
from fairlead.core.listening.transcript import BYTES_MAX, read
from fairlead.doors.cli.kit import in_words
from fairlead.doors.cli.words import _, ngettext
from fairlead.doors.cli.writing import one_line
from fairlead.rooms.listening import words
from fairlead.rooms.listening.weights import models

LISTED: Final = 5
WIDTH: Final = 90


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--me", required=True, metavar="NAME", help="Which of the speakers you are.")
@click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="DAY",
    help="The day of the talk, for dates in words.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json is for other programs. Default: text.",
)
def listen(file: BinaryIO, me: str, on: datetime | None, form: str) -> None:
    """Look at how you listened in a talk, alone.

    FILE is a transcript: WebVTT, SRT, text with names, a Word document of Teams or Otter, or JSON of WhisperX,
    AssemblyAI or Deepgram. Nothing is stored, and nothing leaves this computer. It shows places to look at; it does
    not judge, and it shows nothing about anybody else.

    Example: fairlead listen talk.vtt --me Ana --date 2026-11-24
    """
    with in_words(lambda refusal: words.refused(refusal, _)):
        transcript = read(file.read(BYTES_MAX + 1))
        seen = look(transcript, me=me, models=models(), on=on.date() if on else None)
    data = as_data(seen)
    click.echo(json.dumps(data, ensure_ascii=False) if form == "json" else _text(data))


def _text(data: Mapping[str, Any]) -> str:
    source = data["source"]
    lines = [
        _("%(name)s, in a talk of %(words)s words")
        % {"name": one_line(data["me"]), "words": source["words"]},
        _("This shows places to look at. It does not judge, and nothing of it is stored."),
    ]
    if not source["english"]:
        lines.append(_("It does not seem to be English: only what can be counted is shown."))
    lines += ["", *(_figure(figure, data) for figure in data["figures"])]
    lines += _unread(source["unread"])
    return "\n".join(lines)


def _figure(figure: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    name, reason = words.FIGURES[figure["id"]], words.REASONS.get(figure.get("reason", ""), "")
    name = _(name)
    if figure["status"] == "not_shown":
        return _("%(figure)s: not shown (%(reason)s)") % {"figure": name, "reason": _(reason)}
    said = {mark["cue"]: mark["text"] for mark in reversed(data["marks"]) if words.shows(figure["id"], mark)}
    lines = [f"{name}: {_value(figure)}" if figure["value"] is not None else f"{name}:"]
    for cue in figure.get("cues", [])[:LISTED]:
        text = one_line(said.get(cue, ""))
        lines.append(f"  [{one_line(cue)}] {text[:WIDTH]}{'…' if len(text) > WIDTH else ''}".rstrip())
    more = len(figure.get("cues", [])) - LISTED
    if more > 0:
        lines.append("  " + ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more})
    return "\n".join(lines)


def _value(figure: Mapping[str, Any]) -> str:
    value = figure["value"]
    return f"{round(value * 100)} %" if figure["unit"] == "share" else f"{value:g}"


def _unread(unread: list[Mapping[str, Any]]) -> list[str]:
    if not unread:
        return []
    told = [f"  {one['line']}: {one_line(one['text'])[:WIDTH]}" for one in unread[:LISTED]]
    return ["", _("Lines that could not be read (all of them with --format json):"), *told]


commands = [listen]
