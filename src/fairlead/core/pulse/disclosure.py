"""What of a wave may be shown: protect first, then estimate. Pure: what was drawn by chance is handed in.

Whatever comes out would also have come out of other answers, in which nobody is known to have answered unfavourably
(docs/decisions/0080). What may not live here: numbers (bounds.py), sums over teams (parents.py), sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from types import MappingProxyType
from typing import Any, Final, Literal

from fairlead.core.pulse.alike import NO_WORDS, Word, words
from fairlead.core.pulse.bounds import (
    ARROW_FROM,
    BANDS,
    FEW_CHANGED,
    LOWEST,
    PARTICIPATION,
    STEP,
    Band,
    Thresholds,
)
from fairlead.core.pulse.items import AXES, Answered

Coded = Literal["low", "high"]
Withheld = Literal["items", "comments", "arrow"]
SNAP: Final = 1e-9
"""Sums of thirds and quarters are not exact; what is this near a border lies on it."""


@dataclass(frozen=True, slots=True)
class Score:
    """A multiple of 5. coded: `low` is "or less", `high` is "or more"."""

    value: int
    coded: Coded | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A team's wave as it lies open in memory at the close, and nowhere else.

    core: the codes of each axis. roster: how many were asked. changed: by how many people the roster differs from that
    of the last wave that was shown; None when there was none."""

    people: tuple[Answered, ...]
    core: Mapping[str, tuple[str, ...]]
    roster: int
    changed: int | None = None
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """All that is ever shown of a wave. Whoever draws, exports or estimates has this and no more.

    is_changed: so much noise as goes with a roster that differs by one or two. has_arrow: this step may have one.
    alike: by axis, whether the team answered alike; an axis without a word is not in it."""

    respondents: str
    participation: str
    safe: Score
    matter: Score
    items: Mapping[str, Score]
    comments: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    is_changed: bool
    has_arrow: bool
    alike: Mapping[str, Word]

    @property
    def band(self) -> Band:
        return next(band for band in BANDS if band.name == self.respondents)


# --- bands ---


def band_of(respondents: int) -> Band | None:
    """None: too few answered to show anything."""
    return next((band for band in reversed(BANDS) if respondents >= band.least), None)


def participation(respondents: int, roster: int) -> str:
    """The band of the share of the roster that answered."""
    if not 0 < respondents <= roster:
        raise ValueError(f"{respondents} of {roster}")
    return next(name for least, name in PARTICIPATION if respondents * 100 >= least * roster)


def is_few_changed(changed: int | None) -> bool:
    return changed is not None and 0 < changed <= FEW_CHANGED


# --- one figure ---


def protected(mean: float, band: Band, *, drawn: float, is_changed: bool) -> Score:
    """Noise once, then rounded, then the ends coded. drawn: a standard normal number, used for this figure alone.

    Halves are rounded down: 32.5 of five people is still "30 or less"."""
    noise = (band.noise_changed if is_changed else band.noise) * drawn
    value = STEP * ceil((mean + noise) / STEP - 0.5 - SNAP)
    if value <= band.low:
        return Score(band.low, "low")
    return Score(band.high, "high") if value >= band.high else Score(value)


def lifted(mean: float, band: Band) -> float:
    """A mean as it goes into anything wider: never under what is shown as "or less".

    So a sum over several figures cannot tell what each alone keeps to itself."""
    return max(mean, band.edge)


# --- a wave ---


def respondents(people: Sequence[Answered]) -> tuple[Answered, ...]:
    """Who has a score on both axes."""
    return tuple(one for one in people if one.safe is not None and one.matter is not None)


def release(
    cell: Cell,
    *,
    drawn: Mapping[str, float],
    order: Sequence[int] = (),
    thresholds: Thresholds = LOWEST,
) -> Release | None:
    """None: too few answered, and nothing of it may stay. drawn: a standard normal number for each axis and code.

    order: the places of the comments, shuffled."""
    people = respondents(cell.people)
    band = band_of(len(people))
    if band is None or len(people) < thresholds.scores:
        return None
    means = item_means(people, thresholds)
    few = is_few_changed(cell.changed)
    axes = {
        axis: protected(axis_mean(people, means, cell.core, axis), band, drawn=drawn[axis], is_changed=few)
        for axis in AXES
    }
    items = {
        code: protected(mean, of, drawn=drawn[code], is_changed=few) for code, (mean, of) in means.items()
    }
    comments = _comments(cell, len(people), order, thresholds)
    has_arrow = not few or band.least >= ARROW_FROM
    return Release(
        respondents=band.name,
        participation=participation(len(people), cell.roster),
        safe=axes["safe"],
        matter=axes["matter"],
        items=MappingProxyType(items),
        comments=comments,
        withheld=_withheld(items, comments, has_arrow=has_arrow),
        is_changed=few,
        has_arrow=has_arrow,
        alike=NO_WORDS if few else words(people, cell.core, thresholds),
    )


def item_means(people: Sequence[Answered], thresholds: Thresholds) -> dict[str, tuple[float, Band]]:
    """Of each question enough people answered: their mean, and the band of how many those were."""
    codes = sorted({code for one in people for code in one.items})
    found = {}
    for code in codes:
        there = [one.items[code] for one in people if code in one.items]
        band = band_of(len(there))
        if band is not None and len(there) >= thresholds.items:
            found[code] = (sum(there) / len(there), band)
    return found


def axis_mean(
    people: Sequence[Answered],
    shown: Mapping[str, tuple[float, Band]],
    core: Mapping[str, tuple[str, ...]],
    axis: str,
) -> float:
    """The mean of the people. Where a question of the axis is shown by itself as well, the mean of the questions, each
    lifted: else a question could be worked out from the axis and the other three (docs/decisions/0080)."""
    codes = core[axis]
    if not any(code in shown for code in codes):
        return sum(one.on(axis) or 0.0 for one in people) / len(people)
    means = []
    for code in codes:
        if code in shown:
            means.append(lifted(*shown[code]))
        elif there := [one.items[code] for one in people if code in one.items]:
            means.append(sum(there) / len(there))
    return sum(means) / len(means)


def cell_means(cell: Cell, thresholds: Thresholds = LOWEST) -> Mapping[str, float]:
    """By axis, what a released team brings into its parent (parents.py)."""
    people = respondents(cell.people)
    means = item_means(people, thresholds)
    return {axis: axis_mean(people, means, cell.core, axis) for axis in AXES}


def _comments(cell: Cell, people: int, order: Sequence[int], thresholds: Thresholds) -> tuple[str, ...]:
    """All together, shuffled, or none."""
    given = [comment.strip() for comment in cell.comments]
    if people < thresholds.comments or sum(map(bool, given)) < thresholds.given:
        return ()
    if sorted(order) != list(range(len(given))):
        raise ValueError("the order is one of other comments")
    return tuple(given[place] for place in order if given[place])


def _withheld(
    items: Mapping[str, Score], comments: tuple[str, ...], *, has_arrow: bool
) -> tuple[Withheld, ...]:
    there: dict[Withheld, bool] = {"items": bool(items), "comments": bool(comments), "arrow": has_arrow}
    return tuple(name for name, is_there in there.items() if not is_there)


# --- the manifest ---


def manifest(told: Release, *, zone: Mapping[str, Any], spent: Sequence[str]) -> dict[str, Any]:
    """The release as it is published, under the names of the contract. zone: estimate.py's. spent: sha256 of the ids.

    What was drawn is in it only as what it made of the values: with it, anybody could take the noise out again. `alike`
    is there where it is told, and nowhere else."""
    return {
        "respondents": told.respondents,
        "participation": told.participation,
        "safe": _written(told.safe),
        "matter": _written(told.matter),
        "zone": dict(zone),
        "items": {code: _written(score) for code, score in told.items.items()},
        "comments": list(told.comments),
        "withheld": list(told.withheld),
        "spent_sha256": list(spent),
        **({"alike": dict(told.alike)} if told.alike else {}),
    }


def _written(score: Score) -> dict[str, Any]:
    return {"value": score.value, "coded": score.coded}


def read(published: Mapping[str, Any], *, is_changed: bool) -> Release:
    """The release a manifest tells of, for those who draw it beside later ones. is_changed: kept with it by the room."""
    items = {code: _score(score) for code, score in published["items"].items()}
    return Release(
        respondents=published["respondents"],
        participation=published["participation"],
        safe=_score(published["safe"]),
        matter=_score(published["matter"]),
        items=MappingProxyType(items),
        comments=tuple(published["comments"]),
        withheld=tuple(published["withheld"]),
        is_changed=is_changed,
        has_arrow="arrow" not in published["withheld"],
        alike=MappingProxyType(published.get("alike", {})),
    )


def _score(written: Mapping[str, Any]) -> Score:
    return Score(written["value"], written["coded"])
