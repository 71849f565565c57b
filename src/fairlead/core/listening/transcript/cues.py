"""What a transcript is once it is read: cues, who speaks, what could not be read; and the limits.

What may not live here: any format."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from fairlead.core.names import TURNING
from fairlead.core.refusals import Refusal

BYTES_MAX: Final = 5_000_000
CUES_MAX: Final = 50_000
SPEAKERS_MAX: Final = 100
HOURS_MAX: Final = 12
LINES_MAX: Final = 250_000
"""Five for each of the most pieces: what has more is no talk, and would be looked through for seconds."""
LINE_MAX: Final = 50_000
"""Signs in one line: nobody speaks that long in one go."""
NAME_MAX: Final = 80
_MARK_EVERY: Final = 40
_GONE: Final = TURNING | frozenset("\u200e\u200f\u061c\ufeff\u200b\u00ad\u2060")
_SPACES: Final = frozenset("\u2028\u2029\u0085\x0b\x0c\t\r")


@dataclass(frozen=True, slots=True)
class Cue:
    """Something said without a break. `start`, `end` in seconds, None where the file does not tell.
    `speaker` is "" where it does not say who."""

    id: str
    start: float | None
    end: float | None
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A line (from 1) that is neither words of somebody nor part of the form; of JSON, the number of the item."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    words: int
    seconds: float | None


@dataclass(frozen=True)
class Transcript:
    """A talk: `format` as vtt, srt, text, otter, docx, whisperx, assemblyai or deepgram."""

    format: str
    cues: tuple[Cue, ...]
    unread: tuple[Unread, ...] = field(default=())

    @cached_property
    def is_timed(self) -> bool:
        """Whether every cue has a beginning and an end."""
        return bool(self.cues) and all(cue.start is not None and cue.end is not None for cue in self.cues)

    @cached_property
    def words(self) -> int:
        return sum(len(cue.text.split()) for cue in self.cues)

    @cached_property
    def is_punctuated(self) -> bool:
        """One mark in forty words."""
        marks = sum(cue.text.count(mark) for cue in self.cues for mark in ".?!")
        return marks * _MARK_EVERY >= self.words > 0

    @cached_property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who speaks, by name, in the order in which they begin."""
        words: Counter[str] = Counter()
        seconds: dict[str, float] = {}
        for cue in self.cues:
            words[cue.speaker] += len(cue.text.split())
            if cue.start is not None and cue.end is not None:
                seconds[cue.speaker] = seconds.get(cue.speaker, 0.0) + cue.end - cue.start
        timed = self.is_timed
        return tuple(
            Speaker(name, words[name], round(seconds[name], 1) if timed else None) for name in words if name
        )


def refused(why: str, *, line: int | None = None, **facts: Any) -> Refusal:
    """The one refusal of a file: `why` names the sentence, `line` where it is."""
    return Refusal("bad_field", field="file", why=why, line=line, **facts)


def clean(text: str) -> str:
    """Words on one line: no control signs, no marks that cannot be seen or that turn a line around."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (
        " "
        if sign in _SPACES or sign == "\n"
        else ""
        if sign in _GONE or unicodedata.category(sign) in {"Cc", "Cs"}
        else sign
        for sign in text
    )
    return " ".join("".join(kept).split())


def name_of(text: str) -> str:
    """A speaker's name as it is shown, and compared."""
    return clean(text)[:NAME_MAX].strip(" :-\u2013")


def numbered(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Every cue with an id of its own: that of the file, else its number from 1. Refused over the limits."""
    made: list[Cue] = []
    seen: set[str] = set()
    for number, cue in enumerate(cues, 1):
        if number > CUES_MAX:
            raise refused("cues", most=CUES_MAX)
        id_ = cue.id if cue.id and cue.id not in seen else str(number)
        while id_ in seen:
            id_ += "+"
        seen.add(id_)
        made.append(Cue(id_, cue.start, cue.end, cue.speaker, cue.text))
    return tuple(made)


def renamed(transcript: Transcript, names: Mapping[str, str]) -> Transcript:
    """The same talk with other names for who speaks: two become one, or change places."""
    cues = tuple(
        Cue(cue.id, cue.start, cue.end, names.get(cue.speaker, cue.speaker), cue.text)
        for cue in transcript.cues
    )
    return Transcript(transcript.format, cues, transcript.unread)


def checked(transcript: Transcript) -> Transcript:
    """The same, or a refusal: nothing said, nobody named, too many, too long."""
    if not transcript.cues and transcript.unread and transcript.format in {"text", "docx"}:
        raise refused("no_speakers")
    if not transcript.cues:
        raise refused("empty", unread=len(transcript.unread))
    if not transcript.speakers:
        raise refused("no_speakers")
    if len(transcript.speakers) > SPEAKERS_MAX:
        raise refused("speakers", most=SPEAKERS_MAX)
    last = max((cue.end or cue.start or 0.0 for cue in transcript.cues), default=0.0)
    if last > HOURS_MAX * 3600:
        raise refused("hours", most=HOURS_MAX)
    return transcript
