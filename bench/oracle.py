"""Somebody who reads a release and wants to know what one person answered: linear programming, and plain guessing.

It knows the rules as they are published, asks the program only what it shows, and shares no line with it. What may not
live here: opinions about what is too much (tests/core/pulse/test_audit.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from fairlead.core.pulse.bounds import ALIKE_WITHIN
from fairlead.core.pulse.disclosure import Score, band_of, protected

Floats = NDArray[np.float64]
GRAINS = 72
"""A score is a mean of three or four answers of seven points: a multiple of 1/18 or 1/24, so of 1/72."""


def seen(mean: float, n: int) -> Score:
    """What is shown of a mean when the noise happens to be none: nobody outside can rule that out."""
    band = band_of(n)
    assert band is not None
    return protected(mean, band, drawn=0.0, is_changed=False)


@cache
def readable(n: int) -> Mapping[Score, tuple[float, float]]:
    """All that can be shown of n people, each with the lowest and highest sum it is shown for: by trying every sum that
    people can make, and halving where two differ until the border between them is found."""
    totals = [100 * grain / GRAINS for grain in range(n * GRAINS + 1)]
    borders = [0.0]
    shown = [seen(0.0, n)]
    for below, above in pairwise(totals):
        if seen(below / n, n) != seen(above / n, n):
            borders.append(_border(below, above, n))
            shown.append(seen(above / n, n))
    borders.append(100.0 * n)
    return dict(zip(shown, pairwise(borders), strict=True))


def _border(below: float, above: float, n: int) -> float:
    first = seen(below / n, n)
    while above - below > 1e-9:
        middle = (below + above) / 2
        below, above = (middle, above) if seen(middle / n, n) == first else (below, middle)
    return below


@dataclass(frozen=True, slots=True)
class Known:
    """One linear thing somebody knows: low <= weights * answers <= high."""

    weights: Floats
    low: float
    high: float


def most(goal: Floats, known: Sequence[Known]) -> float | None:
    """The most that goal * answers can be, each answer 0 to 100. None: no answers fit what is known."""
    rows = np.array([one.weights for one in known] + [-one.weights for one in known])
    limits = np.array([one.high for one in known] + [-one.low for one in known])
    found = linprog(-goal, A_ub=rows, b_ub=limits + 1e-7, bounds=(0.0, 100.0), method="highs")
    return float(-found.fun) if found.status == 0 else None


# --- one figure ---


def most_of_one(n: int, shown: Score, insiders: Sequence[float]) -> float | None:
    """What the last of n people may have answered at most, for somebody who knows what the first ones did."""
    low, high = readable(n)[shown]
    known = [Known(np.ones(n), low, high), *_insiders(n, insiders)]
    return most(_unit(n, n - 1), known)


def _insiders(size: int, answers: Sequence[float]) -> Iterator[Known]:
    for place, answer in enumerate(answers):
        yield Known(_unit(size, place), answer, answer)


def _unit(size: int, *places: int) -> Floats:
    row = np.zeros(size)
    row[list(places)] = 1.0
    return row


# --- an axis and its questions ---


def most_on_axis(
    n: int, axis: Score, items: Sequence[Score], *, has_insider: bool, is_lifted: bool = True
) -> float | None:
    """The most the last person's score can be when the axis and its questions are shown, with one known to be at 100.

    is_lifted: how the axis is made of its questions; not so is how it would be without."""
    size = n * len(items)
    known = list(_of_axis(n, axis, items, is_lifted=is_lifted))
    if has_insider:
        known += _insiders_of(size, range(0, size, n))
    return most(_last_of(n, len(items)), known)


def _of_axis(n: int, axis: Score, items: Sequence[Score], *, is_lifted: bool = True) -> Iterator[Known]:
    """What the figures tell of the answers: question by question, in each one place a person."""
    count = len(items)
    whole, fixed = np.zeros(n * count), 0.0
    for item, shown in enumerate(items):
        row = _unit(n * count, *range(item * n, (item + 1) * n))
        yield Known(row, *readable(n)[shown])
        if is_lifted and shown.coded == "low":
            fixed += _edge(n) * n
        else:
            whole += row
    low, high = readable(n)[axis]
    yield Known(whole, low * count - fixed, high * count - fixed)


def _last_of(n: int, count: int) -> Floats:
    """The score of the last of them."""
    return _unit(n * count, *range(n - 1, n * count, n)) / count


def _insiders_of(size: int, places: Sequence[int], answer: float = 100.0) -> Iterator[Known]:
    for place in places:
        yield Known(_unit(size, place), answer, answer)


def _edge(n: int) -> float:
    band = band_of(n)
    assert band is not None
    return band.edge


# --- an axis, its questions, and whether its team answered alike ---


@dataclass(frozen=True, slots=True)
class Worded:
    """What is shown of an axis with a word. within: up to which AD it is "alike"; so it is published."""

    n: int
    axis: Score
    items: Sequence[Score]
    is_alike: bool
    within: float = ALIKE_WITHIN


def most_beside_word(of: Worded, insider: float | None) -> float | None:
    """As most_on_axis, with the word beside it; insider: what the one answered everywhere whose answers are known."""
    ways = [()] if of.is_alike else product((1.0, -1.0), repeat=2)
    found = [_most_beside_word(of, insider, way) for way in ways]
    return max((answer for answer in found if answer is not None), default=None)


def _most_beside_word(of: Worded, insider: float | None, way: tuple[float, ...]) -> float | None:
    """way: in which half the insider and the last person are, 1 for the upper; only where a team is apart."""
    n, count = of.n, len(of.items)
    size = n * count
    known = list(_of_axis(n, of.axis, of.items))
    if insider is not None:
        known += _insiders_of(size, range(0, size, n), insider)
    goal = _last_of(n, count)
    if of.is_alike:
        return most(*_near_the_middle(goal, known, of))
    return most(goal, [*known, Known(np.tile(_halves(n, *way), count), of.within * size, 100.0 * size)])


def _halves(n: int, first: float, last: float) -> Floats:
    """1 in the upper half, -1 in the lower: what AD is at least, whoever is in which."""
    ordered = sorted(range(1, n - 1), key=lambda place: place % 2)
    signs = np.zeros(n)
    signs[0], signs[-1] = first, last
    for sign in (1.0, -1.0):
        left = n // 2 - int((signs == sign).sum())
        for place in ordered[:left]:
            signs[place] = sign
        ordered = ordered[left:]
    return signs


def _near_the_middle(goal: Floats, known: Sequence[Known], of: Worded) -> tuple[Floats, list[Known]]:
    """With a middle for each question, and for each answer how far from it that lies at most."""
    n, count = of.n, len(of.items)
    size = n * count
    wide = size + count + size
    found = [Known(np.pad(one.weights, (0, wide - size)), one.low, one.high) for one in known]
    for place in range(size):
        for sign in (1.0, -1.0):
            row = _unit(wide, size + count + place)
            row[place], row[size + place // n] = sign, -sign
            found.append(Known(row, 0.0, 200.0))
    found.append(Known(_unit(wide, *range(size + count, wide)), 0.0, of.within * size))
    return np.pad(goal, (0, wide - size)), found


# --- teams and their parent ---


def most_in_tree(
    sizes: Mapping[str, int],
    shown: Mapping[str, Score],
    parent: Score,
    *,
    team: str,
    has_insider: bool,
) -> float | None:
    """The most the last person of a team may have answered, when of its parent and of some of its teams a score is
    shown, and one of the team is known to be at 100. Teams that are not shown are in the parent as one."""
    rest = [name for name in sizes if name not in shown]
    found = [
        answer
        for is_low in ([True, False] if rest else [False])
        if (answer := _most_in_tree(sizes, shown, parent, team, (has_insider, is_low))) is not None
    ]
    return max(found, default=None)


def _most_in_tree(
    sizes: Mapping[str, int], shown: Mapping[str, Score], parent: Score, team: str, cases: tuple[bool, bool]
) -> float | None:
    has_insider, is_rest_low = cases
    size, places = sum(sizes.values()), _places(sizes)
    known, whole, fixed = [], np.zeros(size), 0.0
    for name, score in shown.items():
        row = _unit(size, *places[name])
        known.append(Known(row, *readable(sizes[name])[score]))
        if score.coded == "low":
            fixed += _edge(sizes[name]) * sizes[name]
        else:
            whole += row
    rest = [name for name in sizes if name not in shown]
    if rest:
        row, people = _unit(size, *(p for name in rest for p in places[name])), sum(sizes[n] for n in rest)
        border = _edge(people) * people
        known.append(Known(row, 0.0, border) if is_rest_low else Known(row, border, 100.0 * people))
        fixed += border if is_rest_low else 0.0
        whole += 0.0 if is_rest_low else row
    low, high = readable(size)[parent]
    known.append(Known(whole, low - fixed, high - fixed))
    if has_insider:
        known += _insiders_of(size, places[team][:1])
    return most(_unit(size, places[team][-1]), known)


def _places(sizes: Mapping[str, int]) -> Mapping[str, range]:
    found, at = {}, 0
    for name, n in sizes.items():
        found[name] = range(at, at + n)
        at += n
    return found


# --- who joins, who leaves ---


def explained(
    release_of: Callable[[Floats, int | None, float], tuple[float, int]],
    *,
    before: int,
    joins: bool,
    histories: int,
    stability: float,
    chance: np.random.Generator,
) -> float:
    """R^2 of the best guess at the answer of somebody who joined a team of `before`, or left one: n' v' - n v.

    Everybody answers, and the guesser knows both rosters. stability: how much of what sets a person apart from the team
    is the same a wave later (1: nobody else changes their mind). release_of(scores, changed, draw) gives value and n."""
    guesses, truth = np.empty(histories), np.empty(histories)
    for at in range(histories):
        small, large = _two_waves(before if joins else before - 1, stability, chance)
        first, second = (small, large) if joins else (large, small)
        v, n = release_of(first, None, float(chance.standard_normal()))
        w, m = release_of(second, 1, float(chance.standard_normal()))
        guesses[at] = (m * w - n * v) * (1 if joins else -1)
        truth[at] = large[-1]
    return float(np.corrcoef(guesses, truth)[0, 1] ** 2)


def _two_waves(n: int, stability: float, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """Scores of n people, and of the same with one more: in that order whichever was first."""
    team = np.clip(chance.normal(70, 8.3) + chance.normal(0, 8), 5, 95)
    lasting = chance.standard_normal(n + 1)
    waves = []
    for people in (n, n + 1):
        passing = chance.standard_normal(people)
        apart = np.sqrt(stability) * lasting[:people] + np.sqrt(1 - stability) * passing
        waves.append(np.clip(np.round((team + 16.7 * apart) * 24 / 100), 0, 24) * 100 / 24)
    return waves[0], waves[1]


def cases(n: int, insiders: Sequence[float]) -> Iterator[tuple[Score, float]]:
    """Everything that can be shown of n people, with each answer of an insider."""
    yield from product(readable(n), insiders)


def nasty(n: int, chance: np.random.Generator) -> float:
    """A sum of n answers with somebody at 100 among them: at a border of what is shown, on either side, or at an end."""
    border = int(n * (2.5 + 5 * chance.integers(0, 20)) * GRAINS / 100) + int(chance.integers(0, 2))
    grains = chance.choice([border, GRAINS, n * GRAINS])
    return float(np.clip(grains, GRAINS, n * GRAINS)) * 100 / GRAINS
