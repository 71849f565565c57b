"""How much of what the other said comes again in one's own turn: BM25, as in Robertson and Zaragoza 2009.

What lives here: the figure and the shared words. What may not: any threshold; it is a place to look at, never a rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fairlead.core.listening.words import STOP, stem, stems

K1: Final = 1.2
B: Final = 0.75
USUAL_LENGTH: Final = 14.0
"""Content stems of a usual turn."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare a stem is (its IDF), from the shipped table; what is not in it is as rare as can be."""

    table: Mapping[str, float]
    unknown: float

    def of(self, word: str) -> float:
        return self.table.get(word, self.unknown)


def pickup(own: Sequence[str], other: Sequence[str], rarity: Rarity) -> float:
    """BM25 of the own content stems for those of the other."""
    times = Counter(own)
    length = K1 * (1 - B + B * len(own) / USUAL_LENGTH)
    shared = set(other) & times.keys()
    return sum(rarity.of(word) * times[word] * (K1 + 1) / (times[word] + length) for word in shared)


def shared_words(own: Sequence[str], other: Sequence[str]) -> list[str]:
    """The own words (as said, in small letters) whose stems the other said before, in their order."""
    heard = stems(tuple(other))
    return list(
        dict.fromkeys(word for word in own if word not in STOP and len(word) > 1 and stem(word) in heard)
    )
