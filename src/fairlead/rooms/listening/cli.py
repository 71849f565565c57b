"""`fairlead listen`: a transcript on this computer, looked at by one of its people. Stores nothing, asks no server.

What may not live here: Django, what is looked for (core/listening)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, Final

import click

from fairlead.core.listening.look import Look, as_data, look
from fairlead.core.listening.mirror import Figure
from fairlead.core.listening.places import Corrected, Place, corrected
from fairlead.core.listening.transcript import BYTES_MAX, Unread, read
from fairlead.doors.cli.kit import in_words
from fairlead.doors.cli.words import _, ngettext
from fairlead.doors.cli.writing import one_line
from fairlead.rooms.listening import words
from fairlead.rooms.listening.long_talks import each
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
        seen = look(transcript, me=me, models=models(), on=on.date() if on else None, each=each)
    click.echo(json.dumps(as_data(seen), ensure_ascii=False) if form == "json" else _text(seen))


def _text(seen: Look) -> str:
    source = seen.transcript
    lines = [
        _("%(name)s, in a talk of %(words)s words") % {"name": one_line(seen.me), "words": source.words},
        _("This shows places to look at. It does not judge, and nothing of it is stored."),
    ]
    if not seen.is_english:
        lines.append(_("It does not seem to be English: only what can be counted is shown."))
    places = corrected(seen)
    lines += ["", *(_figure(figure, places) for figure in seen.figures)]
    lines += _unread(source.unread)
    return "\n".join(lines)


def _figure(figure: Figure, places: Corrected) -> str:
    name = _(words.FIGURES[figure.id])
    if figure.status == "not_shown":
        return _("%(figure)s: not shown (%(reason)s)") % {
            "figure": name,
            "reason": _(words.REASONS[figure.reason]),
        }
    lines = [f"{name}: {_value(figure.value, figure.unit)}" if figure.value is not None else f"{name}:"]
    behind = [place for place in places.behind(figure) if figure.id != "open_questions" or _is_open(place)]
    for place in behind[:LISTED]:
        text = one_line(place.text)
        lines.append(f"  [{one_line(place.cue)}] {text[:WIDTH]}{'…' if len(text) > WIDTH else ''}")
    more = len(behind) - LISTED
    if more > 0:
        lines.append("  " + ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more})
    return "\n".join(lines)


def _is_open(place: Place) -> bool:
    return place.mark is not None and bool(place.mark.open)


def _value(value: float, unit: str) -> str:
    return f"{round(value * 100)} %" if unit == "share" else f"{value:g}"


def _unread(unread: Sequence[Unread]) -> list[str]:
    if not unread:
        return []
    told = [f"  {one.line}: {one_line(one.text)[:WIDTH]}" for one in unread[:LISTED]]
    return ["", _("Lines that could not be read (all of them with --format json):"), *told]


commands = [listen]
