"""The sentences of mails: what a move means to the one who hears of it.

What may not: which mail goes, names of stages (doors/rows.py)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TURNS: Final = {
    "request": gettext_noop("%(name)s asks you"),
    "offer": gettext_noop("%(name)s offers you"),
    "counter": gettext_noop("%(name)s suggests a change"),
    "amend": gettext_noop("%(name)s changed the words"),
    "ask": gettext_noop("%(name)s has a question"),
    "clarify": gettext_noop("%(name)s answered your question"),
    "accept": gettext_noop("%(name)s said yes"),
    "propose_change": gettext_noop("%(name)s needs to renegotiate"),
    "propose_release": gettext_noop("%(name)s would like to let this go"),
    "report_done": gettext_noop("%(name)s says it is done: please check"),
    "name_gap": gettext_noop("%(name)s says what is still open"),
    "contest": gettext_noop("%(name)s sees it differently"),
    "answer_by": gettext_noop("%(name)s asked for time"),
    "decline": gettext_noop("%(name)s said: not this time. It is a clear no"),
    "withdraw": gettext_noop("%(name)s took it back"),
    "flag_risk": gettext_noop("%(name)s sees a risk, and said so early"),
    "agree": gettext_noop("%(name)s agreed"),
    "keep_terms": gettext_noop("%(name)s would like to keep what you agreed"),
    "take_back": gettext_noop("%(name)s said: never mind"),
    "agree_to_fix": gettext_noop("%(name)s will put it right"),
    "retract_report": gettext_noop("%(name)s says it is not done after all"),
    "declare_satisfied": gettext_noop("%(name)s says: that’s it, thank you"),
    "close_with_gap": gettext_noop("%(name)s closed it as it is"),
    "close_unassessed": gettext_noop("%(name)s closed it unchecked"),
    "revoke": gettext_noop("%(name)s can’t keep this, and says why"),
    "cancel": gettext_noop("%(name)s no longer needs this"),
    "note": gettext_noop("%(name)s wrote a note"),
    "thank": gettext_noop("%(name)s thanks you"),
    "read_back": gettext_noop("%(name)s said it back in their own words"),
    "confirm_read_back": gettext_noop("%(name)s answered what you said back"),
}
"""For every act of the law: what the other one is told. Never more than the act."""


def told(act: str, name: str) -> str:
    """One sentence without its full stop, in the active language."""
    return _(TURNS[act]) % {"name": name}
