"""Teams drawn from what is assumed of teams, shown as the program shows them: how often is what it then says true?

What may not live here: what is good enough (tests/core/pulse/test_calibration.py, bench/pulse.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtr

from bench.oracle import Floats
from fairlead.core.pulse.bounds import LOWEST, Band
from fairlead.core.pulse.disclosure import Score, band_of, protected
from fairlead.core.pulse.estimate import BORDER, ITEM, PRIOR, balance_of, question

SIZES: Final = (5, 6, 8, 12, 20)
OF_ITEMS: Final = tuple(n for n in SIZES if n >= LOWEST.items)
POINTS: Final = 7
ZONE_OF: Final = {
    (True, True): "learning",
    (True, False): "comfort",
    (False, True): "strain",
    (False, False): "drift",
}


@dataclass(frozen=True, slots=True)
class Held:
    """covered: of the 80 % bars, both axes together. named: how many teams had a zone named. right: of those."""

    covered: float
    named: int
    right: float
    dots_right: float


def held(
    n: int,
    teams: int,
    chance: np.random.Generator,
    *,
    on_seven_points: bool = False,
    is_changed: bool = False,
) -> Held:
    """on_seven_points: people answer four questions of seven points, so that no score is beyond an end; otherwise scores
    are normal, as the model has it. dots_right: how often the zone of the plain mean is the right one."""
    band = band_of(n)
    assert band is not None
    truths = _teams(teams, chance)
    means = _means(truths, n, chance, on_seven_points=on_seven_points)
    covered, named, right, dots = 0, 0, 0, 0
    for truth, mean in zip(truths, means, strict=True):
        safe, matter = (_shown(float(each), band, chance, is_changed=is_changed) for each in mean)
        told = balance_of(safe, matter, band, is_changed=is_changed)
        for place, value in zip((told.safe, told.matter), truth, strict=True):
            covered += place.bar[0] <= value <= place.bar[1]
        zone = _zone(truth)
        named += told.zone.name is not None
        right += told.zone.name == zone
        dots += _zone(mean) == zone
    return Held(float(covered) / (2 * teams), named, right / max(named, 1), dots / teams)


@dataclass(frozen=True, slots=True)
class Ranges:
    """How often the two ranges beside a question hold the team: that of even odds, and that of nine in ten."""

    half: float
    most: float


def ranges_held(
    n: int,
    teams: int,
    chance: np.random.Generator,
    *,
    on_seven_points: bool = False,
    is_changed: bool = False,
) -> Ranges:
    """Of one question by itself, wherever a team is. on_seven_points: its people choose one of seven, and the team is
    where they would be on average."""
    band = band_of(n)
    assert band is not None
    truths = chance.uniform(0, 100, teams)
    scores = truths[:, None] + ITEM.within * chance.standard_normal((teams, n))
    if on_seven_points:
        truths, scores = _expected(truths), _chosen(scores, POINTS - 1)
    half = most = 0
    for truth, mean in zip(truths, scores.mean(axis=1), strict=True):
        told = question(_shown(float(mean), band, chance, is_changed=is_changed), is_changed=is_changed)
        half += told.half[0] <= truth <= told.half[1]
        most += told.most[0] <= truth <= told.most[1]
    return Ranges(float(half) / teams, float(most) / teams)


def _expected(truths: Floats) -> Floats:
    """What people of whom each chooses the nearest of seven points choose on average."""
    steps = (np.arange(POINTS - 1) + 0.5) * 100 / (POINTS - 1)
    return np.asarray(ndtr((truths[:, None] - steps) / ITEM.within).sum(axis=1) * 100 / (POINTS - 1))


def _chosen(scores: Floats, steps: int) -> Floats:
    return np.asarray(np.clip(np.round(scores * steps / 100), 0, steps) * 100 / steps)


def _zone(at: Floats) -> str:
    return ZONE_OF[bool(at[0] > BORDER), bool(at[1] > BORDER)]


def _shown(mean: float, band: Band, chance: np.random.Generator, *, is_changed: bool) -> Score:
    return protected(mean, band, drawn=float(chance.standard_normal()), is_changed=is_changed)


def _teams(count: int, chance: np.random.Generator) -> Floats:
    """Where teams are, both axes, within the scale."""
    found = np.empty((0, 2))
    while len(found) < count:
        spread = np.sqrt(PRIOR.sd**2 + (PRIOR.tau * chance.standard_normal(count)) ** 2)
        matrix = [[1.0, PRIOR.of_teams], [PRIOR.of_teams, 1.0]]
        drawn = PRIOR.mean + spread[:, None] * chance.multivariate_normal([0.0, 0.0], matrix, count)
        inside = ((drawn >= 0) & (drawn <= 100)).all(axis=1)
        found = np.concatenate([found, drawn[inside]])
    return found[:count]


def _means(truths: Floats, n: int, chance: np.random.Generator, *, on_seven_points: bool) -> Floats:
    matrix = [[1.0, PRIOR.of_people], [PRIOR.of_people, 1.0]]
    apart = chance.multivariate_normal([0.0, 0.0], matrix, (len(truths), n))
    scores = truths[:, None, :] + PRIOR.within * apart
    if on_seven_points:
        scores = _chosen(scores, 4 * (POINTS - 1))
    return np.asarray(scores.mean(axis=1))
