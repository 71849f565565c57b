"""Pictures drawn on the server: the ring of a promise, and its story as two strands.

Pure functions from words to SVG with class names only: no style, no script, no clock. What is drawn
is always also said: a ring has a label, a strand stands beside its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin
from typing import Final, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

Role = Literal["asker", "doer"]
Side = Literal["a", "b", "ab"]

STEPS: Final = ("ask", "agree", "do", "check")

_REACHED: Final = {
    "draft": 0,
    "PROPOSED": 1,
    "QUESTION": 1,
    "PONDERING": 1,
    "PROMISED": 2,
    "CHANGE": 2,
    "RELEASE": 2,
    "REPORTED": 3,
    "GAP": 3,
    "satisfied": 4,
    "declined": 1,
    "withdrawn": 1,
    "released": 2,
    "revoked": 2,
    "cancelled": 2,
    "closed_with_gap": 3,
    "closed_unassessed": 3,
}
"""How many of the four steps lie behind a promise at each stage."""

_TALKING: Final = frozenset({"CHANGE", "RELEASE", "GAP"})
"""Stages in which a conversation is open: marked in marigold."""

ICONS: Final = {
    "request": "message-circle-question-mark",
    "offer": "heart",
    "accept": "handshake",
    "counter": "arrow-left-right",
    "ask": "message-circle-question-mark",
    "answer_by": "hourglass",
    "decline": "x",
    "amend": "pencil",
    "withdraw": "undo-2",
    "clarify": "messages-square",
    "report_done": "circle-check",
    "declare_satisfied": "check",
    "flag_risk": "flag",
    "propose_change": "repeat",
    "propose_release": "unlink",
    "agree": "handshake",
    "keep_terms": "link",
    "take_back": "undo-2",
    "name_gap": "circle-dashed",
    "close_with_gap": "circle-dashed",
    "retract_report": "rotate-ccw",
    "close_unassessed": "circle-dashed",
    "agree_to_fix": "handshake",
    "contest": "messages-square",
    "revoke": "circle-x",
    "cancel": "circle-x",
    "note": "notebook-pen",
    "thank": "heart",
    "read_back": "quote",
    "confirm_read_back": "check",
}
"""The icon of an act, by its name in the journal. An act without one is drawn as a note."""

_TIES: Final = frozenset({"accept", "agree", "agree_to_fix"})
_HOLDS: Final = frozenset({"keep_terms", "take_back"})
_LOOSENS: Final = frozenset({"flag_risk", "propose_change", "propose_release", "name_gap"})
_NEARS: Final = frozenset({"propose_change", "counter"})

APART, LOOSE, NEAR, TIED = 22, 21, 15, 13
"""How far the two strands run from each other, in the strand's own units."""


def steps_done(stage: str) -> int:
    """How many of ask, agree, do, check are behind a promise in this stage (`CHANGE/GAP` counts as GAP)."""
    name, _slash, came_from = stage.partition("/")
    return _REACHED[came_from or name]


def step_names() -> tuple[str, str, str, str]:
    return _("Ask"), _("Agree"), _("Do"), _("Check")


def ring(
    stage: str, *, is_talking: bool = False, size: int = 40, label: str | None = None, language: str = ""
) -> Markup:
    """The promise cycle as four arcs: done, now (with a dot), still to come. `is_talking` also turns
    the dot marigold where the stage alone does not: a risk was raised, a date has passed.
    `language`: the active one, for who draws many."""
    language = language or get_language() or "en"
    return _ring(stage, is_talking=is_talking, size=size, label=label, _language=language)


@lru_cache(maxsize=2048)
def _ring(stage: str, *, is_talking: bool, size: int, label: str | None, _language: str) -> Markup:
    done = steps_done(stage)
    now = done if stage[0].isupper() else None
    talking = is_talking or stage.partition("/")[0] in _TALKING
    arcs = "".join(_arc(i, done, now, talking=talking) for i in range(4))
    if done == 4:
        arcs += '<path class="arc-tick" d="M14 20.5l4.2 4.2L26.5 16"/>'
    return Markup(  # noqa: S704  numbers, and a label that is escaped
        f'<svg class="ring" width="{size}" height="{size}" viewBox="0 0 40 40" role="img" '
        f'aria-label="{escape(label or _ring_label(done, now))}">{arcs}</svg>'
    )


def _ring_label(done: int, now: int | None) -> str:
    if done == 4:
        return _("Kept")
    if now is None:
        return _("Ended") if done else _("Draft")
    return _("Step %(number)d of 4: %(step)s") % {"number": now + 1, "step": step_names()[now]}


def _arc(i: int, done: int, now: int | None, *, talking: bool) -> str:
    radius, gap = 15.5, 34
    start = -90 + i * 90 + gap / 2
    end = start + 90 - gap
    (x0, y0), (x1, y1) = _on_ring(start, radius), _on_ring(end, radius)
    state = "done" if i < done else "now" if i == now else "todo"
    side = ("a", "ab", "b", "a")[i]
    drawn = f'<path class="arc arc-{side} {state}" d="M{x0} {y0}A{radius} {radius} 0 0 1 {x1} {y1}"/>'
    if state == "now":
        x, y = _on_ring((start + end) / 2, radius)
        drawn += f'<circle class="arc-dot{" risk" if talking else ""}" cx="{x}" cy="{y}" r="4.6"/>'
    return drawn


def _on_ring(angle: float, radius: float) -> tuple[str, str]:
    turn = angle * pi / 180
    return f"{20 + radius * cos(turn):.2f}", f"{20 + radius * sin(turn):.2f}"


@dataclass(frozen=True, slots=True)
class Knot:
    """One event of a story as it is drawn: whose it is, its icon, and the strands below it (none at an end)."""

    side: Side
    icon: str
    strand: Markup


def story(acts: Sequence[tuple[str, Role]], *, is_open: bool) -> tuple[Knot, ...]:
    """A knot for each act, oldest first, and one more for what comes next while the promise is open.

    The strands run apart while people negotiate, tie when both agree, loosen when a risk is raised
    or something else is proposed, and tie again. A side that has not spoken yet is dotted."""
    widths = list(_widths(acts))
    spoken: set[Role] = set()
    knots = []
    for number, ((act, by), (before, after)) in enumerate(zip(acts, pairwise([APART, *widths]), strict=True)):
        spoken.add(by)
        is_last = number == len(acts) - 1 and not is_open
        strands = (
            Markup("")
            if is_last
            else strand(
                before,
                after,
                twists=0 if after == APART else 2,
                is_asker_dotted="asker" not in spoken,
                is_doer_dotted="doer" not in spoken,
            )
        )
        knots.append(Knot(_side(act, by), ICONS.get(act, "notebook-pen"), strands))
    if is_open:
        now = widths[-1] if widths else APART
        ahead = strand(
            now,
            now if now == APART else TIED,
            twists=0 if now == APART else 2,
            is_asker_dotted=True,
            is_doer_dotted=True,
        )
        knots.append(Knot("ab", "", ahead))
    return tuple(knots)


def _side(act: str, by: Role) -> Side:
    if act in _TIES:
        return "ab"
    return "a" if by == "asker" else "b"


def _widths(acts: Iterable[tuple[str, Role]]) -> Iterable[int]:
    """The distance of the strands after each act."""
    width = APART
    for act, _by in acts:
        if act in _TIES or (act in _HOLDS and width != APART):
            width = TIED
        elif width != APART and width > TIED and act in _NEARS:
            width = NEAR
        elif width != APART and act in _LOOSENS:
            width = LOOSE
        yield width


@lru_cache(maxsize=512)
def strand(
    before: int, after: int, *, twists: int = 0, is_asker_dotted: bool = False, is_doer_dotted: bool = False
) -> Markup:
    """The stretch of the two strands below one event: from one distance to another, with half turns."""
    count = 1 if not twists and before == after else 40
    asker, doer = [], []
    for i in range(count + 1):
        t = i / count
        ease = t * t * (3 - 2 * t)
        half = (before + (after - before) * ease) / 2 * cos(pi * twists * t)
        asker.append(f"{24 - half:.1f} {t * 100:.4g}")
        doer.append(f"{24 + half:.1f} {t * 100:.4g}")
    return Markup(  # noqa: S704  nothing but numbers
        '<svg class="strand" viewBox="0 0 48 100" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="sb{" dashed" if is_doer_dotted else ""}" d="M{"L".join(doer)}"/>'
        f'<path class="sa{" dashed" if is_asker_dotted else ""}" d="M{"L".join(asker)}"/></svg>'
    )


_CORD: Final = Markup(
    '<svg class="cord" width="100%" height="16" aria-hidden="true"><defs>'
    '<pattern id="twist" width="60" height="16" patternUnits="userSpaceOnUse">'
    '<path class="sb" d="M0 13C15 13 15 3 30 3S45 13 60 13"/><path class="sa" d="M0 3C15 3 15 13 30 13S45 3 60 3"/>'
    '</pattern></defs><rect width="100%" height="16" fill="url(#twist)"/></svg>'
)


def cord() -> Markup:
    """The two strands twisted, lying: where two sides meet in an agreement. Once a page, as wide as its place."""
    return _CORD
