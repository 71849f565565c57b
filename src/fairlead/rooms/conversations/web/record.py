"""The record of what was agreed, beside every step: what was said, and what never was.

Facts of the promise's own story, the same for both. What may not live here: whose doing it was, HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from fairlead.core.promise.terms import Terms
from fairlead.doors.dates import Dates
from fairlead.rooms.promises.queries.show import PromiseShown, Told


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the record. words: what somebody wrote. was_said: no where it says that something never was."""

    told: str
    words: str = ""
    was_said: bool = True


def record_of(promise: PromiseShown | None, dates: Dates) -> list[Fact]:
    """Every version, read-back, question and early word, and in its place what was never said."""
    if promise is None:
        return []
    story = promise.story
    return [
        *_versions(story, dates),
        *_late(story),
        *_read_backs(story),
        *(_said(story, "ask", _("Asked:"))),
        *(_said(story, "flag_risk", _("An early word:"))),
        *(Fact(str(words), was_said=False) for never, words in _NEVER if never(promise)),
    ]


def _versions(story: tuple[Told, ...], dates: Dates) -> list[Fact]:
    """Each version with its day, and what it said of date and of done."""
    found = []
    for number, told in enumerate((one for one in story if one.terms), start=1):
        terms = told.terms
        if terms is not None:
            said = _("Version %(number)d, %(day)s: %(date)s, %(points)s") % {
                "number": number,
                "day": dates.day(told.at),
                "date": dates.day(terms.due.at_utc) if terms.due else _("no date"),
                "points": _points(terms),
            }
            found.append(Fact(said))
    return found


def _points(terms: Terms) -> str:
    count = len(terms.standard)
    if not count:
        return _("no word on what done means")
    return ngettext("%(count)d point of done", "%(count)d points of done", count) % {"count": count}


def _late(story: tuple[Told, ...]) -> list[Fact]:
    """What came with a later version only, or with none."""
    versions = [one.terms for one in story if one.terms]
    dated = _first(versions, lambda terms: terms.due is not None)
    pictured = _first(versions, lambda terms: bool(terms.standard))
    return [
        *_since(dated, _("No date was agreed"), _("No date was agreed until version %(number)d")),
        *_since(pictured, _("Nothing said what done means"), _("Nothing said what done means until version %(number)d")),
    ]  # fmt: skip


def _first(versions: list[Terms], holds: Callable[[Terms], bool]) -> int | None:
    return next((number for number, terms in enumerate(versions, start=1) if holds(terms)), None)


def _since(number: int | None, never: str, late: str) -> list[Fact]:
    if number == 1:
        return []
    return [Fact(never if number is None else late % {"number": number}, was_said=False)]


def _read_backs(story: tuple[Told, ...]) -> list[Fact]:
    answers = {"yes": _("Said back, and heard so:"), "partly": _("Said back, and partly so:"), "no": _("Said back, and not quite so:")}  # fmt: skip
    found: list[Fact] = []
    for told in story:
        if told.read_back:
            found.append(Fact(_("Said back:"), told.read_back))
        elif told.act == "confirm_read_back" and found:
            found[-1] = Fact(answers.get(told.answer or "", found[-1].told), found[-1].words)
    return found


def _said(story: tuple[Told, ...], act: str, label: str) -> list[Fact]:
    return [Fact(label, told.text or "") for told in story if told.act == act]


def _none(*acts: str) -> Callable[[PromiseShown], bool]:
    return lambda promise: not any(told.act in acts for told in promise.story)


def _unanswered(promise: PromiseShown) -> bool:
    acts = [told.act for told in promise.story]
    return acts.count("ask") > acts.count("clarify")


_NEVER: Final[tuple[tuple[Callable[[PromiseShown], bool], Lazy], ...]] = (
    (lambda promise: not any(told.read_back for told in promise.story), lazy("No read-back")),
    (_none("ask"), lazy("No question was asked")),
    (_unanswered, lazy("A question was left without an answer")),
    (_none("flag_risk"), lazy("No early word")),
    (lambda promise: not promise.terms.purpose, lazy("What it was for was not said")),
    (lambda promise: not promise.terms.check_ins, lazy("No days to talk in between were agreed")),
)
"""When something was never said, and how that is told."""
