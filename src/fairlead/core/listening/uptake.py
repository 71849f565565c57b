"""Lexical uptake: how much a turn builds on the words of the one before, as one value.

What lives here: BM25 both ways and how words are shared, weighed. What may not: the weights, a threshold, a rate."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from fairlead.core.listening.features import grams
from fairlead.core.listening.pickup import Rarity, pickup
from fairlead.core.listening.words import content, sentences, tokens

BEGINNING: Final = 3
"""Sentences."""


def uptake_features(own: str, other: str, rarity: Rarity) -> dict[str, float]:
    said, heard = tokens(own), tokens(other)
    mine, theirs = content(said), content(heard)
    shared = set(mine) & set(theirs)
    bm25 = pickup(mine, theirs, rarity)
    first = set(content(tokens((sentences(own) or [""])[0])))
    pairs = _pairs(said) & _pairs(heard)
    return {
        "bm25": bm25 / 10,
        "bm25, damped": math.log1p(bm25) / 3,
        "bm25 of theirs": pickup(theirs, mine, rarity) / 10,
        "covered": len(shared) / max(1, len(set(theirs))),
        "covered of own": len(shared) / max(1, len(set(mine))),
        "shares": bool(shared),
        "first sentence shares": bool(first & set(theirs)),
        "all words covered": len(set(said) & set(heard)) / max(1, len(set(heard))),
        "pairs": min(1.0, len(pairs) / 3),
        "number again": any(word.isdigit() for word in set(said) & set(heard)),
        "own length": math.log1p(len(said)) / 4,
        "heard length": math.log1p(len(heard)) / 4,
        "question": "?" in own,
        "heard a question": "?" in other,
        "you": any(word.startswith("you") for word in said),
    }


def begun(own: str) -> dict[str, float]:
    """How the turn begins, as n-grams of its first three sentences: "so you" takes up more than "okay"."""
    found = grams(tokens(one) for one in sentences(own)[:BEGINNING])
    return {f"^ {gram}": 1 / math.sqrt(len(found)) for gram in found}


def _pairs(words: Sequence[str]) -> set[tuple[str, str]]:
    return set(pairwise(words))


def uptake(own: str, other: str, rarity: Rarity, weights: Mapping[str, float]) -> float:
    """About 0 to 5, like the BM25 it begins from."""
    found = {**uptake_features(own, other, rarity), **begun(own)}
    return max(0.0, weights[""] + sum(weights.get(name, 0.0) * value for name, value in found.items()))
