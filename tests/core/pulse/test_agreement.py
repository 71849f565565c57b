"""What R says about 42 people in six teams, we say too; and what cannot be told is not told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fairlead.core.pulse import agreement
from fairlead.core.pulse.agreement import Answers
from tests.core.pulse.vectors import VECTORS, answers_of

WHOLE = answers_of("pulse42.csv")
GAPS = answers_of("pulse42_na.csv")


def answers(*teams: list[list[int]], points: int = 7) -> Answers:
    codes = [row for team in teams for row in team]
    places = [place for place, team in enumerate(teams) for _ in team]
    names = tuple("ABCDEF"[: len(teams)])
    return Answers(np.array(codes, np.int8), np.array(places, np.int32), names, points)


def near(value: Any, *, digits: int = 9) -> Any:
    return pytest.approx(value, abs=0.5 * 10**-digits, rel=0)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("mean", "team_mean"),
        ("sd", "team_sd"),
        ("rwg_j", "rwg_j"),
        ("rwg_star_j", "rwg_j_lindell"),
        ("ad_mean_j", "AD_mean"),
        ("ad_median_j", "AD_median"),
    ],
)
def test_how_alike_each_team_answers(ours: str, theirs: str) -> None:
    told = dict(zip(WHOLE.names, getattr(agreement.alike(WHOLE), ours), strict=True))
    assert told == near(VECTORS[theirs])


def test_how_alike_a_team_answers_one_item() -> None:
    star = agreement.rwg_star_j(agreement.item_variances(WHOLE.tally[:, :1, :]), 7)
    assert dict(zip(WHOLE.names, star, strict=True)) == near(VECTORS["rwg_s1"])


def test_how_much_of_what_people_say_is_their_teams() -> None:
    told, theirs = agreement.between(WHOLE.means, WHOLE.teams), VECTORS["anova"]
    assert (told.icc1, told.icc2, told.icc1_n0, told.n0) == near(
        (theirs["ICC1_meanN"], theirs["ICC2"], theirs["ICC1_n0"], theirs["n0"])
    )
    assert told.f == near(theirs["F"], digits=5)
    assert list(told.df) == theirs["df"]


@pytest.mark.parametrize(("item", "column"), [("s1", 0), ("s4", 3)])
def test_how_much_of_one_answer_is_the_teams(item: str, column: int) -> None:
    told = agreement.between(WHOLE.codes[:, column].astype(float), WHOLE.teams)
    assert {"ICC1": told.icc1, "ICC2": told.icc2} == near(VECTORS["anova_item"][item])


def test_how_well_the_items_go_together() -> None:
    matrix = agreement.covariances(WHOLE.codes)
    alpha = agreement.alpha(matrix)
    assert alpha == near(VECTORS["alpha"]["raw"])
    assert alpha is not None
    assert list(agreement.feldt(alpha, 42, 7)) == near(VECTORS["alpha"]["feldt95"])


def test_one_factor_behind_the_items() -> None:
    matrix, theirs = agreement.covariances(WHOLE.codes), VECTORS["omega_1f_ML"]
    scale = np.sqrt(np.diag(matrix))
    correlations = matrix / np.outer(scale, scale)
    assert agreement.omega(matrix) == pytest.approx(theirs["cov"], abs=1e-8)
    assert agreement.omega(correlations) == pytest.approx(theirs["corr"], abs=1e-8)
    assert agreement.one_factor(correlations) == pytest.approx(theirs["loadings"], abs=theirs["tol"])


def test_an_answer_not_given_is_left_out_item_by_item() -> None:
    theirs = VECTORS["missing_data_pulse42_na"]
    told = dict(zip(GAPS.names, agreement.alike(GAPS).rwg_j, strict=True))
    assert {name: told[name] for name in "ACF"} == near(theirs["rwg_j_peritem"])
    assert agreement.alpha(agreement.covariances(GAPS.codes)) == near(theirs["alpha_pairwise"])


def test_one_person_has_nobody_to_agree_with() -> None:
    told = agreement.alike(answers([[5, 5, 5]], [[1, 2, 3], [2, 3, 4]]))
    assert (told.n.tolist(), told.mean.tolist()) == ([1, 2], [5, 2.5])
    assert [np.isnan(value[0]) for value in (told.sd, told.rwg_j, told.rwg_star_j, told.ad_mean_j)] == [
        True
    ] * 4
    assert not np.isnan(told.ad_median_j[1])


def test_further_apart_than_chance_is_no_agreement_and_not_less() -> None:
    told = agreement.alike(answers([[1, 7], [7, 1], [1, 1], [7, 7]]))
    assert told.rwg_j[0] == 0
    assert told.rwg_star_j[0] == pytest.approx(1 - 12 / 4)


def test_all_of_one_mind_agree_wholly() -> None:
    told = agreement.alike(answers([[4, 6], [4, 6], [4, 6]]))
    assert (told.rwg_j[0], told.rwg_star_j[0], told.ad_mean_j[0], told.sd[0]) == (1, 1, 0, 0)


def test_one_team_or_teams_of_one_have_nothing_between_them() -> None:
    one = agreement.between(np.array([1.0, 2.0]), np.array([0, 0], np.int32))
    alone = agreement.between(np.array([1.0, 2.0]), np.array([0, 1], np.int32))
    alike = agreement.between(np.array([2.0, 2.0, 2.0]), np.array([0, 0, 1], np.int32))
    assert {(told.icc1, told.icc2, told.f) for told in (one, alone, alike)} == {(None, None, None)}


def test_items_that_do_not_differ_tell_nothing() -> None:
    flat = agreement.covariances(np.full((5, 3), 4, np.int8))
    assert (agreement.alpha(flat), agreement.omega(flat)) == (None, None)
    one = agreement.covariances(WHOLE.codes[:, :1])
    assert (agreement.alpha(one), agreement.omega(one)) == (None, None)


def test_an_item_all_answer_alike_adds_nothing_to_the_factor() -> None:
    more = np.hstack([WHOLE.codes, np.full((42, 1), 4, np.int8)])
    assert agreement.omega(agreement.covariances(more)) == pytest.approx(
        VECTORS["omega_1f_ML"]["cov"], abs=1e-8
    )


def test_items_nobody_answered_both_of_have_no_covariance() -> None:
    matrix = agreement.covariances(np.array([[1, 0], [2, 0], [0, 3], [0, 4]], np.int8))
    assert np.isnan(matrix[0, 1])
    assert (agreement.alpha(matrix), agreement.omega(matrix)) == (None, None)
