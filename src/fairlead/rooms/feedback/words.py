"""The words of feedback in people's language: acts on buttons, stages, what it is about.

What lives here: labels that pages, API and command line say alike. What may not: rules, sentences of one page."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

ACTS: Final[dict[str, Lazy]] = {
    "hear": _("Say it back"),
    "confirm": _("Answer what was said back"),
    "decide": _("Say what we will do"),
    "done": _("We did it"),
    "changed": _("Did it change anything?"),
    "say": _("Say one more thing"),
    "leave": _("May the team read what was decided?"),
}
"""An act by its name in the journal -> the text of its button. A test holds the keys to the law's acts."""

STAGES: Final[dict[str, Lazy]] = {
    "received": _("Waits to be heard"),
    "said_back": _("Said back"),
    "heard": _("Heard: waits for an answer"),
    "will": _("We will"),
    "not_now": _("Not now"),
    "done": _("We did"),
    "changed": _("It changed something"),
}

ABOUT: Final[dict[str, Lazy]] = {
    "request": _("A request or a promise"),
    "agreement": _("An agreement"),
    "way_of_working": _("A way of working"),
    "pulse": _("The pulse"),
}

ANSWERS: Final[dict[str, dict[str, Lazy]]] = {
    "confirm": {"yes": _("Yes, that’s it"), "partly": _("Partly"), "no": _("Not quite")},
    "changed": {"yes": _("Yes, it did"), "partly": _("Partly so"), "no": _("No, it did not")},
    "leave": {"yes": _("Yes, without my name"), "no": _("No, keep it between us")},
}
