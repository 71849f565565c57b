"""Where a team leans, told from what was shown of it: as sure as that allows, and a zone is named only when it is likely."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from math import inf

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from fairlead.core.pulse import estimate, trend
from fairlead.core.pulse.bounds import BANDS
from fairlead.core.pulse.disclosure import Cell, Score, release
from fairlead.core.pulse.estimate import (
    GRID,
    PRIOR,
    ZONES,
    Balance,
    Prior,
    Zone,
    balance,
    balance_of,
    edges,
    joint_likelihood,
    posterior,
    teams,
    zone,
)
from fairlead.core.pulse.items import Answered
from fairlead.core.pulse.regions import polygon
from tests.core.pulse.vectors import VECTORS, answers_of

FIVE, EIGHT, TWELVE, TWENTY = BANDS
LOW, HIGH = Score(30, "low"), Score(90, "high")


def wide(prior: Prior) -> Prior:
    """The reference's prior is on 1 to 7; ours on 0 to 100."""
    return Prior((prior.mean - 1) / 0.06, prior.sd / 0.06, prior.tau / 0.06, prior.within / 0.06)


def test_what_is_thought_before_anybody_answered_is_what_the_method_says() -> None:
    assert Prior(mean=70, sd=8.3, tau=10, within=16.7, of_people=0.45, of_teams=0.4) == PRIOR
    assert (estimate.BORDER, estimate.NAMED_FROM, estimate.BAR, estimate.REGIONS) == (
        66.7,
        0.8,
        0.8,
        (0.5, 0.9),
    )
    assert trend.SURE == 0.9


# --- the reference ---


def test_six_teams_side_by_side_are_where_the_reference_has_them() -> None:
    answers, theirs = answers_of("pulse42.csv"), VECTORS["bayes_grid"]
    n = np.bincount(answers.teams)
    means = np.bincount(answers.teams, answers.means) / n
    told = teams(means, 0.7993981242 / np.sqrt(n), 5.0, Prior(mean=5.2, sd=0.5, tau=0.6))
    assert told.tau == pytest.approx(theirs["E_tau"], abs=5e-4)
    assert told.mu == pytest.approx(theirs["E_mu"], abs=5e-4)
    for ours, name in ((told.mean, "post_mean"), (told.sd, "post_sd"), (told.above, "P_gt_5")):
        assert dict(zip(answers.names, ours, strict=True)) == pytest.approx(theirs[name], abs=1e-4)


def test_one_team_is_where_the_reference_has_it_both_ways() -> None:
    theirs = VECTORS["bayes_grid"]["single_team_n5_mean4_sw0.9"]
    prior = Prior(mean=5.2, sd=0.5, tau=0.6, within=0.9)
    told = teams(np.array([4.0]), np.array([0.9 / np.sqrt(5)]), 5.0, prior)
    assert (told.mean[0], told.sd[0]) == pytest.approx((theirs["post_mean"], theirs["post_sd"]), abs=2e-4)
    masses = posterior((49.999, 50.001), (-inf, inf), 5, 0.0, wide(prior)).sum(axis=1)
    here = estimate.place(masses)
    assert (here.mean * 0.06 + 1, here.sd * 0.06) == pytest.approx(
        (theirs["post_mean"], theirs["post_sd"]), abs=1e-3
    )


# --- the likelihood ---


@pytest.mark.parametrize(
    ("safe", "matter", "band", "noise"),
    [
        (Score(70), Score(55), FIVE, 2.5),
        (LOW, Score(85), FIVE, 2.5),
        (Score(85), HIGH, EIGHT, 5.0),
        (HIGH, LOW, FIVE, 10.0),
        (HIGH, HIGH, TWENTY, 0.0),
    ],
)
def test_the_likelihood_of_both_is_that_of_a_bivariate_normal_over_what_was_shown(
    safe: Score, matter: Score, band: estimate.Band, noise: float
) -> None:
    between = edges(safe), edges(matter)
    own = PRIOR.within**2 / band.least
    matrix = np.array([[1.0, PRIOR.of_people], [PRIOR.of_people, 1.0]]) * own + np.eye(2) * noise**2
    ours = joint_likelihood(*between, band.least, noise)
    ours /= ours.sum()
    some = list(product(range(5, 100, 19), repeat=2))
    theirs = []
    for at in some:
        of = multivariate_normal(mean=GRID[list(at)], cov=matrix)
        corners = [
            sign * of.cdf(np.nan_to_num([x, y], posinf=1e4, neginf=-1e4))
            for sign, x, y in (
                (1, between[0][1], between[1][1]), (-1, between[0][0], between[1][1]),
                (-1, between[0][1], between[1][0]), (1, between[0][0], between[1][0]),
            )
        ]  # fmt: skip
        theirs.append(sum(corners))
    mine = np.array([ours[at] for at in some])
    assert mine / mine.sum() == pytest.approx(np.array(theirs) / sum(theirs), abs=2e-4)


def test_the_likelihood_of_one_axis_is_that_of_a_normal_over_what_was_shown() -> None:
    told = estimate.likelihood(edges(Score(70)), 8, 2.5)
    sd = np.sqrt(16.7**2 / 8 + 2.5**2)
    assert told[60] == pytest.approx(norm.cdf(72.5, 60, sd) - norm.cdf(67.5, 60, sd))


def test_what_is_coded_lies_behind_its_end() -> None:
    assert edges(LOW) == (-inf, 32.5)
    assert edges(HIGH) == (87.5, inf)
    assert edges(Score(95, "high")) == (92.5, inf)
    assert edges(Score(35)) == (32.5, 37.5)


# --- what follows ---


def sure(told: Balance) -> float:
    return told.safe.sd


def test_more_people_and_less_noise_make_it_surer() -> None:
    spreads = [sure(balance_of(Score(70), Score(70), band)) for band in BANDS]
    assert spreads == sorted(spreads, reverse=True)
    changed = balance_of(Score(70), Score(70), FIVE, is_changed=True)
    assert sure(changed) > spreads[0]


def test_few_people_are_drawn_towards_what_is_usual_and_many_less() -> None:
    few, many = (balance_of(Score(40), Score(70), band).safe.mean for band in (FIVE, TWENTY))
    assert 40 < many < few < 70


def test_bars_lie_within_one_another_and_within_the_scale() -> None:
    for safe, matter, band in product(
        (LOW, Score(50), Score(75), HIGH), (LOW, Score(60), HIGH), (FIVE, TWELVE)
    ):
        told = balance_of(safe, matter, band)
        for axis in (told.safe, told.matter):
            inner, bar, outer = axis.half, axis.bar, axis.most
            assert 0 <= outer[0] <= bar[0] <= inner[0] <= axis.mean <= inner[1] <= bar[1] <= outer[1] <= 100


def test_a_team_that_speaks_freely_and_drops_promises_leans_to_comfort() -> None:
    told = balance_of(Score(85), Score(50), TWELVE)
    assert told.zone == Zone("comfort", (), told.zones["comfort"])
    assert told.zone.probability >= 0.8
    assert balance_of(Score(50), Score(85), TWELVE).zone.name == "strain"
    assert balance_of(Score(85), Score(85), TWELVE).zone.name == "learning"
    assert balance_of(Score(40), Score(40), TWELVE).zone.name == "drift"


def test_near_a_border_no_zone_is_named() -> None:
    told = balance_of(Score(85), Score(65), FIVE)
    assert told.zone.name is None
    assert set(told.zone.between) == {"learning", "comfort"}
    middle = balance_of(Score(65), Score(65), FIVE)
    assert middle.zone.name is None
    assert len(middle.zone.between) >= 2


def test_zones_are_all_there_is() -> None:
    for safe, matter in product((LOW, Score(65), HIGH), repeat=2):
        told = balance_of(safe, matter, EIGHT)
        assert tuple(told.zones) == ZONES
        assert sum(told.zones.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("probabilities", "name", "between"),
    [
        ((0.80, 0.15, 0.03, 0.02), "learning", ()),
        ((0.79, 0.15, 0.03, 0.03), None, ("learning", "comfort")),
        ((0.30, 0.30, 0.30, 0.10), None, ("learning", "comfort", "strain")),
        ((0.10, 0.20, 0.30, 0.40), None, ("drift", "strain", "comfort")),
        ((0.25, 0.25, 0.25, 0.25), None, ZONES),
    ],
)
def test_a_zone_is_named_from_eighty_per_cent(
    probabilities: tuple[float, ...], name: str | None, between: tuple[str, ...]
) -> None:
    told = zone(dict(zip(ZONES, probabilities, strict=True)))
    assert (told.name, told.between) == (name, between)


def test_a_zone_is_never_written_as_likelier_than_it_is() -> None:
    assert Zone(None, ("learning", "comfort"), 0.7999).written() == {
        "name": None, "between": ["learning", "comfort"], "probability": 0.79,
    }  # fmt: skip


def test_everything_follows_from_the_release_alone() -> None:
    """Two teams that answered differently and show the same have the same picture."""

    def shown(scores: list[float]) -> Balance:
        people = tuple(Answered(score, score, {}) for score in scores)
        told = release(Cell(people, {"safe": (), "matter": ()}, 9), drawn=defaultdict(float))
        assert told is not None
        return balance(told)

    assert shown([0, 0, 0, 0, 0]) == shown([100, 50, 0, 0, 0, 0, 0])
    assert shown([0, 0, 0, 0, 0]).open_at == (("safe", "low"), ("matter", "low"))


# --- the outline ---


def share_within(masses: estimate.Floats, outline: tuple[tuple[float, float], ...]) -> float:
    """By the even-odd rule, point for point."""
    x, y = np.meshgrid(GRID, GRID, indexing="ij")
    inside = np.zeros_like(x, dtype=bool)
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        crosses = (ay > y) != (by > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return float(masses[inside].sum())


@pytest.mark.parametrize("share", [0.5, 0.9])
@pytest.mark.parametrize(
    ("safe", "matter"), [(Score(70), Score(55)), (Score(60), Score(85)), (LOW, Score(75))]
)
def test_an_outline_holds_what_it_says(safe: Score, matter: Score, share: float) -> None:
    masses = posterior(edges(safe), edges(matter), 5, 2.5)
    outline = polygon(masses, share)
    assert share_within(masses, outline) == pytest.approx(share, abs=0.025)
    assert all(0 <= value <= 100 for point in outline for value in point)


def test_an_outline_at_the_end_of_the_scale_reaches_into_its_corner() -> None:
    masses = posterior(edges(HIGH), edges(HIGH), 8, 2.5)
    assert any(np.hypot(100 - x, 100 - y) < 8 for x, y in polygon(masses, 0.9))


# --- how long ---


def test_a_thousand_teams_cost_no_more_than_the_few_pictures_there_are() -> None:
    balance_of.cache_clear()
    chance = np.random.default_rng(1)
    for safe, matter in chance.integers(7, 18, (1000, 2)):
        balance_of(Score(5 * int(safe)), Score(5 * int(matter)), EIGHT)
    assert balance_of.cache_info().misses <= 121
