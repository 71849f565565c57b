"""Chance with a seed: the same seed tells the same world. Never for anything secret."""

from __future__ import annotations

import random  # noqa: TID251 - a seed is handed in, and nothing here is secret
from bisect import bisect
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Chance:
    """What comes next, by a seed of words and numbers."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random("/".join(str(part) for part in seed))  # noqa: S311

    def one_of(self, things: Sequence[T]) -> T:
        return things[int(self._random.random() * len(things))]

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()

    def happens(self, share: float) -> bool:
        return self._random.random() < share

    def weighed(self, things: Sequence[T], weights: Sequence[float]) -> T:
        return self._random.choices(things, cum_weights=list(accumulate(weights)))[0]

    def place(self, summed: Sequence[float]) -> int:
        """A place in a list by weights that are already summed up."""
        return bisect(summed, self._random.random() * summed[-1], 0, len(summed) - 1)

    def mixed(self, things: Sequence[T]) -> list[T]:
        return self._random.sample(list(things), len(things))

    def bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)

    def id_at(self, at: datetime) -> UUID:
        """A UUIDv7 of this moment."""
        milliseconds = int(at.timestamp() * 1000) & (1 << 48) - 1
        rest = self._random.getrandbits(74)
        return UUID(int=milliseconds << 80 | 7 << 76 | (rest >> 62) << 64 | 2 << 62 | rest & (1 << 62) - 1)
