"""Text for a terminal: other people's words made harmless, dates, columns.

What may not live here: what is printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import click
from babel.dates import format_skeleton

from fairlead.core.names import TURNING
from fairlead.doors.cli.words import language

KEPT: Final = frozenset("\n\t")


def plain(text: str) -> str:
    """No escape sequence, no mark that turns the line around: what others wrote cannot drive this terminal."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if mark in TURNING or (unicodedata.category(mark) == "Cc" and mark not in KEPT)
        else mark
        for mark in text
    )


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def day(moment: str | None, *, with_time: bool = False) -> str:
    """`Wed 9 Dec 2026`, on the clock it was meant on; what was meant on none, on this computer's."""
    if not moment:
        return ""
    at = datetime.fromisoformat(moment)
    at = at.astimezone() if moment.endswith("Z") else at
    text = (
        f"{at:%a} {at.day} {at:%b %Y}"
        if language() == "en"
        else format_skeleton("yMMMEd", at, locale=language())
    )
    return f"{text}, {at:%H:%M}" if with_time else text


def width(text: str) -> int:
    """Columns on a terminal: wide letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1
        for mark in text
    )


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows under one another, the last column as long as it is."""
    if not rows:
        return ""
    wide = [max(width(row[index]) for row in rows) for index in range(len(rows[0]) - 1)]
    lines = []
    for row in rows:
        cells = [cell + " " * (most - width(cell)) for cell, most in zip(row, wide, strict=False)]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines)


def bold(text: str) -> str:
    """Only where a terminal is looking: click takes it out again in a pipe."""
    return click.style(text, bold=True)
