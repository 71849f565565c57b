"""For saying back and telling: what comes again of what was heard, and what of a passage asks and what does not.

What lives here: text into features, in steps instead of slopes. What may not: weights, decisions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from fairlead.core.listening.features import FIRST, Features, Passage, grams, spoken
from fairlead.core.listening.words import ANSWERS, forgotten, stems, tokens

_TURNED: Final = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you", "my": "your",
    "mine": "yours", "am": "are", "we": "you", "our": "your", "myself": "yourself",
}  # fmt: skip
"""What the other said of themselves, as one says it back."""
_BROKEN: Final = ("-", "\u2014", "==")
_LENGTHS: Final = (1, 2, 3, 5, 8, 12, 18, 25, 40, 60, 90)
_NEAR_LENGTHS: Final = (0, 1, 3, 6, 12, 25, 50)
_ENDING: Final = 6
_ANSWER: Final = 5
_MURMUR: Final = 3


def told(passage: Passage) -> Features:
    """All that `spoken` looks at, and in steps: lengths, echoes, and which sentences ask."""
    own, _near, dense = passage.seen_as(spoken)
    asking, saying = _apart(passage)
    apart = [*(f"~ {gram}" for gram in grams(saying)), *(f"? {gram}" for gram in grams(asking))]
    near = [f"< {gram}" for gram in grams([passage.heard[-_ENDING:]])]
    near += [f"> {gram}" for gram in grams([passage.answer[:_ANSWER]])]
    steps = [
        *_lengths(passage, asking, saying),
        *_echoes("just before", passage, passage.heard),
        *_echoes("of the last long turn", passage, passage.heard_before),
        *_shape(passage, asking),
    ]
    return [*own, *apart], near, {**dense, **dict.fromkeys(steps, 1.0)}


def _apart(passage: Passage) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    """(sentences that ask, the others). Without marks all say something."""
    asking: list[Sequence[str]] = []
    saying: list[Sequence[str]] = []
    for one in passage.sentences:
        (asking if passage.marked and "?" in one else saying).append(tokens(one))
    return asking, saying


def _steps(name: str, value: float, cuts: tuple[float, ...]) -> tuple[str, ...]:
    """Those it is over; `cuts` rise."""
    return _named(name, cuts)[: bisect_left(cuts, value)]


@cache
def _named(name: str, cuts: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(f"{name} over {cut}" for cut in cuts)


def _lengths(passage: Passage, asking: Sequence[Sequence[str]], saying: Sequence[Sequence[str]]) -> list[str]:
    return [
        *_steps("words", len(passage.words), _LENGTHS),
        *_steps("words heard", len(passage.heard), _NEAR_LENGTHS),
        *_steps("words answered", len(passage.answer), _NEAR_LENGTHS),
        *_steps("words said", sum(map(len, saying)), (0, 2, 4, 8, 15, 25, 40)),
        *_steps("sentences", len(asking) + len(saying), (1, 2, 3, 5)),
        *_steps("sentences that ask", len(asking), (0, 1, 2)),
    ]


def _echoes(name: str, passage: Passage, heard: tuple[str, ...]) -> list[str]:
    """Stems that come again, and runs of two and three words, said of the other."""
    again = len(passage.stems & stems(heard))
    heard_twos, heard_threes = _runs(heard, is_turned=True)
    own_twos, own_threes = _runs(passage.words, is_turned=False)
    return [
        *_steps(f"stems {name}", again, (0, 1, 2, 3, 5)),
        *_steps(f"share {name}", again / max(1, len(passage.stems)), (0.01, 0.2, 0.4, 0.6)),
        *_steps(f"pairs {name}", len(heard_twos & own_twos), (0, 1, 2, 4)),
        *_steps(f"threes {name}", len(heard_threes & own_threes), (0, 1)),
    ]


Runs = tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str, str]]]


@forgotten
@lru_cache(maxsize=1_024)
def _runs(words: tuple[str, ...], *, is_turned: bool) -> Runs:
    """Two words, and three, in a row; is_turned: as they are said of the other."""
    row = [_TURNED.get(word, word) for word in words] if is_turned else words
    return frozenset(pairwise(row)), frozenset(zip(row, row[1:], row[2:], strict=False))


def _shape(passage: Passage, asking: Sequence[Sequence[str]]) -> list[str]:
    """Whether it goes on from before, who is spoken of, and what is answered."""
    words, said = passage.words, passage.sentences
    own_broke_off = passage.own_before.rstrip().endswith(_BROKEN)
    only_murmured = len(passage.heard) <= _MURMUR
    agreed = passage.answer[:1] and passage.answer[0] in ANSWERS
    you = sum(word.startswith("you") for word in words)
    first = sum(word in FIRST for word in words)
    holds = {
        "the last asks": bool(asking) and "?" in said[-1],
        "the first asks": bool(asking) and "?" in said[0],
        "begins in the middle": passage.text.startswith("-"),
        "broke off before": own_broke_off,
        "goes on after a murmur": own_broke_off and only_murmured,
        "only a murmur before": only_murmured,
        "yes or no, unasked": bool(agreed) and not asking,
        "so, you": "so" in words[:3] and any(word.startswith("you") for word in words[:6]),
    }
    return [
        *_steps("you", you, (0, 1, 2, 4)),
        *_steps("i", first, (0, 1, 3)),
        *(name for name, does in holds.items() if does),
    ]
