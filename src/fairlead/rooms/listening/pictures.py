"""Small pictures of a year of one's own figures: a dot a talk, on the line of its year. No norm, no aim, nobody else.

Pure functions from numbers to SVG with class names only; what is drawn is also said. What may not live here: a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from fairlead.rooms.listening import words
from fairlead.rooms.listening.queries.kept import KeptTalk

DRAWN: Final = ("talk_share", "turn_words", "pauses", "questions", "telling")
WIDTH: Final = 320
HEIGHT: Final = 48
EDGE: Final = 6
"""So that a dot at the border is whole."""


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    drawing: Markup


def pictures(talks: Sequence[KeptTalk], year: int) -> list[Picture]:
    """One a figure that has a number in any of these talks, which are in order of their days."""
    found = [(id_, [(one.on, v) for one in talks if (v := one.value(id_)) is not None]) for id_ in DRAWN]
    return [Picture(_(words.FIGURES[id_]), drawn(points, year)) for id_, points in found if points]


def drawn(points: Sequence[tuple[date, float]], year: int) -> Markup:
    """From January to December, from nothing at the bottom to its own highest at the top."""
    most = max((value for _on, value in points), default=0) or 1
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    places = [
        (
            EDGE + (WIDTH - 2 * EDGE) * (on - date(year, 1, 1)).days / days,
            HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / most,
        )
        for on, value in points
    ]
    lines = [
        Markup('<line class="yp-line" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>') % (*one, *other)
        for one, other in pairwise(places)
    ]
    dots = [Markup('<circle class="yp-dot" cx="%.1f" cy="%.1f" r="4"/>') % place for place in places]
    floor = Markup('<line class="yp-floor" x1="0" y1="%d" x2="%d" y2="%d"/>') % (
        HEIGHT - EDGE,
        WIDTH,
        HEIGHT - EDGE,
    )
    told = ngettext("%(number)s talk in %(year)s", "%(number)s talks in %(year)s", len(points)) % {
        "number": len(points),
        "year": year,
    }
    head = Markup('<svg class="year-pic" viewBox="0 0 %d %d" role="img" aria-label="%s">') % (
        WIDTH,
        HEIGHT,
        told,
    )
    return Markup("").join([head, floor, *lines, *dots, Markup("</svg>")])
