"""How figures, places and candidates are worded on a page. Own words are shown; those of others are folded away.

What may not live here: counting (core/listening), anything that judges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from fairlead.core.listening.mirror import Figure
from fairlead.core.listening.places import TO_ACT_ON, Corrected, Place
from fairlead.core.listening.turns import Turn
from fairlead.core.listening.words import content, tokens
from fairlead.doors.names import first_name
from fairlead.rooms.listening import words
from fairlead.rooms.listening.queries.kept import KeptTalk

OUTCOME_MAX: Final = 300
FIRST: Final = 3
"""Places of a figure, and candidates, on the page of all figures: it has to be light. The others are behind a press."""
PART: Final = 25
"""of one figure on a page of its own"""
SHORT: Final = 600
LONG: Final = 5_000
"""Signs of what somebody said in one go, there and there."""
ACT: Final = "act"
"""All that sounded like a promise, among the names of figures."""
PAIRS: Final = frozenset({"follow_ups", "readbacks", "pauses", "overlaps"})
"""Figures about what comes after what: the other's turn stands above one's own."""
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the places of `name`, a figure or ACT: its number, from 1, of so many places in all."""

    name: str
    number: int
    count: int

    @classmethod
    def asked(cls, words_sent: str, count: int) -> Part:
        """ "questions.2"; the last there is, where there are no more of them."""
        name, _dot, number = words_sent.partition(".")
        last = max(1, -(-count // PART))
        return cls(name, min(int(number) if number.isdecimal() and len(number) < 7 else 1, last) or 1, count)

    def of(self, places: Sequence[Place]) -> Sequence[Place]:
        return places[(self.number - 1) * PART : self.number * PART]

    @property
    def key(self) -> str:
        return f"{self.name}.{self.number}"

    @property
    def before(self) -> str:
        return f"{self.name}.{self.number - 1}" if self.number > 1 else ""

    @property
    def after(self) -> str:
        return f"{self.name}.{self.number + 1}" if self.number * PART < self.count else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A place. heard: what the other said before, folded under `who`. key: how one says that this is none."""

    key: str
    when: str
    who: str
    heard: Markup
    text: Markup
    why: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class FigureShown:
    id: str
    name: str
    value: str
    more: str
    sure: str
    tells: str
    reason: str
    lines: tuple[Line, ...]
    has_more: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """What sounded like a promise, request or offer. mine: whether its reader would be the one to do it."""

    key: str
    name: str
    text: str
    due: str
    due_on: date | None
    hints: str
    is_mine: bool


# ------------------------------------------------------------------ figures


def figures(seen: Corrected) -> list[FigureShown]:
    """In the order of the table, each with its first places; what is to be acted on stands apart."""
    return [figure_shown(figure, seen) for figure in seen.figures if figure.id not in TO_ACT_ON]


def figure_shown(figure: Figure, seen: Corrected, part: Part | None = None) -> FigureShown:
    is_shown = figure.status != "not_shown"
    places = seen.behind(figure) if is_shown else []
    shown, most = (places[:FIRST], SHORT) if part is None else (part.of(places), LONG)
    return FigureShown(
        figure.id,
        _(words.FIGURES[figure.id]),
        worded(figure.id, figure.value, figure.n),
        _more(figure),
        _(words.SURE[figure.status]),
        _(words.TELLS[figure.id]),
        _(words.REASONS[figure.reason]) if figure.reason else "",
        tuple(_line(place, figure.id, most) for place in shown),
        len(places) > len(shown) or any(len(place.text) > most for place in shown),
        is_shown,
    )


def worded(id_: str, value: float | None, n: int) -> str:
    """A figure as people say it: of few things how many, never a share of them."""
    if value is None:
        return ""
    if id_ == "open_questions":
        return _("%(some)s of %(all)s") % {"some": round(value * n), "all": n}
    if id_ == "talk_share":
        return _("%(number)s %%") % {"number": round(value * 100)}
    if id_ == "turn_words":
        return ngettext("%(number)s word", "%(number)s words", round(value)) % {"number": f"{value:g}"}
    if id_ == "first_advice":
        return ngettext("%(number)s turn", "%(number)s turns", round(value)) % {"number": f"{value:g}"}
    return f"{value:g}"


def _more(figure: Figure) -> str:
    more = figure.more
    if figure.id == "talk_share" and more:
        return _("by the clock") if more["measured"] == "seconds" else _("by words")
    if figure.id == "turn_words" and more:
        return _("The longest has %(number)s.") % {"number": more["longest"]}
    if figure.id == "pauses" and more:
        return _("In the middle it was %(number)s seconds.") % {"number": more["median_seconds"]}
    if figure.id == "first_advice" and "seconds" in more:
        return _("That was %(clock)s into the talk.") % {"clock": clock(more["seconds"])}
    return ""


def clock(seconds: float) -> str:
    whole = max(0, int(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


# ------------------------------------------------------------------ places


def _line(place: Place, figure: str, most: int) -> Line:
    shared = place.mark.words if place.mark else ()
    before = place.before if figure in PAIRS else None
    return Line(
        place.key,
        clock(place.turn.start) if place.turn.start is not None else "",
        who_spoke(before) if before else "",
        underlined(ending(before.text, most), shared) if before else Markup(""),
        underlined(beginning(place.text, most), shared),
        _why(place),
        _openness(place) if figure == "open_questions" else "",
    )


def beginning(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"


def ending(text: str, most: int) -> str:
    """Of what the other said, that which one answers."""
    return text if len(text) <= most else f"… {text[-most:].partition(' ')[2]}"


def _why(place: Place) -> str:
    """The rule, or the strongest words, by which it is here."""
    found = [word for word in place.mark.why if word != "?"] if place.mark else []
    return _("Here because of: %(words)s") % {"words": " · ".join(found)} if found else ""


def _openness(place: Place) -> str:
    return _("open") if place.mark and place.mark.open else _("yes or no")


def who_spoke(turn: Turn) -> str:
    """[Jonas, 23 s], or how many words where there are no times."""
    name = first_name(turn.speaker) or turn.speaker
    if turn.start is not None and turn.end is not None:
        return _("%(name)s, %(seconds)s s") % {"name": name, "seconds": round(turn.end - turn.start)}
    return ngettext("%(name)s, %(number)s word", "%(name)s, %(number)s words", turn.words) % {
        "name": name,
        "number": turn.words,
    }


def underlined(text: str, shared: Sequence[str]) -> Markup:
    """With the words that both said underlined; everything else inert."""
    stems = set(content(shared))
    made, at = [], 0
    for match in _WORD.finditer(text) if stems else ():
        if stems & set(content(tokens(match[0]))):
            made += [escape(text[at : match.start()]), Markup("<u>%s</u>") % match[0]]
            at = match.end()
    return Markup("").join([*made, escape(text[at:])])


def first_moment(seen: Corrected) -> Line | None:
    """A good one, to begin with."""
    found = seen.good_moment()
    if found is None:
        return None
    place, pickup = found
    before = place.before
    return Line(
        "",
        clock(place.turn.start) if place.turn.start is not None else "",
        who_spoke(before) if before else "",
        underlined(ending(before.text, SHORT), pickup.words) if before else Markup(""),
        underlined(beginning(place.text, SHORT), pickup.words),
    )


# ------------------------------------------------------------------ to act on


def to_act_on(seen: Corrected) -> list[Place]:
    """The surer first: what its words say before what a model takes for one."""
    found = [
        (place.mark.p if place.mark.p is not None else 1.0, place)
        for figure in seen.figures
        if figure.id in TO_ACT_ON
        for place in seen.behind(figure)
        if place.mark is not None
    ]
    return [place for _sure, place in sorted(found, key=lambda one: -one[0])]


def candidate(place: Place) -> Candidate:
    mark, figure = place.mark, place.key.partition(".")[0]
    assert mark is not None  # noqa: S101 - the caller has looked
    hints = [_(words.HINTS[code]) for code in mark.hints or () if code in words.HINTS]
    names = {
        "promises": _("like a promise"),
        "requests": _("like a request or a suggestion"),
        "offers": _("like an offer"),
    }
    return Candidate(
        place.key,
        names[figure],
        beginning(mark.text, SHORT),
        (mark.due_text or "").strip(" .,;!?"),
        date.fromisoformat(mark.due) if mark.due else None,
        _("Still to say: %(what)s") % {"what": ", ".join(hints)} if hints else "",
        figure != "requests",
    )


def draft_body(place: Place) -> dict[str, Any]:
    """For the composer: what I said I would do is an offer of mine; what I asked for is an ask."""
    mark = place.mark
    assert mark is not None  # noqa: S101 - the caller has looked
    outcome = " ".join(mark.text.split())[:OUTCOME_MAX]
    due = mark.due or mark.due_text
    terms = {"outcome": outcome, **({"due": due} if due else {})}
    return {"kind": "request" if mark.kind == "request" else "offer", "terms": terms}


# ------------------------------------------------------------------ what was kept


@dataclass(frozen=True, slots=True)
class KeptRow:
    id: UUID
    on: date
    cells: tuple[tuple[str, str], ...]


def kept_rows(talks: Iterable[KeptTalk]) -> list[KeptRow]:
    """The newest first."""
    rows = [
        KeptRow(
            one.id,
            one.on,
            tuple(
                (_(words.FIGURES[id_]), worded(id_, figure["value"], figure["n"]))
                for id_, figure in one.figures.items()
                if id_ in words.FIGURES
            ),
        )
        for one in talks
    ]
    return rows[::-1]
