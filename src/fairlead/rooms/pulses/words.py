"""The words of the pulse in people's language: zones, axes, headlines, what to ask and to try.

What lives here: tables a page chooses from. What may not: choosing (web/saying.py), the questions themselves
(core/pulse/instruments)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

AXES: Final[dict[str, Lazy]] = {"safe": _("Safe to speak"), "matter": _("Agreements matter")}
OTHERS: Final = _("Also asked this time")
ZONES: Final[dict[str, Lazy]] = {
    "learning": _("Learning"),
    "comfort": _("Comfort"),
    "strain": _("Strain"),
    "drift": _("Drift"),
}
IN_A_SENTENCE: Final[dict[str, Lazy]] = {
    "learning": _("learning"),
    "comfort": _("comfort"),
    "strain": _("strain"),
    "drift": _("drift"),
}

NAMED: Final[dict[str, Lazy]] = {
    "learning": _("It is safe to speak, and agreements matter."),
    "comfort": _("It is safe to speak. Agreements matter less."),
    "strain": _("Agreements matter. Speaking up is less safe."),
    "drift": _("Speaking up and keeping agreements are both low just now."),
}
BETWEEN: Final[dict[frozenset[str], Lazy]] = {
    frozenset(("learning", "strain")): _(
        "Between learning and strain: agreements matter, and how safe it is to speak is less certain."
    ),
    frozenset(("learning", "comfort")): _(
        "Between learning and comfort: it is safe to speak, and how much agreements matter is less certain."
    ),
    frozenset(("strain", "drift")): _(
        "Between strain and drift: speaking up is less safe, and how much agreements matter is not certain."
    ),
    frozenset(("comfort", "drift")): _(
        "Between comfort and drift: agreements matter less, and how safe it is to speak is not certain."
    ),
    frozenset(("comfort", "strain")): _(
        "Between comfort and strain: one of the two is lower, and the answers do not tell which."
    ),
    frozenset(("learning", "drift")): _(
        "Between learning and drift: both go together here, and the answers do not tell how high."
    ),
}
"""By the two zones. Three and four have a sentence of their own (web/saying.py)."""

PARTICIPATION: Final[dict[str, Lazy]] = {
    "90+": _("Nearly everybody who was asked answered: nine in ten or more."),
    "75-89": _("Between 75 and 89 % of those who were asked answered."),
    "50-74": _("Between 50 and 74 % of those who were asked answered."),
    "<50": _(
        "Fewer than half of those who were asked answered, so it speaks for them and not for everybody."
    ),
}
WAYS: Final[dict[tuple[str, str], Lazy]] = {
    ("safe", "rising"): _("Safe to speak is rising over the last three pulses."),
    ("safe", "falling"): _("Safe to speak is falling over the last three pulses."),
    ("matter", "rising"): _("That agreements matter is rising over the last three pulses."),
    ("matter", "falling"): _("That agreements matter is falling over the last three pulses."),
}
ALIKE: Final[dict[tuple[str | None, str | None], Lazy]] = {
    ("alike", "alike"): _("You see both alike: most answers lie close together."),
    ("apart", "apart"): _(
        "You see both differently: the answers lie far apart, and the picture has their middle."
    ),
    ("alike", "apart"): _(
        "How safe it is to speak, you see alike. How much agreements matter, you see differently: there the answers lie far"
        " apart."
    ),
    ("apart", "alike"): _(
        "How much agreements matter, you see alike. How safe it is to speak, you see differently: there the answers lie far"
        " apart."
    ),
    ("alike", None): _("How safe it is to speak, you see alike: most answers lie close together."),
    ("apart", None): _("How safe it is to speak, you see differently: the answers lie far apart."),
    (None, "alike"): _("How much agreements matter, you see alike: most answers lie close together."),
    (None, "apart"): _("How much agreements matter, you see differently: the answers lie far apart."),
}
"""By the word on each axis. None on both has a sentence of its own (web/saying.py)."""


@dataclass(frozen=True, slots=True)
class Lean:
    """One question for the team to talk about, and one small thing to try."""

    question: Lazy
    attempt: Lazy
    how: Lazy


LEANS: Final[dict[str, Lean]] = {
    "strain": Lean(
        _("What is hard to say here just now, and what would make it easier?"),
        _("Thank the next early warning, in the open."),
        _("And with the next ask, make room for a no: say that it would be a good answer, too."),
    ),
    "comfort": Lean(
        _("Where does each of us mean something else by “done”?"),
        _("Agree what done means for one thing that is under way."),
        _("Two points that both of you could check are enough."),
    ),
    "drift": Lean(
        _("Which one promise would help most if it were kept?"),
        _("Keep one promise of whoever leads, and close one loop."),
        _("Say when it is done, and answer one thing somebody told you."),
    ),
    "learning": Lean(
        _("What do we want to keep just as it is, and who is not part of it yet?"),
        _("Keep it, and widen it."),
        _("Ask somebody new to say an ask back in their own words."),
    ),
}
