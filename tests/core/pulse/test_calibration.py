"""What is said to be likely happens as often as that. The short run; `make bench` has the long one (bench/pulse.py)."""

from __future__ import annotations

import numpy as np
import pytest

from bench.calibration import OF_ITEMS, SIZES, held, ranges_held

TEAMS = 1500


@pytest.mark.parametrize("n", SIZES)
def test_of_ten_bars_eight_hold_the_team_and_a_named_zone_is_mostly_the_right_one(n: int) -> None:
    """Within what chance does to so few teams: three standard errors."""
    told = held(n, TEAMS, np.random.default_rng(n))
    around = 3 * np.sqrt(0.8 * 0.2 / TEAMS)
    assert 0.78 - around <= told.covered <= 0.82 + around
    assert told.named > TEAMS / 10
    assert told.right >= 0.8


@pytest.mark.parametrize("n", [5, 8, 12])
def test_so_it_is_in_a_wave_after_somebody_joined(n: int) -> None:
    told = held(n, TEAMS, np.random.default_rng(n), is_changed=True)
    around = 3 * np.sqrt(0.8 * 0.2 / TEAMS)
    assert 0.78 - around <= told.covered <= 0.82 + around
    assert told.right >= 0.8


def test_a_plain_dot_would_name_the_wrong_zone_one_time_in_three() -> None:
    assert held(5, TEAMS, np.random.default_rng(1)).dots_right < 0.72


@pytest.mark.parametrize("n", OF_ITEMS)
@pytest.mark.parametrize("on_seven_points", [False, True])
def test_the_ranges_beside_a_question_hold_the_team_as_often_as_the_page_says(
    n: int, *, on_seven_points: bool
) -> None:
    """Or more often: they are as wide as for the fewest, since how many answered is told nowhere."""
    told = ranges_held(n, TEAMS, np.random.default_rng(n), on_seven_points=on_seven_points)
    assert told.half >= 0.5 - 3 * np.sqrt(0.5 * 0.5 / TEAMS)
    assert told.most >= 0.9 - 3 * np.sqrt(0.9 * 0.1 / TEAMS)
