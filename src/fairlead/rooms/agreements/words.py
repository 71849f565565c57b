"""The words of agreements in people's language: acts on buttons, and how one stands, by their ids.

What lives here: labels that pages, API and command line say alike. What may not: rules, sentences of one page."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

ACTS: Final[dict[str, Lazy]] = {
    "agree": _("I can live with it"),
    "see_problem": _("I see a problem, and here it is"),
    "change": _("Propose a change"),
    "withdraw": _("Take the proposal back"),
    "end": _("End the agreement"),
    "look_again": _("Look at it again"),
}
"""An act by its name in the journal -> the text of its button. A test holds the keys to the law's acts."""
OF_TWO: Final[dict[str, Lazy]] = {"agree": _("I agree to my side")}
OF_TEAM: Final[dict[str, Lazy]] = {"end": _("It binds me no longer")}
VERDICTS: Final[dict[str, Lazy]] = {"keep": _("Keep it"), "change": _("Change it"), "drop": _("Drop it")}


def label_of(act: str, *, is_team: bool) -> str:
    """What the button says; between two people one says it for oneself."""
    return str((OF_TEAM if is_team else OF_TWO).get(act, ACTS[act]))
