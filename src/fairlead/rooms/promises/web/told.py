"""The story of a promise in words: who did what, and what changed from old to new.

What may not live here: HTML, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from fairlead.core.calendar import Moment
from fairlead.core.journal import write_at
from fairlead.core.promise.terms import Terms, kept_moment
from fairlead.doors.dates import Dates
from fairlead.doors.names import first_name
from fairlead.doors.rows import Event
from fairlead.doors.words import FIELDS
from fairlead.rooms.promises.queries.show import PromiseShown, Told

# act -> (said of the reader, said of the other)
SAID: Final[dict[str, tuple[Lazy, Lazy]]] = {
    "request": (lazy("You asked"), lazy("%(name)s asked")),
    "offer": (lazy("You offered"), lazy("%(name)s offered")),
    "accept": (lazy("You said yes"), lazy("%(name)s said yes")),
    "counter": (lazy("You suggested a change"), lazy("%(name)s suggested a change")),
    "ask": (lazy("You asked a question"), lazy("%(name)s asked a question")),
    "answer_by": (lazy("You asked for time"), lazy("%(name)s asked for time")),
    "decline": (lazy("You said: not this time"), lazy("%(name)s said: not this time")),
    "amend": (lazy("You changed what you said"), lazy("%(name)s changed what they said")),
    "withdraw": (lazy("You took it back"), lazy("%(name)s took it back")),
    "clarify": (lazy("You answered"), lazy("%(name)s answered")),
    "report_done": (lazy("You said it’s done"), lazy("%(name)s said it’s done")),
    "declare_satisfied": (lazy("You said: that’s it"), lazy("%(name)s said: that’s it")),
    "flag_risk": (lazy("You raised a risk"), lazy("%(name)s raised a risk")),
    "propose_change": (lazy("You suggested a change"), lazy("%(name)s suggested a change")),
    "propose_release": (lazy("You asked to let it go"), lazy("%(name)s asked to let it go")),
    "agree": (lazy("You agreed"), lazy("%(name)s agreed")),
    "keep_terms": (lazy("You kept what was agreed"), lazy("%(name)s kept what was agreed")),
    "take_back": (lazy("You took the suggestion back"), lazy("%(name)s took the suggestion back")),
    "name_gap": (lazy("You said: not yet"), lazy("%(name)s said: not yet")),
    "close_with_gap": (lazy("You closed it as it is"), lazy("%(name)s closed it as it is")),
    "retract_report": (lazy("You said: not done after all"), lazy("%(name)s said: not done after all")),
    "close_unassessed": (lazy("You closed it unchecked"), lazy("%(name)s closed it unchecked")),
    "agree_to_fix": (lazy("You said when you put it right"), lazy("%(name)s said when they put it right")),
    "contest": (lazy("You see it differently"), lazy("%(name)s sees it differently")),
    "revoke": (lazy("You gave it back"), lazy("%(name)s gave it back")),
    "cancel": (lazy("You no longer need it"), lazy("%(name)s no longer needs it")),
    "note": (lazy("You wrote a note"), lazy("%(name)s wrote a note")),
    "thank": (lazy("You said thanks"), lazy("%(name)s said thanks")),
    "read_back": (lazy("You said it back"), lazy("%(name)s said it back")),
    "confirm_read_back": (lazy("You answered the read-back"), lazy("%(name)s answered the read-back")),
}

ANSWERED: Final[dict[str, Lazy]] = {
    "yes": lazy("Yes, that’s it."),
    "partly": lazy("Partly."),
    "no": lazy("Not quite."),
}


def _title(told: Told, promise: PromiseShown, dates: Dates, due: Moment | None) -> str:
    """due: the date that held when it happened."""
    if told.agreed and told.act in ("accept", "agree"):
        return _("You both agreed") if promise.mine else _("Both agreed")
    name = first_name(promise.asker.name if told.role == "asker" else promise.doer.name)
    words = SAID[told.act][0 if told.role == promise.me else 1] % {"name": name}
    early = _early(told, dates, due)
    return f"{words}, {early}" if early else words


def _early(told: Told, dates: Dates, due: Moment | None) -> str:
    """A risk is raised so many days before the date: that is worth saying."""
    if told.act != "flag_risk" or due is None:
        return ""
    days = (dates.date_of(due.at_utc) - dates.date_of(told.at)).days
    return (
        ngettext("%(number)d day early", "%(number)d days early", days) % {"number": days} if days > 0 else ""
    )


def moment_words(moment: Moment | None, dates: Dates) -> str:
    return dates.moment(moment.at_utc) if moment else ""


def list_words(texts: Iterable[str]) -> str:
    return " · ".join(texts)


_READ: Final[dict[str, Callable[[Terms, Dates], str]]] = {
    "outcome": lambda terms, _dates: terms.outcome,
    "due": lambda terms, dates: moment_words(terms.due, dates),
    "standard": lambda terms, _dates: list_words(terms.standard),
    "purpose": lambda terms, _dates: terms.purpose or "",
    "background": lambda terms, _dates: terms.background or "",
    "needs": lambda terms, dates: list_words(
        f"{need.text} ({dates.moment(need.due.at_utc)})" for need in terms.needs
    ),
    "check_ins": lambda terms, dates: list_words(dates.moment(moment.at_utc) for moment in terms.check_ins),
    "assess_by": lambda terms, dates: moment_words(terms.assess_by, dates),
}


def term_words(terms: Terms, dates: Dates) -> dict[str, str]:
    """Every field of a version in words, empty where nothing is said."""
    return {name: read(terms, dates) for name, read in _READ.items()}


def changes(before: Terms, after: Terms, dates: Dates) -> list[tuple[str, str, str]]:
    """(field, old words, new words) of what differs; a check-by moment that only followed the date is left out."""
    old, new = term_words(before, dates), term_words(after, dates)
    names = [name for name in old if old[name] != new[name]]
    if "due" in names and "assess_by" in names:
        names.remove("assess_by")
    return [(name, old[name], new[name]) for name in names]


def _note(told: Told, promise: PromiseShown, dates: Dates) -> str:
    if told.is_erased:
        return _("What was written here has been erased.")
    if told.agreed:
        return _agreed_words(told, promise)
    if told.answer:
        return str(ANSWERED[told.answer])
    if told.conditions:
        points = promise.state.terms.standard
        open_points = [points[number - 1] for number in told.conditions if number <= len(points)]
        return _("Still open: %(points)s") % {"points": list_words(open_points)}
    if told.date and told.act == "answer_by":
        return _("An answer will come by %(when)s.") % {"when": moment_words(kept_moment(told.date), dates)}
    return ""


def _agreed_words(told: Told, promise: PromiseShown) -> str:
    words = _("The date and what done means are fixed as version %(version)d.") % {"version": told.version}
    return (
        " ".join((words, _("Said back: “%(words)s”") % {"words": told.read_back}))
        if told.read_back
        else words
    )


def _text(told: Told) -> str:
    if told.terms and told.before is None and not told.text:
        return told.terms.outcome
    return told.text or (told.read_back if told.act == "read_back" and told.read_back else "") or ""


def events_of(promise: PromiseShown, dates: Dates) -> list[Event]:
    """The story, oldest first, ready to be shown."""
    events = []
    written: Terms | None = None
    due: Moment | None = None
    for told in promise.story:
        written = told.terms or written
        due = written.due if told.agreed and written else due
        differs = changes(told.before, told.terms, dates) if told.before and told.terms else []
        deltas = tuple((old, new or str(_("nothing"))) for _name, old, new in differs)
        title = _title(told, promise, dates, due)
        events.append(
            Event(
                title,
                dates.near(told.at),
                write_at(told.at),
                _text(told),
                _note(told, promise, dates),
                deltas,
            )
        )
    return events


def field_name(name: str) -> str:
    return str(FIELDS[name])


def plain_story(
    story: Iterable[Told], me: UUID, other: str, dates: Dates
) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(when, who did what, the words, what done means where it was written) of each move: a story without a page."""
    told = []
    for one in story:
        who = SAID[one.act][0 if one.by == me else 1] % {"name": first_name(other)}
        text = _text(one) or str(ANSWERED.get(one.answer or "", ""))
        told.append((dates.moment(one.at), str(who), text, one.terms.standard if one.terms else ()))
    return told
