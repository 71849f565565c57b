"""Whatever is shown, anybody may have answered well: linear programming as an oracle that shares no line with the rules.

The short run; `make faults` has the long one (bench/pulse.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pytest

from bench.oracle import (
    Floats,
    Known,
    Worded,
    cases,
    explained,
    most,
    most_beside_word,
    most_in_tree,
    most_of_one,
    most_on_axis,
    nasty,
    readable,
    seen,
)
from fairlead.core.pulse.bounds import INSIDER, OUTSIDER
from fairlead.core.pulse.disclosure import Cell, Release, Score, release
from fairlead.core.pulse.items import Answered
from fairlead.core.pulse.parents import Node, Outcome, add_up
from tests.core.pulse.vectors import VECTORS

CORE = {"safe": ("S1", "S2", "S3", "S4"), "matter": ("A1", "A2", "A3", "A4")}
SIZES = range(5, 31)


# --- one figure ---


@pytest.mark.parametrize("n", SIZES)
def test_somebody_outside_cannot_rule_out_that_anybody_answered_100(n: int) -> None:
    for shown in readable(n):
        assert most_of_one(n, shown, ()) == pytest.approx(OUTSIDER)


@pytest.mark.parametrize("n", SIZES)
def test_somebody_who_knows_one_answer_cannot_rule_out_that_anybody_else_answered_well(n: int) -> None:
    for shown, own in cases(n, (0.0, 50.0, 100.0)):
        other = most_of_one(n, shown, (own,))
        assert other is None or other >= INSIDER - 1e-6, (shown, own)


def test_the_worst_case_is_the_one_the_reference_names() -> None:
    worst = VECTORS["disclosure_audit_0_100"]["worst_case"]
    shown = Score(30, "low")
    assert seen(worst["interval"][1] / worst["n"] + 100 / worst["n"], worst["n"]) == shown
    assert most_of_one(worst["n"], shown, (worst["insider"],)) == pytest.approx(worst["interval"][1])


def test_the_oracle_finds_what_a_plain_mean_and_a_rounded_one_would_tell() -> None:
    """All five at 0: the mean says so of each, and rounding alone leaves them no more than 12.5."""
    each, last = np.ones(5), np.eye(5)[4]
    assert most(last, [Known(each, 0, 0)]) == pytest.approx(0, abs=1e-6)
    assert most(last, [Known(each, 0, 5 * 2.5)]) == pytest.approx(12.5)


# --- an axis beside its questions ---


def wave(rows: Floats) -> Release:
    """rows: a person each, their answers to the four questions of an axis."""
    people = tuple(
        Answered(float(row.mean()), 50.0, dict(zip(CORE["safe"], map(float, row), strict=True)))
        for row in rows
    )
    told = release(Cell(people, CORE, len(people)), drawn=defaultdict(float))
    assert told is not None
    return told


def rows_of(n: int, chance: np.random.Generator) -> Floats:
    """The first at 100 everywhere, the questions' sums where they would tell most."""
    rows = np.zeros((n, 4))
    for item in range(4):
        left = nasty(n, chance)
        for place in range(n):
            rows[place, item] = min(100.0, left)
            left -= rows[place, item]
    return rows


def axis_and_items(told: Release) -> tuple[Score, list[Score]]:
    return told.safe, [told.items[code] for code in CORE["safe"]]


@pytest.mark.parametrize("n", [8, 11, 12, 19, 20])
def test_questions_shown_beside_their_axis_tell_no_more_of_anybody(n: int) -> None:
    chance = np.random.default_rng(n)
    for _ in range(12):
        axis, items = axis_and_items(wave(rows_of(n, chance)))
        for has_insider, least in ((False, OUTSIDER), (True, INSIDER)):
            found = most_on_axis(n, axis, items, has_insider=has_insider)
            assert found is not None
            assert found >= least - 1e-4, (axis, items)


def test_the_oracle_finds_what_an_axis_of_unlifted_questions_would_tell() -> None:
    axis, items = seen(62.5, 12), [Score(85), Score(85), Score(85), Score(15, "low")]
    naive = most_on_axis(12, axis, items, has_insider=False, is_lifted=False)
    assert naive is not None
    assert naive < OUTSIDER - 15
    lifted = most_on_axis(12, Score(65), items, has_insider=False)
    assert lifted == pytest.approx(OUTSIDER)


# --- and whether the team answered alike ---


def filled(n: int, mean: float, *, is_split: bool) -> Floats:
    """Four questions of this mean each: as few as it takes at 100 and the rest at none, or everybody in the middle."""
    split = np.clip(mean * n - 100 * np.arange(n), 0, 100)
    return np.repeat(split[:, None] if is_split else np.full((n, 1), mean), 4, axis=1)


@pytest.mark.parametrize("n", [10, 12, 20])
def test_a_word_beside_the_figures_tells_no_more_of_anybody(n: int) -> None:
    """Down to the lowest mean at which a team can be apart at all; with one known to be at 100, or at none."""
    heard = set()
    for mean, is_split in product((0.0, 20.0, 62.5), (True, False)):
        told = wave(filled(n, mean, is_split=is_split))
        of = Worded(n, *axis_and_items(told), told.alike["safe"] == "alike")
        heard.add(of.is_alike)
        for insider, least in ((None, OUTSIDER), (100.0, INSIDER), (0.0, INSIDER)):
            found = most_beside_word(of, insider)
            assert found is not None
            assert found >= least - 1e-4, (mean, is_split, insider)
    assert heard == {True, False}


def test_the_oracle_finds_what_a_word_of_eight_people_would_tell() -> None:
    low = Score(20, "low")
    told = {n: most_beside_word(Worded(n, low, [low] * 4, is_alike=True), 100.0) for n in (8, 10)}
    assert told[8] is not None
    assert told[8] < INSIDER
    assert told[10] == pytest.approx(OUTSIDER)


# --- trees of teams ---


def grown(sums: Mapping[str, tuple[int, float]]) -> Outcome:
    teams = [Node(name, "all", n, {"safe": total / n}) for name, (n, total) in sums.items()]
    return add_up([Node("all"), *teams])


def scores(outcome: Outcome) -> dict[str, Score]:
    return {name: seen(told.means["safe"], told.respondents) for name, told in outcome.shown.items()}


@pytest.mark.parametrize(
    "sizes", [(5, 5, 5), (8, 5, 12), (20, 5, 7), (5, 9, 4, 3), (6, 8, 2, 3), (5, 6, 7, 3)]
)
def test_a_parent_beside_its_teams_tells_no_more_of_anybody(sizes: Sequence[int]) -> None:
    chance = np.random.default_rng(sum(sizes))
    names = dict(zip("abcd", sizes, strict=False))
    for _ in range(10):
        sums = {name: (n, nasty(n, chance)) for name, n in names.items()}
        shown = scores(grown(sums))
        parent = shown.pop("all")
        for team in names:
            for has_insider, least in ((False, OUTSIDER), (True, INSIDER)):
                found = most_in_tree(names, shown, parent, team=team, has_insider=has_insider)
                assert found is not None
                assert found >= least - 1e-4, (sums, team)


def test_the_oracle_finds_what_a_parent_of_unlifted_teams_would_tell() -> None:
    """Two teams near 85 and a plain parent of 55 leave the third no more than 60 in all."""
    told = {"a": Score(85), "b": Score(85), "c": Score(20, "low")}
    rows = np.kron(np.eye(3), np.ones(8))
    known = [Known(row, *readable(8)[told[name]]) for row, name in zip(rows, "abc", strict=True)]
    plain = most(np.eye(24)[-1], [*known, Known(np.ones(24), *readable(24)[Score(55)])])
    assert plain is not None
    assert plain < INSIDER
    sizes = {"a": 8, "b": 8, "c": 8}
    assert most_in_tree(sizes, told, Score(65), team="c", has_insider=False) == pytest.approx(OUTSIDER)


# --- who joins, who leaves ---


def once(scores: Floats, changed: int | None, draw: float) -> tuple[float, int]:
    """What a guesser takes from a wave of these people: the value shown, and how many they were."""
    people = tuple(Answered(float(score), float(score), {}) for score in scores)
    told = release(Cell(people, CORE, len(people), changed), drawn=defaultdict(lambda: draw))
    assert told is not None
    return told.safe.value, len(people)


@pytest.mark.parametrize(
    ("n", "joins"),
    [
        (5, True),
        (6, False),
        (7, True),
        (7, False),
        (9, False),
        (12, True),
        (13, False),
        (20, True),
        (21, False),
    ],
)
def test_two_waves_do_not_tell_what_somebody_between_them_answered(n: int, *, joins: bool) -> None:
    """2,000 histories each, at the worst sizes. Everybody answers, the guesser knows both rosters, and nobody else
    changes their mind."""
    chance = np.random.default_rng(n)
    assert explained(once, before=n, joins=joins, histories=2000, stability=1.0, chance=chance) <= 0.15


def test_without_what_is_drawn_two_waves_would_tell() -> None:
    def plain(scores: Floats, changed: int | None, draw: float) -> tuple[float, int]:
        return float(scores.mean()), len(scores)

    chance = np.random.default_rng(5)
    assert explained(plain, before=6, joins=True, histories=500, stability=1.0, chance=chance) > 0.9
