"""Where the process broke, never who: the codes, their sides, and their places on the line of a promise.

A label is English and stands for its sentence: the doors translate it. What may not live here: counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from fairlead.core.refusals import Refusal

Side = Literal["A", "D", "B", "S"]
SIDES: Final[dict[Side, str]] = {"A": "asking", "D": "doing", "B": "both", "S": "setting"}

LINE: Final = ("ask", "standard", "date", "means", "speaking_up", "hand_over", "check")
"""The way of a promise, as it is drawn on the page."""

OWN_WORDS: Final = "OWN_WORDS"
UNASKED: Final = "UNASKED"


@dataclass(frozen=True, slots=True)
class Code:
    """One way a process breaks. place: on LINE, None beside it. asks: which of the article's four
    questions it answers with no. label: what a page says, in English; a team's own code has its own."""

    code: str
    sides: tuple[Side, ...]
    place: str | None
    label: str
    asks: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A code as a team calls it, and where on LINE it lies (None beside it)."""

    code: str
    label: str
    place: str | None


CODES: Final = (
    # The four questions: task understood? deadline? shared standard? agreed?
    Code("OUTCOME_UNCLEAR", ("A",), "ask", "the task was not clear", 1),
    Code("DATE_UNCLEAR", ("B",), "date", "the date was not clear", 2),
    Code("STANDARD_UNSHARED", ("B",), "standard", "no shared picture of done", 3),
    Code("NO_CLEAR_YES", ("B",), "ask", "a nod was taken as a yes", 4),
    Code("UNASKED", ("A",), "ask", "never asked"),
    Code("PURPOSE_MISSING", ("A",), "ask", "what it was for was not said"),
    Code("NOT_RECEIVED", ("A",), "ask", "the ask did not arrive"),
    Code("PRESSED_YES", ("A", "S"), "ask", "no real room for a no"),
    Code("NOT_READ_BACK", ("B",), "ask", "never said back"),
    Code("HEDGED_PROMISE", ("B",), "ask", "“will try” was left standing"),
    Code("CAPACITY_UNCHECKED", ("B",), "means", "nobody looked whether there was room for it"),
    Code("INPUT_LATE", ("S",), "means", "what was needed came after it was needed"),
    Code("PRIORITIES_MOVED", ("A", "S"), "means", "something else became more important"),
    Code("LATE_WARNING", ("B",), "speaking_up", "no early word"),
    Code("TERMS_DRIFTED", ("B",), "speaking_up", "changed in talk only"),
    Code("NO_REPLY_MIDWAY", ("B",), "speaking_up", "no reply on the way"),
    Code("DONE_NOT_DECLARED", ("D",), "hand_over", "done, but never said"),
    Code("NOT_ASSESSED", ("A",), "check", "never said whether it was right"),
    Code("STANDARD_MOVED", ("A",), "check", "what done means changed at the end"),
    Code("LESSON_NOT_USED", ("B",), "check", "we knew this from last time"),
    Code("OUTSIDE_EVENT", (), None, "something from outside"),
    Code("OWN_WORDS", (), None, "in own words"),
)
"""In the order in which they are offered: the four questions of the article first."""

BY_CODE: Final = {code.code: code for code in CODES}
BUILT_IN: Final = frozenset(code.code for code in CODES)
QUESTIONS: Final = tuple(code.code for code in CODES if code.asks)


def offered(*, own: Iterable[Code] = (), retired: Iterable[str] = ()) -> tuple[Code, ...]:
    """The codes a team is offered: with its own, without those it retired. Own words are always there.

    A code of the team under a known name renames it. Refuses bad_field `place` off the line."""
    renamed = {code.code: code for code in own}
    for code in renamed.values():
        if code.place is not None and code.place not in LINE:
            raise Refusal("bad_field", field="place")
    known = [renamed.get(code.code, code) for code in CODES]
    added = [code for code in renamed.values() if code.code not in BUILT_IN]
    gone = frozenset(retired) - {OWN_WORDS}
    return tuple(code for code in (*known[:-1], *added, known[-1]) if code.code not in gone)


def on_the_line(chosen: Iterable[str], among: Iterable[Code] = CODES) -> dict[str, tuple[str, ...]]:
    """Which of these codes lie at which place of the line; those beside it are left out."""
    picked = frozenset(chosen)
    marks: dict[str, list[str]] = {place: [] for place in LINE}
    for code in among:
        if code.code in picked and code.place is not None:
            marks[code.place].append(code.code)
    return {place: tuple(codes) for place, codes in marks.items()}
