"""What the promises show, beside the pulse of the team and never joined to it: whole numbers, frozen for the week; and a
card where the two say something else.

What may not live here: counting, thresholds (core/process.py), anything by person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from fairlead.core.process import DAYS, EVENTS, PEOPLE, Count
from fairlead.core.pulse.bounds import BORDER
from fairlead.doors.pages import Tells, fragment
from fairlead.doors.who import viewer_of
from fairlead.rooms.pulses.queries.balance import BalanceShown, Shown
from fairlead.rooms.team.queries.rhythm import counts_of

WORDS: Final[dict[str, Lazy]] = {
    "clear": _("Asks with a date, what done means, and a yes"),
    "noes": _("Asks somebody said no to, or suggested to change"),
    "moved": _("Renegotiated before the day, of all that moved or slipped"),
    "warned": _("Early words with two days to spare"),
    "kept": _("Kept as agreed, of what has ended"),
    "answered": _("Signed feedback to the team with an answer in 30 days"),
    "talked": _("Slips that were talked about"),
}
"""A test holds the keys to those that are counted."""
ENOUGH: Final = 20
"""asks, before it means something that nobody said no"""


@dataclass(frozen=True, slots=True)
class Card:
    """Where people say one thing and the promises show another. axis: the one that is said to be high."""

    axis: str
    sign: str
    differs: Callable[[Count], bool]
    words: Lazy


CARDS: Final = (
    Card(
        "safe",
        "noes",
        lambda count: count.whole >= ENOUGH and count.part == 0,
        _("People say it is safe to speak; in %(whole)d asks nobody has said no or suggested a change. Ask about it."),
    ),
    Card(
        "safe",
        "talked",
        lambda count: count.part * 4 < count.whole,
        _("People say it is safe to speak; of %(whole)d things that slipped %(part)d were talked about. Ask about it."),
    ),
    Card(
        "matter",
        "moved",
        lambda count: count.part * 2 < count.whole,
        _("People say agreements matter; of %(whole)d dates that moved or slipped %(part)d were renegotiated before the day. Ask about it."),
    ),
)  # fmt: skip


def beside_balance(request: HttpRequest, shown: BalanceShown) -> Markup:
    viewer = viewer_of(request)
    counts = counts_of(viewer=viewer, team=shown.team)
    signs = {name: count for name, count in counts.signs.items() if count} if counts else {}
    return fragment(
        request,
        "team/also-balance.html",
        signs=[(WORDS[name], count) for name, count in signs.items()],
        cards=list(_cards(signs, shown.now)) if shown.now else [],
        taken_at=counts.taken_at if counts else None,
        limits={"people": PEOPLE, "events": EVENTS, "days": DAYS},
    )


def _cards(signs: Mapping[str, Count], now: Shown) -> Iterator[str]:
    for card in CARDS:
        score, count = (now.told.safe if card.axis == "safe" else now.told.matter), signs.get(card.sign)
        if score.value > BORDER and count is not None and card.differs(count):
            yield str(card.words) % {"part": count.part, "whole": count.whole}


TELLS: Final[dict[str, Tells]] = {"balance": beside_balance}
