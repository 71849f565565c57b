"""How a team moves from wave to wave, from what was shown: a local-level filter, and when it may be called a rise.

What may not live here: the answers, and any comparison of teams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np

from fairlead.core.pulse.bounds import LAST, SURE, Band
from fairlead.core.pulse.disclosure import Release, Score
from fairlead.core.pulse.estimate import (
    GRID,
    Floats,
    Place,
    edges,
    likelihood,
    place,
    prior_masses,
    spread_of,
)

Way = Literal["rising", "falling"]
MOVES: Final = 5.0
"""Scale of the half-normal prior of how far a team moves between two waves."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One axis of one wave. has_arrow: the step to it may be part of a trend."""

    score: Score
    band: Band
    is_changed: bool = False
    has_arrow: bool = True


@dataclass(frozen=True, slots=True)
class Trend:
    """places: one a wave, from what was known by then. way: None means no clear change."""

    places: tuple[Place, ...]
    way: Way | None


def shown(told: Release, axis: str) -> Shown:
    score = told.safe if axis == "safe" else told.matter
    return Shown(score, told.band, told.is_changed, told.has_arrow)


def trend(waves: Sequence[Shown]) -> Trend:
    """The waves of one team on one axis, the oldest first.

    theta_t = theta_(t-1) + N(0, q^2) on a grid, q half-normal: Durbin & Koopman, Time Series Analysis by State Space
    Methods, ch. 2, with the likelihood of what was rounded and coded in place of a normal one."""
    seen = [
        likelihood(edges(of.score), of.band.counted, spread_of(of.band, is_changed=of.is_changed))
        for of in waves
    ]
    walks = [_walk(seen, kernel) for kernel in _kernels()]
    weights = np.exp(-(_steps() ** 2) / (2 * MOVES**2))
    places = []
    for at in range(len(waves)):
        evidence = np.array([walk[at].sum() for walk in walks]) * weights
        mixed = sum(
            (share * walk[at] / walk[at].sum() for share, walk in zip(evidence, walks, strict=True)),
            np.zeros_like(GRID),
        )
        places.append(place(np.asarray(mixed / mixed.sum())))
    has_way = len(waves) >= LAST and all(of.has_arrow for of in waves[1 - LAST :])
    return Trend(tuple(places), _way(seen, walks, weights) if has_way else None)


def _walk(seen: Sequence[Floats], kernel: Floats) -> list[Floats]:
    """Of each wave, where the team is and how likely all shown up to then was."""
    found: list[Floats] = []
    here = prior_masses().sum(axis=1)
    for number, of in enumerate(seen):
        here = np.asarray((here if number == 0 else here @ kernel) * of)
        found.append(here)
    return found


def _way(seen: Sequence[Floats], walks: Sequence[Sequence[Floats]], weights: Floats) -> Way | None:
    """The slope over three waves is the last less the first: how likely is it above zero?

    Summed over where it was in between, without the matrix of first and last: what lies above each first is a running sum."""
    steps = np.stack(_kernels())
    first = weights[:, None] * np.stack([walk[-LAST] for walk in walks])
    begin = first[:, :, None] * steps * seen[-2]
    end = steps * seen[-1]
    upto = end.cumsum(axis=2)
    level = float(np.einsum("kim,kmi->", begin, end))
    below = float(np.einsum("kim,kmi->", begin, upto)) - level
    whole = float(np.einsum("kim,km->", begin, upto[:, :, -1]))
    rises = (whole - below - level / 2) / whole
    return "rising" if rises > SURE else "falling" if 1 - rises > SURE else None


def _steps() -> Floats:
    return np.linspace(0.5, 14.5, 15)


@lru_cache(maxsize=1)
def _kernels() -> tuple[Floats, ...]:
    """For each q, where a team may be a wave later."""
    away = (GRID[:, None] - GRID) ** 2
    found = [np.exp(-away / (2 * step**2)) for step in _steps()]
    return tuple(kernel / kernel.sum(axis=1, keepdims=True) for kernel in found)
