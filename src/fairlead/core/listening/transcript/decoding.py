"""Bytes into text, whatever it was written in. What may not live here: any format of a transcript."""

from __future__ import annotations

import codecs
from typing import Final

from fairlead.core.listening.transcript.cues import LINE_MAX, LINES_MAX, refused

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STRANGE: Final = 0.02
"""More control signs than that, and it is no text."""


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows' Latin-1. A refusal for what is no text."""
    text = _text(data)
    if (
        "\0" in text
        or sum(sign < " " and sign not in "\n\r\t\x0b\x0c\x1b" for sign in text[:10_000]) > _STRANGE * 10_000
    ):
        raise refused("binary")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def lines_of(text: str) -> list[str]:
    """Its lines; a refusal for more than any talk has, and for one that nobody can have spoken in one go."""
    lines = text.split("\n")
    if len(lines) > LINES_MAX:
        raise refused("lines", most=f"{LINES_MAX:,}")
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_MAX:
            raise refused("long_line", line=number, most=LINE_MAX)
    return lines
