"""The words of the law in people's language: acts on buttons, stages as they are shown.

What lives here: words that more than one door says. What may not: rules, sentences of one page."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _


def written(text: str) -> str:
    """What somebody wrote where something must stand: an empty text is one that was erased."""
    return text or gettext("(erased)")


LABELS: Final[dict[str, Lazy]] = {
    "request": _("Ask"),
    "offer": _("Offer"),
    "accept": _("Yes, I promise"),
    "counter": _("Suggest a change"),
    "ask": _("Ask a question"),
    "answer_by": _("I need time"),
    "decline": _("Not this time"),
    "withdraw": _("Take it back"),
    "amend": _("Change what I said"),
    "clarify": _("Answer"),
    "flag_risk": _("I see a risk"),
    "propose_change": _("I need to renegotiate"),
    "propose_release": _("Let’s drop this"),
    "agree": _("I agree"),
    "keep_terms": _("Keep what we agreed"),
    "take_back": _("Never mind"),
    "report_done": _("Done: please check"),
    "declare_satisfied": _("That’s it, thank you"),
    "name_gap": _("Not yet: here is what’s missing"),
    "contest": _("I see it differently"),
    "agree_to_fix": _("I’ll put it right by"),
    "close_with_gap": _("Close it as it is"),
    "retract_report": _("Not done after all"),
    "close_unassessed": _("Close it unchecked"),
    "revoke": _("I can’t keep this"),
    "cancel": _("I no longer need this"),
    "note": _("Add a note"),
    "thank": _("Say thanks"),
    "read_back": _("Say it back"),
    "confirm_read_back": _("Did I say it back right?"),
}
"""An act by its name in the journal -> the text of its button. A test holds the keys to the law's acts."""

STAGES: Final[dict[str, Lazy]] = {
    "PROPOSED": _("Waiting for a reply"),
    "QUESTION": _("A question"),
    "PONDERING": _("Asked for time"),
    "PROMISED": _("On its way"),
    "CHANGE": _("Change suggested"),
    "RELEASE": _("Asked to let go"),
    "REPORTED": _("Please check"),
    "GAP": _("Not yet"),
    "satisfied": _("Kept"),
    "declined": _("Not this time"),
    "withdrawn": _("Taken back"),
    "released": _("Released"),
    "revoked": _("Given back"),
    "cancelled": _("No longer needed"),
    "closed_with_gap": _("Closed as it is"),
    "closed_unassessed": _("Closed unchecked"),
}

FIELDS: Final[dict[str, Lazy]] = {
    "outcome": _("What"),
    "due": _("By"),
    "standard": _("Done means"),
    "purpose": _("Why it matters"),
    "background": _("Good to know"),
    "needs": _("What is needed"),
    "check_ins": _("We talk on"),
    "assess_by": _("Checked by"),
}


def stage_name(stage: str, *, is_counter: bool = False) -> str:
    """How a stage is shown; `CHANGE/GAP` as CHANGE. is_counter: the other way round was proposed."""
    name = stage.partition("/")[0]
    return str(STAGES["CHANGE" if name == "PROPOSED" and is_counter else name])


NUMBERS: Final = (
    gettext_noop("No"),
    gettext_noop("One"),
    gettext_noop("Two"),
    gettext_noop("Three"),
    gettext_noop("Four"),
    gettext_noop("Five"),
    gettext_noop("Six"),
    gettext_noop("Seven"),
    gettext_noop("Eight"),
    gettext_noop("Nine"),
    gettext_noop("Ten"),
    gettext_noop("Eleven"),
    gettext_noop("Twelve"),
)


def in_words(count: int) -> str:
    """ "Two" to "Twelve" as a word that begins a sentence; a larger number in figures."""
    return gettext(NUMBERS[count]) if count < len(NUMBERS) else str(count)
