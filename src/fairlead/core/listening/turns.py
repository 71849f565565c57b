"""Turns: what one person says until another begins, and the passages in it that are looked at.

What lives here: cues into turns and passages, the same for every wrapping of a talk. What may not: marks, figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
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
    """murmurs: what others only murmured in the middle of it, each behind so many of its cues."""

    speaker: str
    cues: tuple[Cue, ...]
    murmurs: tuple[tuple[int, str], ...] = ()

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

    def spans_of(self, cues: range) -> list[tuple[int, int]]:
        """Where each of these cues begins and ends in the words of the turn."""
        return [(self._starts[n], self._starts[n] + len(self.cues[n].text)) for n in cues]

    def sentences(self, cues: range) -> list[tuple[int, int]]:
        """Where each sentence of these cues begins and ends."""
        first = self._starts[cues.start]
        text = self.text[first : self._edges[cues.stop] - 1]
        return [(first + begins, first + ends) for begins, ends in spans(text)]

    def between_murmurs(self) -> Iterator[tuple[range, str, str]]:
        """(cues, the murmur before them, the murmur behind them), in order."""
        heard = [(0, ""), *self.murmurs, (len(self.cues), "")]
        for (first, before), (last, after) in pairwise(heard):
            yield range(first, last), before, after

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
    made: list[_Making] = []
    aside: list[Cue] = []
    for cue in cues:
        if made and _goes_on(made[-1].cues[-1], cue):
            made[-1].add(cue, aside)
            aside = []
        elif aside and _goes_on(aside[-1], cue) and is_acknowledgement(f"{aside[-1].text} {cue.text}"):
            aside.append(cue)
        else:
            made += [_Making(aside)] if aside else []
            aside = []
            if made and _goes_on(made[-1].cues[-1], cue):
                made[-1].add(cue, [])
            elif made and is_acknowledgement(cue.text):
                aside = [cue]
            else:
                made.append(_Making([cue]))
    made += [_Making(aside)] if aside else []
    return [Turn(one.cues[0].speaker, tuple(one.cues), tuple(one.murmurs)) for one in made]


@dataclass
class _Making:
    cues: list[Cue]
    murmurs: list[tuple[int, str]] = field(default_factory=list)

    def add(self, cue: Cue, aside: Sequence[Cue]) -> None:
        if aside:
            self.murmurs.append((len(self.cues), " ".join(one.text for one in aside)))
        self.cues.append(cue)


def wait(one: float, two: float) -> float:
    """Seconds from one moment to another, as exact as they are written: 127.1 - 126.9 is 0.2."""
    return round(two - one, 3)


def _goes_on(one: Cue, two: Cue) -> bool:
    """Whether the same person's turn goes on."""
    return one.speaker == two.speaker and (
        one.end is None or two.start is None or wait(one.end, two.start) < GAP
    )


def passages(turn: Turn, *, is_punctuated: bool) -> Iterator[tuple[int, int, str, str]]:
    """(where it begins, where it ends, the murmur before it, the murmur behind it) of every passage of a turn: whole sentences, or
    cues where there are no marks; never across a murmur of the other, as it is there that people who judge talks begin anew."""
    for cues, before, after in turn.between_murmurs():
        pieces, most = (
            (turn.sentences(cues), PASSAGE) if is_punctuated else (turn.spans_of(cues), BARE_PASSAGE)
        )
        for begins, ends in _together(turn.text, pieces, most):
            yield begins, ends, before, after


def _together(text: str, pieces: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    words = most
    for begins, ends in pieces:
        if words >= most:
            found.append((begins, ends))
            words = 0
        else:
            found[-1] = (found[-1][0], ends)
        words += text.count(" ", begins, ends) + 1
    return found
