"""The outline of where most of a posterior lies, as a polygon to draw. What may not live here: what a posterior is of."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RAYS: Final = 72
FINE: Final = 0.5


def polygon(masses: Floats, share: float) -> tuple[tuple[float, float], ...]:
    """The highest-density region that holds `share`, corner after corner, on a grid from 0 up in steps of 1.

    Rays go out from the highest point, also to the corners of the grid; a posterior with one summit has one outline."""
    level = _level(masses, share)
    top = np.array(np.unravel_index(int(masses.argmax()), masses.shape), dtype=float)
    size = float(masses.shape[0] - 1)
    corners = np.array([[0, 0], [0, size], [size, 0], [size, size]]) - top
    angles = np.unique(
        np.concatenate(
            [np.arange(RAYS) * (2 * np.pi / RAYS), np.arctan2(corners[:, 1], corners[:, 0]) % (2 * np.pi)]
        )
    )
    out = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    radii = np.arange(0.0, size * 1.5, FINE)
    points = top + out[:, None, :] * radii[None, :, None]
    inside = (points >= 0).all(axis=2) & (points <= size).all(axis=2)
    high = np.where(inside, _between(masses, points) - level, -level)
    last = (high < 0).argmax(axis=1)
    before, after = _at(high, last - 1), _at(high, last)
    step = np.where(_at(inside, last), before / (before - after), 1.0)
    reach = np.minimum(radii[last - 1] + FINE * step, _to_border(top, out, size))
    return tuple((float(x), float(y)) for x, y in np.round(top + out * reach[:, None], 2))


def _level(masses: Floats, share: float) -> float:
    ordered = np.sort(masses, axis=None)[::-1]
    return float(ordered[int(np.searchsorted(ordered.cumsum(), share))])


def _at(values: Floats | NDArray[np.bool_], places: NDArray[np.int64]) -> Floats:
    return np.asarray(values[np.arange(len(places)), places])


def _to_border(top: Floats, out: Floats, size: float) -> Floats:
    """How far it is along each ray to the edge of the grid."""
    with np.errstate(divide="ignore"):
        ways = np.where(out > 1e-12, (size - top) / out, np.where(out < -1e-12, -top / out, np.inf))
    return np.asarray(ways.min(axis=1))


def _between(masses: Floats, points: Floats) -> Floats:
    """Bilinear."""
    most = masses.shape[0] - 1
    held = np.clip(points, 0, most)
    low = np.minimum(held.astype(int), most - 1)
    part = held - low
    x, y, u, v = low[..., 0], low[..., 1], part[..., 0], part[..., 1]
    return np.asarray(
        masses[x, y] * (1 - u) * (1 - v)
        + masses[x + 1, y] * u * (1 - v)
        + masses[x, y + 1] * (1 - u) * v
        + masses[x + 1, y + 1] * u * v
    )
