"""Turns: what one person says until another begins, and the passages in it that are looked at.

What lives here: cues into turns and passages, the same for every wrapping of a talk. What may not: marks, figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from fairlead.core.listening.transcript.cues import Cue
from fairlead.core.listening.words import ACKNOWLEDGEMENTS, spans, tokens

GAP: Final = 2.0
"""Seconds of silence after which the same person's words are another turn."""
SHORT: Final = 2
PASSAGE: Final = 80
BARE_PASSAGE: Final = 12
"""Words: a passage ends with the sentence that goes over this; without marks, with the cue that does."""


@dataclass(frozen=True)
class Turn:
    speaker: str
    cues: tuple[Cue, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(cue.text for cue in self.cues)

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def start(self) -> float | None:
        return self.cues[0].start

    @cached_property
    def end(self) -> float | None:
        return max((cue.end for cue in self.cues if cue.end is not None), default=None)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for cue in self.cues:
            starts.append(at)
            at += len(cue.text) + 1
        return starts

    @cached_property
    def _edges(self) -> list[int]:
        return [*self._starts, len(self.text) + 1]

    def cue_of(self, begins: int, ends: int) -> str:
        """The cue that has most of these signs of the turn's text."""
        first, last = (bisect_right(self._starts, place) - 1 for place in (begins, max(begins, ends - 1)))
        edges = self._edges
        return self.cues[
            max(range(first, last + 1), key=lambda n: min(ends, edges[n + 1]) - max(begins, edges[n]))
        ].id


def is_acknowledgement(text: str) -> bool:
    """ "Mm-hmm", "yeah, right": one or two words that only show somebody is there."""
    if len(text) > 40 or "?" in text:
        return False
    said = text.split()
    return len(said) <= SHORT and all(word in ACKNOWLEDGEMENTS for word in tokens(text))


def turns_of(cues: Sequence[Cue]) -> list[Turn]:
    """Turns in order. An acknowledgement in the middle of another's turn is none, and does not break it."""
    made: list[list[Cue]] = []
    aside: list[Cue] = []
    for cue in cues:
        if made and _goes_on(made[-1][-1], cue):
            made[-1].append(cue)
            aside = []
        elif aside and _goes_on(aside[-1], cue) and is_acknowledgement(f"{aside[-1].text} {cue.text}"):
            aside.append(cue)
        else:
            made += [aside] if aside else []
            aside = []
            if made and _goes_on(made[-1][-1], cue):
                made[-1].append(cue)
            elif made and is_acknowledgement(cue.text):
                aside = [cue]
            else:
                made.append([cue])
    made += [aside] if aside else []
    return [Turn(run[0].speaker, tuple(run)) for run in made]


def wait(one: float, two: float) -> float:
    """Seconds from one moment to another, as exact as they are written: 127.1 - 126.9 is 0.2."""
    return round(two - one, 3)


def _goes_on(one: Cue, two: Cue) -> bool:
    """Whether the same person's turn goes on."""
    return one.speaker == two.speaker and (
        one.end is None or two.start is None or wait(one.end, two.start) < GAP
    )


def passages(turn: Turn, *, is_punctuated: bool) -> list[tuple[int, int]]:
    """Where each passage of a turn begins and ends: whole sentences, or cues where there are no marks."""
    pieces, most = (spans(turn.text), PASSAGE) if is_punctuated else (_cue_spans(turn), BARE_PASSAGE)
    found: list[tuple[int, int]] = []
    words = most
    for begins, ends in pieces:
        if words >= most:
            found.append((begins, ends))
            words = 0
        else:
            found[-1] = (found[-1][0], ends)
        words += turn.text.count(" ", begins, ends) + 1
    return found


def _cue_spans(turn: Turn) -> list[tuple[int, int]]:
    found, at = [], 0
    for cue in turn.cues:
        found.append((at, at + len(cue.text)))
        at += len(cue.text) + 1
    return found
