"""How alike the people of a team answer, and how well the items go together: r*wg, AD, ICC, alpha, omega.

What lives here: the formulas, over answers as whole numbers; numpy and scipy are loaded with it, so it is imported
where something is counted and nowhere else. What may not: files, teams people could be told apart in (disclosure)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import fdtri

Floats = NDArray[np.float64]

CONFIDENCE: Final = 0.95
LEAST_UNIQUE: Final = 0.005
"""of an item's variance that is its own, at least: the bound R's factanal has"""


@dataclass(frozen=True)
class Answers:
    """codes: one row a person, one column an item, 1 to points, 0 where nothing was answered (reversed items are
    turned round already). teams: for each row which of `names` it belongs to. Every row has an answer."""

    codes: NDArray[np.int8]
    teams: NDArray[np.int32]
    names: tuple[str, ...]
    points: int

    @property
    def items(self) -> int:
        return int(self.codes.shape[1])

    @cached_property
    def means(self) -> Floats:
        """Each person's mean over the items they answered: item-wise deletion."""
        answered = np.count_nonzero(self.codes, axis=1)
        sums: Floats = self.codes.sum(axis=1, dtype=np.float64)
        return np.asarray(sums / answered)

    @cached_property
    def tally(self) -> Floats:
        """How often each point was given: team, item, point."""
        counted = np.empty((len(self.names), self.items, self.points))
        wide = self.points + 1
        for item in range(self.items):
            places = self.teams.astype(np.int64) * wide + self.codes[:, item]
            found = np.bincount(places, minlength=len(self.names) * wide)
            counted[:, item, :] = found.reshape(-1, wide)[:, 1:]
        return counted


# --- how alike a team answers ---


@dataclass(frozen=True, slots=True)
class Alike:
    """Of each team; nan where a team of one, or nobody, cannot have it."""

    n: NDArray[np.int64]
    mean: Floats
    sd: Floats
    rwg_j: Floats
    rwg_star_j: Floats
    ad_mean_j: Floats
    ad_median_j: Floats


def alike(answers: Answers) -> Alike:
    tally, points = answers.tally, answers.points
    n = np.bincount(answers.teams, minlength=len(answers.names))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(answers.teams, answers.means, len(n)) / n
        squares = np.bincount(answers.teams, (answers.means - mean[answers.teams]) ** 2, len(n))
        sd = np.sqrt(squares / np.where(n > 1, n - 1, np.nan))
        variances = item_variances(tally)
        return Alike(
            n=n,
            mean=mean,
            sd=sd,
            rwg_j=rwg_j(variances, points),
            rwg_star_j=rwg_star_j(variances, points),
            ad_mean_j=_over_items(_distances(tally, _item_means(tally))),
            ad_median_j=_over_items(_distances(tally, _medians(tally))),
        )


def item_variances(tally: Floats) -> Floats:
    """Team by item, over n - 1; nan where fewer than two answered."""
    n = tally.sum(axis=-1)
    away = _points(tally) - _item_means(tally)[..., None]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((tally * away**2).sum(axis=-1) / np.where(n > 1, n - 1, np.nan))


def rwg_star_j(variances: Floats, points: int) -> Floats:
    """r*wg(j) = 1 - mean item variance / variance of answers by chance, (points^2 - 1) / 12.

    Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23. Below 0 where people are further apart than chance."""
    return 1 - _over_items(variances) / by_chance(points)


def rwg_j(variances: Floats, points: int) -> Floats:
    """rwg(j) = J a / (J a + 1 - a), with a = r*wg(j) over J items; below 0 it is 0.

    James, Demaree & Wolf (1984), Journal of Applied Psychology 69."""
    star = np.maximum(rwg_star_j(variances, points), 0.0)
    items = np.count_nonzero(~np.isnan(variances), axis=-1)
    return np.asarray(items * star / (items * star + 1 - star))


def by_chance(points: int) -> float:
    """The variance of answers when each point is as likely as any other."""
    return (points**2 - 1) / 12


def _points(tally: Floats) -> Floats:
    return np.arange(1, tally.shape[-1] + 1, dtype=np.float64)


def _item_means(tally: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((tally * _points(tally)).sum(axis=-1) / tally.sum(axis=-1))


def _medians(tally: Floats) -> Floats:
    """The middle answer, or the mean of the middle two."""
    upto, n = tally.cumsum(axis=-1), tally.sum(axis=-1)
    lower = (upto < np.floor((n + 1) / 2)[..., None]).sum(axis=-1) + 1
    upper = (upto < np.floor(n / 2 + 1)[..., None]).sum(axis=-1) + 1
    return np.asarray((lower + upper) / 2)


def _distances(tally: Floats, middles: Floats) -> Floats:
    """AD of each item, the mean distance from the middle: Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2."""
    n = tally.sum(axis=-1)
    away = np.abs(_points(tally) - middles[..., None])
    return np.asarray((tally * away).sum(axis=-1) / np.where(n > 1, n, np.nan))


def _over_items(values: Floats) -> Floats:
    """The mean over the items that have one; nan where none has."""
    there = ~np.isnan(values)
    return np.asarray(
        np.where(there, values, 0.0).sum(axis=-1) / np.where(there.any(-1), there.sum(-1), np.nan)
    )


# --- how much of what people say is their team's ---


@dataclass(frozen=True, slots=True)
class Between:
    """None where there are not two teams, or nobody differs, or no team has two people."""

    icc1: float | None
    icc2: float | None
    icc1_n0: float | None
    n0: float | None
    f: float | None
    df: tuple[int, int]


def between(values: Floats, teams: NDArray[np.int32]) -> Between:
    """One-way analysis of variance of people in teams.

    ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW), with k the mean size of a team, or n0 = (N - sum n^2 / N) / (J - 1);
    ICC(2) = (MSB - MSW) / MSB; F = MSB / MSW. Bartko (1976), Psychological Bulletin 83; Bliese (2000)."""
    n = np.bincount(teams)
    n = n[n > 0]
    _, place = np.unique(teams, return_inverse=True)
    people, count = len(values), len(n)
    df = (count - 1, people - count)
    if min(df) < 1:
        return Between(None, None, None, None, None, df)
    means = np.bincount(place, values) / n
    msb = float((n * (means - values.mean()) ** 2).sum() / df[0])
    msw = float(((values - means[place]) ** 2).sum() / df[1])
    n0 = float((people - (n**2).sum() / people) / df[0])
    return Between(
        icc1=_part(msb - msw, msb + (people / count - 1) * msw),
        icc2=_part(msb - msw, msb),
        icc1_n0=_part(msb - msw, msb + (n0 - 1) * msw),
        n0=n0,
        f=_part(msb, msw),
        df=df,
    )


def _part(above: float, below: float) -> float | None:
    return above / below if below > 1e-12 else None


# --- how well the items go together ---


def covariances(codes: NDArray[np.int8]) -> Floats:
    """Of the items, each pair over the people who answered both; nan where fewer than two did."""
    there = (codes != 0).astype(np.float64)
    middles = codes.sum(axis=0, dtype=np.float64) / np.maximum(there.sum(axis=0), 1)
    away = np.where(there > 0, codes - middles, 0.0)
    both = there.T @ there
    sums = away.T @ there
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((away.T @ away - sums * sums.T / both) / np.where(both > 1, both - 1, np.nan))


def alpha(matrix: Floats) -> float | None:
    """Raw alpha = k / (k - 1) * (1 - trace C / sum C). Cronbach (1951), Psychometrika 16."""
    items, total = len(matrix), float(matrix.sum())
    if items < 2 or not total > 1e-12:
        return None
    return items / (items - 1) * (1 - float(np.trace(matrix)) / total)


def feldt(alpha: float, people: int, items: int) -> tuple[float, float]:
    """The 95 % interval of alpha: 1 - (1 - alpha) F, with F's quantiles at n - 1 and (n - 1)(k - 1) degrees of freedom.

    Feldt, Woodruff & Salih (1987), Applied Psychological Measurement 11."""
    df = (people - 1, (people - 1) * (items - 1))
    tail = (1 - CONFIDENCE) / 2
    low, high = (1 - (1 - alpha) * float(fdtri(*df, at)) for at in (1 - tail, tail))
    return low, high


def omega(matrix: Floats) -> float | None:
    """Omega total of one factor: (sum l)^2 / ((sum l)^2 + sum u), from the covariances. McDonald (1999), Test Theory.

    None where no factor can be found: fewer than three items that differ, or a matrix no data could have."""
    own = np.diag(matrix)
    if np.isnan(matrix).any():
        return None
    differ = own > 1e-12  # an item everybody answers alike has no variance to share and none of its own
    scale = np.sqrt(own[differ])
    correlations = matrix[np.ix_(differ, differ)] / np.outer(scale, scale)
    if len(scale) < 3 or np.linalg.eigvalsh(correlations)[0] < 1e-9:
        return None
    loadings = one_factor(correlations)
    shared = float((loadings * scale).sum() ** 2)
    alone = float(((1 - loadings**2) * scale**2).sum())
    return shared / (shared + alone)


def one_factor(correlations: Floats) -> Floats:
    """Loadings of one factor by maximum likelihood, through the profile over what is each item's own.

    Lawley & Maxwell (1971), Factor Analysis as a Statistical Method; the search begins where R's factanal begins it."""
    start = np.clip(0.5 / np.diag(np.linalg.inv(correlations)), LEAST_UNIQUE, 1.0)
    bounds = [(LEAST_UNIQUE, 1.0)] * len(start)
    options: dict[str, Any] = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 1000}
    found = minimize(
        _misfit, start, args=(correlations,), jac=True, method="L-BFGS-B", bounds=bounds, options=options
    )
    return _loadings(np.asarray(found.x), correlations)


def _loadings(unique: Floats, correlations: Floats) -> Floats:
    root = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlations / np.outer(root, root))
    loadings = root * vectors[:, -1] * np.sqrt(max(float(values[-1]) - 1, 0.0))
    return np.asarray(loadings * (np.sign(loadings.sum()) or 1.0))


def _misfit(unique: Floats, correlations: Floats) -> tuple[float, Floats]:
    """The profile of minus the log likelihood, and its slope in what is each item's own."""
    root = np.sqrt(unique)
    rest = np.linalg.eigvalsh(correlations / np.outer(root, root))[:-1]
    loadings = _loadings(unique, correlations)
    away = np.outer(loadings, loadings) + np.diag(unique) - correlations
    return float((rest - np.log(rest) - 1).sum()), np.asarray(np.diag(away) / unique**2)
