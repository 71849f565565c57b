"""Where a team is, from what was shown of it and the band of how many answered: the posterior, and the zones.

Rounding, noise and coded ends are in the likelihood. numpy and scipy are loaded with it: only where something is
closed or counted, never to serve a page. What may not live here: an answer of anybody, a mean that was not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor, inf, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from fairlead.core.pulse import regions
from fairlead.core.pulse.bounds import BANDS, BORDER, LOWEST, NAMED_FROM, STEP, Band
from fairlead.core.pulse.disclosure import Release, Score

Floats = NDArray[np.float64]
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is thought of a team before it answered, 0 to 100: theta ~ N(mu, tau^2), mu ~ N(mean, sd^2), tau half-normal.

    within: standard deviation of the people of a team. of_people, of_teams: correlation of the two axes."""

    mean: float = 70.0
    sd: float = 8.3
    tau: float = 10.0
    within: float = 16.7
    of_people: float = 0.45
    of_teams: float = 0.4


PRIOR: Final = Prior()
ITEM: Final = Prior(within=21.1)
"""One question alone sets people further apart than four that go together at .5: 16.7 / sqrt(.625)."""
ZONES: Final = ("learning", "comfort", "strain", "drift")
"""Both high, safe alone, matter alone, neither."""
GRID: Final = np.arange(0.0, 101.0)
BAR: Final = 0.8
REGIONS: Final = (0.5, 0.9)
_TAUS: Final = (np.arange(160) + 0.5) / 40
_NEAR, _FAR = np.polynomial.legendre.leggauss(4), np.polynomial.legendre.leggauss(24)


@dataclass(frozen=True, slots=True)
class Zone:
    """name: None below 0.80; then `between`, the likeliest ones that together have it. probability: of what is said."""

    name: str | None
    between: tuple[str, ...]
    probability: float

    def written(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "between": list(self.between),
            "probability": floor(self.probability * 100) / 100,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """On one axis. bar: 80 %. half, most: 50 % and 90 %, as the regions are."""

    mean: float
    sd: float
    bar: Pair
    half: Pair
    most: Pair


@dataclass(frozen=True, slots=True)
class Balance:
    """Both axes together. zones: the probability of each. regions: by share of the posterior, a closed polygon of
    (safe, matter). open_at: the ends behind which it may lie further, as ("safe", "low")."""

    safe: Place
    matter: Place
    zones: Mapping[str, float]
    zone: Zone
    regions: Mapping[float, tuple[Pair, ...]]
    open_at: tuple[tuple[str, str], ...]


def balance(told: Release) -> Balance:
    return balance_of(told.safe, told.matter, told.band, is_changed=told.is_changed)


@lru_cache(maxsize=4096)
def balance_of(safe: Score, matter: Score, band: Band, *, is_changed: bool = False) -> Balance:
    """There are few hundred things that can be shown of a band, so a thousand teams cost little more than one."""
    spread = spread_of(band, is_changed=is_changed)
    masses = posterior(edges(safe), edges(matter), band.counted, spread)
    return Balance(
        safe=place(masses.sum(axis=1)),
        matter=place(masses.sum(axis=0)),
        zones=zones(masses),
        zone=zone(zones(masses)),
        regions={share: regions.polygon(masses, share) for share in REGIONS},
        open_at=tuple(
            (axis, score.coded) for axis, score in (("safe", safe), ("matter", matter)) if score.coded
        ),
    )


# --- what was shown, as a likelihood ---


def edges(score: Score) -> Pair:
    """What lay before rounding: the half-open interval (low, high]."""
    if score.coded == "low":
        return -inf, score.value + STEP / 2
    return score.value - STEP / 2, inf if score.coded == "high" else score.value + STEP / 2


def spread_of(band: Band, *, is_changed: bool) -> float:
    """The noise that was added, as a standard deviation."""
    return band.noise_changed if is_changed else band.noise


def likelihood(between: Pair, people: float, noise: float, prior: Prior = PRIOR) -> Floats:
    """Of one axis alone, at each point of the grid."""
    sd = sqrt(prior.within**2 / people + noise**2)
    low, high = between
    return np.asarray(ndtr((high - GRID) / sd) - ndtr((low - GRID) / sd))


def joint_likelihood(safe: Pair, matter: Pair, people: float, noise: float, prior: Prior = PRIOR) -> Floats:
    """Of both, safe down and matter across: people who are high on one axis tend to be on the other.

    The integral over the rectangle of a bivariate normal: Gauss-Legendre along one side, exact along the other."""
    if max(map(abs, matter)) < inf <= max(map(abs, safe)):
        return joint_likelihood(matter, safe, people, noise, prior).T
    own = prior.within**2 / people
    variance = own + noise**2
    together = prior.of_people * own / variance
    nodes, weights = _nodes(safe, sqrt(variance))
    here = weights * np.exp(-((nodes - GRID[:, None]) ** 2) / (2 * variance))
    left = sqrt(variance * (1 - together**2))
    middle = GRID[None, :, None] + together * (nodes - GRID[:, None, None])
    low, high = matter
    there = (ndtr((high - middle) / left) if high < inf else 1.0) - (
        ndtr((low - middle) / left) if low > -inf else 0.0
    )
    return np.asarray(np.einsum("sk,smk->sm", here, np.broadcast_to(there, middle.shape)))


def _nodes(between: Pair, sd: float) -> tuple[Floats, Floats]:
    low, high = between
    is_open = max(abs(low), abs(high)) == inf
    at, weights = _FAR if is_open else _NEAR
    low, high = max(low, GRID[0] - 5 * sd), min(high, GRID[-1] + 5 * sd)
    half = (high - low) / 2
    return (low + high) / 2 + half * at, half * weights


# --- posterior ---


def half_normal(scale: float) -> tuple[Floats, Floats]:
    """A grid over tau, and the weight of each."""
    weights = np.exp(-(_TAUS**2) / 2)
    return _TAUS * scale, np.asarray(weights / weights.sum())


@lru_cache(maxsize=8)
def prior_masses(prior: Prior = PRIOR) -> Floats:
    """Of the two axes on the grid; whoever takes it must not write into it."""
    away = GRID - prior.mean
    form = away[:, None] ** 2 - 2 * prior.of_teams * np.outer(away, away) + away[None, :] ** 2
    total = np.zeros_like(form)
    for tau, weight in zip(*half_normal(prior.tau), strict=True):
        variance = prior.sd**2 + tau**2
        total += weight / variance * np.exp(-form / (2 * variance * (1 - prior.of_teams**2)))
    total /= total.sum()
    total.setflags(write=False)
    return total


def posterior(safe: Pair, matter: Pair, people: float, noise: float, prior: Prior = PRIOR) -> Floats:
    """Masses on the grid, safe down and matter across."""
    masses = prior_masses(prior) * joint_likelihood(safe, matter, people, noise, prior)
    return np.asarray(masses / masses.sum())


def place(masses: Floats) -> Place:
    mean = float(masses @ GRID)
    sd = sqrt(float(masses @ (GRID - mean) ** 2))
    return Place(mean, sd, middle(masses, BAR), middle(masses, REGIONS[0]), middle(masses, REGIONS[1]))


def middle(masses: Floats, share: float) -> Pair:
    """The interval with as much above it as below."""
    ends = np.concatenate([GRID - 0.5, [GRID[-1] + 0.5]])
    upto = np.concatenate([[0.0], np.cumsum(masses)])
    low, high = np.interp([(1 - share) / 2, (1 + share) / 2], upto / upto[-1], ends)
    return max(float(low), 0.0), min(float(high), 100.0)


def zones(masses: Floats) -> dict[str, float]:
    high = np.clip(GRID + 0.5 - BORDER, 0.0, 1.0)
    of_safe, of_matter = (1 - high, high), (1 - high, high)
    return {
        name: float(of_safe[safe] @ masses @ of_matter[matter])
        for name, (safe, matter) in zip(ZONES, ((1, 1), (1, 0), (0, 1), (0, 0)), strict=True)
    }


def zone(probabilities: Mapping[str, float]) -> Zone:
    """Named from 0.80. Below that the likeliest ones that have 0.80 together: two as a rule, more near the middle."""
    ordered = sorted(probabilities, key=lambda name: -probabilities[name])
    if probabilities[ordered[0]] >= NAMED_FROM:
        return Zone(ordered[0], (), probabilities[ordered[0]])
    count = 2
    while sum(probabilities[name] for name in ordered[:count]) < NAMED_FROM:
        count += 1
    return Zone(None, tuple(ordered[:count]), sum(probabilities[name] for name in ordered[:count]))


@lru_cache(maxsize=256)
def question(score: Score, *, is_changed: bool = False) -> Place:
    """Where a team is on one question, from what was shown of that alone, and not drawn towards other teams.

    How many answered it is told nowhere, so it is as wide as for the fewest of whom one is shown."""
    fewest = next(band for band in BANDS if band.least >= LOWEST.items)
    masses = likelihood(edges(score), fewest.counted, spread_of(fewest, is_changed=is_changed), ITEM)
    return place(np.asarray(masses / masses.sum()))


# --- several teams side by side ---


@dataclass(frozen=True, slots=True)
class Teams:
    """tau, mu: posterior means. mean, sd, above: of each team; above: the probability that it is over a border."""

    tau: float
    mu: float
    mean: Floats
    sd: Floats
    above: Floats


def teams(means: Floats, errors: Floats, border: float, prior: Prior) -> Teams:
    """y_j ~ N(theta_j, e_j^2), theta_j ~ N(mu, tau^2), mu ~ N(mean, sd^2), tau half-normal: a grid over tau, and given
    tau all is conjugate. Gelman et al., Bayesian Data Analysis, 3rd ed., 5.4, with a proper prior on mu."""
    taus, weights = half_normal(prior.tau)
    spread = errors**2 + taus[:, None] ** 2
    precision = 1 / prior.sd**2 + (1 / spread).sum(axis=1)
    mu = (prior.mean / prior.sd**2 + (means / spread).sum(axis=1)) / precision
    logs = (
        np.log(weights)
        - 0.5 * np.log(spread).sum(axis=1)
        - 0.5 * np.log(precision)
        - 0.5 * ((means**2 / spread).sum(axis=1) - mu**2 * precision)
    )
    posterior_weights = np.exp(logs - logs.max())
    posterior_weights /= posterior_weights.sum()
    pull = errors**2 / spread
    centre = means * (1 - pull) + mu[:, None] * pull
    variance = errors**2 * (1 - pull) + pull**2 / precision[:, None]
    mean = posterior_weights @ centre
    second = posterior_weights @ (variance + centre**2)
    return Teams(
        tau=float(posterior_weights @ taus),
        mu=float(posterior_weights @ mu),
        mean=mean,
        sd=np.sqrt(second - mean**2),
        above=np.asarray(posterior_weights @ ndtr((centre - border) / np.sqrt(variance))),
    )
