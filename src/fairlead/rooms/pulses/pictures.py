"""The pictures of a wave, drawn on the server: the quadrant, and one line for each question.

Pure functions from numbers to SVG with class names only, in parts of a hundred: no style, no script, no clock. What is
drawn is always also said, in a title, a description and a table. What may not live here: numbers of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from markupsafe import Markup

from fairlead.core.pulse.bounds import BORDER
from fairlead.core.pulse.disclosure import Score

_ZONES: Final = (
    # name, where its word stands, how far from there, anchor
    ("strain", "0", "0", 16, 28, "start"),
    ("learning", "100%", "0", -16, 28, "end"),
    ("drift", "0", "100%", 16, -16, "start"),
    ("comfort", "100%", "100%", -16, -16, "end"),
)
_TICKS: Final = (25, 50, 75)
_GRID: Final = (0, 25, 50, 75, 100)
_ROOM_UNDER: Final = 88
"""Over this height the zone’s own word is too near."""
_ROOM_BESIDE: Final = 85
"""Further to the right a word does not fit."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a team was at a wave."""

    safe: float
    matter: float
    label: str

    @property
    def x(self) -> str:
        return f"{self.safe:.1f}%"

    @property
    def y(self) -> str:
        return f"{100 - self.matter:.1f}%"


@dataclass(frozen=True, slots=True)
class Words:
    """What the picture says: what it is, what can be seen, and the name of each zone."""

    title: str
    about: str
    zones: Mapping[str, Any]


def quadrant(now: Point, earlier: Sequence[Point], drawing: Mapping[str, Any], words: Words) -> Markup:
    """earlier: the oldest first."""
    parts = (
        _frame(words),
        _regions(drawing),
        _open_edges(now, drawing),
        _trail([*earlier, now]),
        _here(now, earlier[-1] if earlier else None, drawing),
    )
    return Markup(
        '<svg class="q-svg" width="100%" height="100%" role="img" aria-labelledby="q-t q-d">'
        '<title id="q-t">{}</title><desc id="q-d">{}</desc>{}</svg>'
    ).format(words.title, words.about, Markup("").join(parts))


def _frame(words: Words) -> Markup:
    across, down = f"{BORDER}%", f"{100 - BORDER:.1f}%"
    lines = (
        f'<rect class="q-tr" x="{across}" y="0" width="{100 - BORDER:.1f}%" height="{down}"/>'
        f'<line class="q-axis" x1="{across}" x2="{across}" y1="0" y2="100%"/>'
        f'<line class="q-axis" x1="0" x2="100%" y1="{down}" y2="{down}"/>'
    ) + "".join(
        f'<line class="q-tick" x1="{at}%" x2="{at}%" y1="98.5%" y2="100%"/>'
        f'<line class="q-tick" y1="{at}%" y2="{at}%" x1="0" x2="1.5%"/>'
        for at in _TICKS
    )
    labels = [
        Markup('<text class="ql{}" x="{}" y="{}" dx="{}" dy="{}" text-anchor="{}">{}</text>').format(
            " ql-tr" if name == "learning" else "", *place, words.zones[name]
        )
        for name, *place in _ZONES
    ]
    return Markup(lines) + Markup("").join(labels)  # noqa: S704  numbers alone


def _regions(drawing: Mapping[str, Any]) -> Markup:
    """The larger first, so that the smaller lies on it."""
    shapes = "".join(
        f'<polygon class="q-{round(float(share) * 100)}" points="{_corners(corners)}"/>'
        for share, corners in sorted(drawing["regions"].items(), reverse=True)
    )
    inner = f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">{shapes}</svg>'
    return Markup(inner)  # noqa: S704  numbers alone


def _corners(corners: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{x:g},{100 - y:g}" for x, y in corners)


def _open_edges(now: Point, drawing: Mapping[str, Any]) -> Markup:
    """From the point to the edge behind which it may lie further."""
    ends = {
        ("safe", "low"): ("0", now.y),
        ("safe", "high"): ("100%", now.y),
        ("matter", "low"): (now.x, "100%"),
        ("matter", "high"): (now.x, "0"),
    }
    found = [ends[axis, end] for axis, end in drawing["open_at"]]
    return Markup("").join(
        Markup('<line class="q-open" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(now.x, now.y, x, y)
        for x, y in found
    )


def _trail(points: Sequence[Point]) -> Markup:
    """The oldest has its day, on the side from which the trail does not go."""
    steps = [
        Markup('<line class="q-trail" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(one.x, one.y, two.x, two.y)
        for one, two in pairwise(points)
    ]
    dots = [
        Markup('<circle class="q-old" cx="{}" cy="{}" r="6"/>').format(one.x, one.y) for one in points[:-1]
    ]
    days = [
        Markup('<text class="qd" x="{}" y="{}" dy="{}" text-anchor="middle">{}</text>').format(
            one.x, one.y, -12 if two.matter < one.matter else 22, one.label
        )
        for one, two in list(pairwise(points))[:1]
    ]
    return Markup("").join([*steps, *dots, *days])


def _here(now: Point, before: Point | None, drawing: Mapping[str, Any]) -> Markup:
    """Its word stands under the wider region; over it where the trail comes from below, beside it where there is no
    room over it then."""
    across, up = zip(*max(drawing["regions"].items())[1], strict=True)
    comes_from_below = before is not None and before.matter < now.matter
    is_over = min(up) < 100 - _ROOM_UNDER or (comes_from_below and max(up) < _ROOM_UNDER)
    x, y, dx, dy, anchor = now.safe, *((max(up), 0, -8) if is_over else (min(up), 0, 20)), "middle"
    if comes_from_below and not is_over and max(across) < _ROOM_BESIDE:
        x, y, dx, dy, anchor = max(across), (now.matter + min(up)) / 2, 8, 5, "start"
    return Markup(
        '<circle class="q-now" cx="{}" cy="{}" r="9"/>'
        '<text class="qd qd-now" x="{:.1f}%" y="{:.1f}%" dx="{}" dy="{}" text-anchor="{}">{}</text>'
    ).format(now.x, now.y, x, 100 - y, dx, dy, anchor, now.label)


def line(score: Score, ranges: Mapping[str, Sequence[float]], before: Score | None) -> Markup:
    """One question: where it most likely lies, what was shown of it, and what of the wave before."""
    parts = [f'<line class="grid" x1="{at}%" x2="{at}%" y1="4" y2="28"/>' for at in _GRID]
    parts += [
        f'<line class="{name}" x1="{ranges[of][0]:.1f}%" x2="{ranges[of][1]:.1f}%" y1="16" y2="16"/>'
        for name, of in (("iv90", "most"), ("iv50", "half"))
    ]
    if before is not None:
        parts.append(f'<line class="prev" x1="{before.value}%" x2="{before.value}%" y1="6" y2="26"/>')
    parts.append(
        f'<circle class="dot{" dot-open" if score.coded else ""}" cx="{score.value}%" cy="16" r="6"/>'
    )
    return Markup(f'<svg class="iv" width="100%" height="32" aria-hidden="true">{"".join(parts)}</svg>')  # noqa: S704  numbers alone
