"""Text of a page that did not come through gettext: what stands outside the marks of tests/pseudo.py.

People's own words are Greek in these tests, so that whatever Latin word is left over is the program's."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from fairlead.core.pulse.items import instrument
from tests.pseudo import CLOSES, OPENS

SPOKEN: Final = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
SILENT: Final = {"script", "style", "code", "kbd"}
NO_WORDS: Final = re.compile(
    r"https?://\S+|\S+@\S+|fairlead1 \S+|flt_\w+|[0-9a-f]{8}-[0-9a-f-]{20,}|"
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*|"
    r"\bFairlead\b|\bUTC\b|\b[A-Z]\w+(?:/[\w -]+)+|\bEnglish\b|\bDeutsch\b"
)
OF_INSTRUMENTS: Final = frozenset(item.text["en"] for item in instrument().items)
"""What a pulse asks is data with its own languages, and no translator's: its wording is what makes it comparable."""
WORD: Final = re.compile(r"[A-Za-z]{2,}")


class Outside(HTMLParser):
    """Collects what stands outside the marks; a sentence may hold tags, and another sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.silent = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        given = dict(attrs)
        is_button = tag == "input" and given.get("type") in ("submit", "button")
        spoken = SPOKEN | ({"value"} if is_button else set())
        for name, value in attrs:
            if name in spoken and value:
                text, depth = outside(value, 0)
                self.found += [f"{name}={text}"] if WORD.search(text) else []
                assert depth == 0, f"a mark is left open in {value!r}"

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            text, self.depth = outside(data, self.depth)
            is_ours = WORD.search(text) and text.strip() not in OF_INSTRUMENTS
            self.found += [text.strip()] if is_ours else []


def outside(text: str, depth: int) -> tuple[str, int]:
    """(what is left, how many marks are open at the end)."""
    left = []
    for piece in re.split(f"([{OPENS}{CLOSES}])", text):
        if piece == OPENS:
            depth += 1
        elif piece == CLOSES:
            depth -= 1
        elif depth == 0:
            left.append(piece)
    return NO_WORDS.sub("", " ".join(left)), depth


def escaped(page: str) -> list[str]:
    reader = Outside()
    reader.feed(page)
    assert reader.depth == 0, "a mark is left open"
    return reader.found
