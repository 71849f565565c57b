"""Plain text: "Name: words" with or without times, and the texts Otter, Meet and Teams write.

What lives here: lines into cues. What may not: captions with two times (captions.py), documents (docx.py)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from fairlead.core.listening.transcript.cues import Cue, Unread, clean, name_of
from fairlead.core.listening.transcript.names import Names, looks_like_a_name
from fairlead.core.listening.transcript.times import ALONE, BEFORE, CLOCK, seconds

_HEADED: Final = re.compile(
    rf"(?P<open>\[)?(?P<name>\S[^\n]{{0,80}}?)(?(open)\])(?:\s*[|,\u2013-])?\s+[\[(]?(?P<start>{CLOCK})[\])]?$"
)
_ENDED: Final = re.compile(
    r"(?:Transcribed by https?://otter\.ai|(?:Transcription|Meeting) ended|This editable transcript was computer generated|started transcription|stopped transcription)",
    re.IGNORECASE,
)
_DATED: Final = re.compile(r"[0-9]:[0-9]|\u2022")
"""In the head of a whole talk: "Fri, Nov 20, 2026 10:00AM \u2022 3:00"."""
_IS_OTTER: Final = 2


@dataclass
class _Pages:
    """Reading on: who spoke last and when, what was said, what could not be read."""

    names: Names
    heads: frozenset[str]
    said: list[tuple[float | None, str, list[str]]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    name: str = ""
    start: float | None = None
    is_new: bool = True

    def say(self, text: str) -> None:
        """More of the one who is speaking; a new cue where somebody began."""
        if self.is_new or not self.said:
            self.said.append((self.start, self.name, []))
            self.is_new = False
        self.said[-1][2].append(text)

    def cues(self) -> Iterator[Cue]:
        for start, name, texts in self.said:
            if text := clean(" ".join(texts)):
                yield Cue("", start, None, name, text)

    def begin(self, name: str, start: float | None) -> None:
        self.name, self.is_new = name, True
        self.start = start if start is not None else self.start


def read_plain(lines: list[str]) -> tuple[str, list[Cue], list[Unread]]:
    """(format, cues, unread)."""
    stripped = [line.strip() for line in lines]
    headed = Counter(name_of(match["name"]) for line in stripped if (match := _head(line)))
    heads = frozenset(name for name, times in headed.items() if looks_like_a_name(name) or times > 1)
    names = Names(_without_time(line)[1] for line in stripped)
    pages = _Pages(names, heads)
    for number, line in enumerate(stripped, 1):
        if line:
            _one_line(pages, number, line)
    format_ = "otter" if sum(headed[name] for name in heads) >= _IS_OTTER else "text"
    return format_, list(pages.cues()), pages.unread


def _head(line: str) -> re.Match[str] | None:
    """ "Ana Lima  0:03": somebody begins, their words follow below."""
    found = _HEADED.match(line) if len(line) < 120 and ":" in line and line[-1:] in "0123456789)]" else None
    return None if found is None or _DATED.search(found["name"]) else found


def _one_line(pages: _Pages, number: int, line: str) -> None:
    if alone := ALONE.match(line):
        pages.start = seconds(alone["start"])
        return
    head = _head(line)
    if head and name_of(head["name"]) in pages.heads:
        pages.begin(name_of(head["name"]), seconds(head["start"]))
        return
    start, rest = _without_time(line)
    if split := pages.names.split(rest):
        pages.begin(split[0], start)
        if split[1].strip():
            pages.say(split[1])
    elif not pages.name or _ENDED.search(line):
        pages.unread.append(Unread(number, clean(line)[:200]))
    else:
        pages.say(line if start is None else rest)


def _without_time(line: str) -> tuple[float | None, str]:
    if line[:1] in "[(0123456789" and (match := BEFORE.match(line)):
        return seconds(match["start"]), line[match.end() :]
    return None, line
