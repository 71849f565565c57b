"""From wave to wave: a rise is called one only when it is likely to be one, and never over a step nobody may compare."""

from __future__ import annotations

from collections import defaultdict

import pytest

from fairlead.core.pulse.bounds import BANDS, Band
from fairlead.core.pulse.disclosure import Cell, Score, release
from fairlead.core.pulse.estimate import balance
from fairlead.core.pulse.items import Answered
from fairlead.core.pulse.trend import Shown, shown, trend

FIVE, EIGHT, TWELVE, TWENTY = BANDS


def waves(*values: int, band: Band = TWELVE) -> list[Shown]:
    return [Shown(Score(value), band) for value in values]


def test_a_clear_rise_and_a_clear_fall_are_called_so() -> None:
    assert trend(waves(45, 60, 75)).way == "rising"
    assert trend(waves(75, 60, 45)).way == "falling"


@pytest.mark.parametrize("values", [(60, 60, 60), (60, 65, 70), (50, 75, 55), (70, 70, 65)])
def test_what_may_well_be_chance_is_no_clear_change(values: tuple[int, ...]) -> None:
    assert trend(waves(*values)).way is None


def test_the_same_steps_of_fewer_people_are_less_clear() -> None:
    assert trend(waves(50, 65, 80, band=TWELVE)).way == "rising"
    assert trend(waves(50, 65, 80, band=FIVE)).way is None


def test_two_waves_are_no_trend() -> None:
    assert trend(waves(20, 90)).way is None
    assert trend([]).places == ()


def test_a_step_without_an_arrow_has_no_trend_until_it_is_past() -> None:
    steps = waves(45, 60, 75)
    hidden = Shown(Score(60), TWELVE, is_changed=True, has_arrow=False)
    assert trend([steps[0], hidden, steps[2]]).way is None
    assert trend([steps[0], steps[1], Shown(Score(75), TWELVE, has_arrow=False)]).way is None
    assert trend([Shown(Score(45), TWELVE, has_arrow=False), *steps[1:]]).way == "rising"


def test_bars_say_what_was_known_by_then_and_do_not_move_later() -> None:
    three, four = trend(waves(60, 65, 70)), trend(waves(60, 65, 70, 40))
    assert four.places[:3] == three.places
    assert three.places[1].sd < three.places[0].sd


def test_a_first_wave_is_where_its_picture_has_it() -> None:
    people = tuple(Answered(score, 50.0, {}) for score in (60.0, 70.0, 80.0, 90.0, 75.0))
    told = release(Cell(people, {"safe": (), "matter": ()}, 6), drawn=defaultdict(float))
    assert told is not None
    [first] = trend([shown(told, "safe")]).places
    assert first.mean == pytest.approx(balance(told).safe.mean, abs=3)
    [other] = trend([shown(told, "matter")]).places
    assert other.mean < first.mean


def test_a_coded_end_is_taken_as_an_end_and_not_as_a_value() -> None:
    [end] = trend([Shown(Score(90, "high"), FIVE)]).places
    [value] = trend([Shown(Score(90), FIVE)]).places
    assert end.sd > value.sd
