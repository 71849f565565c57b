"""The hints of core/clarity in people's words, for the composer, the API and draft_request.

What lives here: one sentence a code. What may not: any rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairlead.core.clarity import Hint
from fairlead.doors.words import in_words

Facts = Mapping[str, str | int]


def clarity_sentence(hint: Hint) -> str:
    """The sentence for a hint, in the active language. KeyError for a code without one."""
    return _SENTENCES[hint.code](hint.facts)


def _points(facts: Facts) -> str:
    count = int(facts["count"])
    return ngettext(
        "%(number)s point says what done means",
        "%(number)s points say what done means",
        count,
    ) % {"number": in_words(count)}


def _vague_standard(facts: Facts) -> str:
    if facts["point"]:
        return _("Point %(point)s says “%(words)s”. What would you both see when it is there?") % dict(facts)
    return _("“%(words)s” can mean many things. What would you both see when it is there?") % dict(facts)


_SENTENCES: Final[Mapping[str, Callable[[Facts], str]]] = {
    "has_date": lambda _facts: _("It has a date"),
    "no_date": lambda _facts: _("No date yet. It can be sent without one, but not promised without one."),
    "vague_date": lambda facts: (
        _("“%(words)s” is a different day for each of you. Which day would do?") % dict(facts)
    ),
    "date_in_words": lambda facts: (
        _("You wrote “%(words)s”. Put it in the date too, and you both read the same day.") % dict(facts)
    ),
    "has_standard": _points,
    "no_standard": lambda _facts: _(
        "No point yet says what done means. Two or three things you could both check are enough."
    ),
    "vague_standard": _vague_standard,
    "nobody": lambda facts: (
        _("“%(words)s” could be anybody. Say what you ask of this one person.") % dict(facts)
    ),
    "two_asks": lambda facts: (
        _(
            "This may be two asks: the second seems to begin at “%(words)s”. "
            "Two separate ones can be answered separately."
        )
        % dict(facts)
    ),
    "no_way_to_say_no": lambda facts: (
        _("“%(words)s” leaves little room for a no. A yes counts for more where a no is possible.")
        % dict(facts)
    ),
    "has_reason": lambda _facts: _("It says why"),
    "no_reason": lambda _facts: _(
        "No reason yet. People say a better no, or a better yes, when they know why."
    ),
    "softener": lambda facts: (
        _("For your information: “%(words)s” makes it softer, and the ask a little harder to see.")
        % dict(facts)
    ),
}
