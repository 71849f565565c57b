"""What was seen in a wave, in sentences: said of what is published alone, never of anything behind it.

What may not live here: sentences the wave's own page has (saying.py), a rule of what is shown (core/pulse/disclosure.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fairlead.core.pulse.disclosure import Score
from fairlead.core.pulse.items import AXES, instrument
from fairlead.rooms.pulses.queries.balance import BalanceShown
from fairlead.rooms.pulses.web.saying import alike, headline, value, ways
from fairlead.rooms.pulses.words import AXES as AXIS_WORDS
from fairlead.rooms.pulses.words import PARTICIPATION


def saw(shown: BalanceShown) -> list[str]:
    """Nothing, where nothing was published."""
    now = shown.now
    if now is None:
        return []
    scores = zip(AXES, (now.told.safe, now.told.matter), strict=True)
    figures = [
        _("%(axis)s: %(figure)s on a scale of 100.") % {"axis": AXIS_WORDS[axis], "figure": value(score)}
        for axis, score in scores
    ]
    ends = _ends(now.told.items, shown.instrument)
    return [
        headline(now.zone),
        *figures,
        *ways(now, shown.earlier),
        *([alike(now, settings.PULSE_THRESHOLDS)] if now.told.alike else []),
        *ends,
        str(PARTICIPATION[now.told.participation]),
    ]


def _ends(items: Mapping[str, Score], told: str) -> Iterator[str]:
    """The question with the lowest figure and the one with the highest, where each stands alone there."""
    by_height = sorted(items, key=lambda code: (items[code].value, code))
    if len(by_height) < 2:
        return
    for words, (code, other) in (
        (_("Lowest of the questions: “%(item)s” (%(figure)s)."), by_height[:2]),
        (_("Highest of the questions: “%(item)s” (%(figure)s)."), by_height[:-3:-1]),
    ):
        if items[code].value != items[other].value:
            text = instrument(told).item(code).text
            item = text.get(get_language() or "en", text["en"]).rstrip(".")
            yield words % {"item": item, "figure": value(items[code])}
