"""The summary of a conversation in people's language: rows of what both said, each by its own author or by both.

What may not live here: what flows into it (core/conversation/summary.py), HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairlead.core.conversation.summary import Gap, Mark, Quote, Repair, Summary
from fairlead.rooms.conversations.web.line import Names
from fairlead.rooms.conversations.words import CODES


@dataclass(frozen=True, slots=True)
class Line:
    """who: whose it is, or "". words: somebody's own. note: ours. What was erased makes no line."""

    who: str
    words: str = ""
    note: str = ""


Row = tuple[str, list[Line]]


def rows_of(
    summary: Summary, *, names: Names, promised: str, own_part: str, points: Sequence[str], itself: str
) -> list[Row]:
    """promised, own_part: how these two rows are called. points: of what done meant, where the reader may read them.

    itself: how the promise stands by now. The agreement has a card of its own."""
    heard = Line("", summary.heard) if summary.heard else None
    if summary.in_person:
        heard = Line("", note=_("Talked over in person."))
    nothing = [
        Line(one.who, one.words, _("nothing to change, because") + " ")
        for one in _quoted(summary.nothing_to_change, names)
    ]
    rows: list[Row] = [
        (promised, [*_pictures(summary, names)]),
        (_("What was open"), [*_gap(summary.gap, names, points)]),
        (_("What was heard"), [heard] if heard else []),
        (own_part, [Line("", summary.own_part)] if summary.own_part else []),
        (_("Where it came apart"), [*_apart(summary, names)]),
        (_("What would set it right"), [*_repairs(summary.repairs, names)]),
        (_("From here"), nothing),
        (_("The promise itself"), [Line("", note=itself)] if itself and summary.agreement is None else []),
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def _quoted(quotes: Sequence[Quote], names: Names) -> Iterator[Line]:
    return (Line(names[one.role], one.text) for one in quotes if one.text)


def _pictures(summary: Summary, names: Names) -> Iterator[Line]:
    if summary.picture == "same":
        yield Line("", note=_("Both say: the same picture."))
    elif summary.picture == "two":
        yield Line("", note=_("Two pictures. That is worth knowing."))
        yield from _quoted(summary.pictures, names)


def _gap(gap: Gap | None, names: Names, points: Sequence[str]) -> Iterator[Line]:
    if gap is None:
        return
    for number in gap.conditions:
        is_known = 1 <= number <= len(points)
        yield (
            Line("", points[number - 1])
            if is_known
            else Line("", note=_("Point %(number)s") % {"number": number})
        )
    if not gap.conditions:
        yield Line("", note=_("None of the agreed points is open."))
    if gap.text:
        yield Line(names["asker"], gap.text)
    if gap.own:
        yield Line(names["doer"], gap.own)
    elif gap.answer == "confirmed":
        yield Line(names["doer"], note=_("That’s right."))


def _apart(summary: Summary, names: Names) -> Iterator[Line]:
    for mark in summary.marks:
        yield Line(_("Both") if len(mark.roles) > 1 else names[mark.roles[0]], note=_label(mark))
    yield from _quoted(summary.own_words, names)
    if summary.sentence:
        yield Line("", summary.sentence)


def _label(mark: Mark) -> str:
    return mark.named.label if mark.named else str(CODES.get(mark.code, mark.code))


def _repairs(repairs: Sequence[Repair], names: Names) -> Iterator[Line]:
    """Whose it is to do, and what."""
    if not repairs:
        yield Line("", note=_("Nothing is owed."))
    for one in repairs:
        if one.text:
            yield Line(_("Both") if one.side == "both" else names[one.side], one.text)
