"""Looking for due words in a sentence or a date field, and choosing among what was found.

What lives here: where words of time may stand to be a date that is to come. What may not: what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from fairlead.core.calendar.week import WorkWeek
from fairlead.core.clarity.due import words
from fairlead.core.clarity.due.days import FEASTS
from fairlead.core.clarity.due.found import KINDS, Due
from fairlead.core.clarity.due.german import in_english
from fairlead.core.clarity.due.reading import READERS, Match, Meant, Now, before, clock_of

LONGEST: Final = 2_000
"""Of a longer text only so much is read: a due date stands in a sentence."""
_NEAR: Final = 60

_RULES: Final = tuple(
    (name, words.CLOCK_ALONE if name == "clock" else re.compile(text.replace("FEASTS", "|".join(FEASTS))))
    for name, text in words.RULES.items()
)
_NEEDS_ANCHOR: Final = frozenset({"nth", "duration", "clock", "feast", "quarter", "slashed"})
_PLAIN: Final = frozenset({"weekday_after_next", "part_of", "period_end", "this_time", "weekend", "period"})
"""Words that can only be a time."""
_NEEDS_DEADLINE: Final = frozenset({"clock"})
_DURATION_ANCHORS: Final = frozenset(
    {"in", "within", "inside", "over", "give me", "gives me", "allow me", "allow", "need", "during"}
)
_SHORT_NAMES: Final = re.compile(r"(?:mon|tues?|weds?|thu|thur|thurs|fri|sat|sun)\b\.?$")
_UNSURE_MONTHS: Final = re.compile(r"\b(?:may|march|mar)\b")
_AS_ADJECTIVE: Final = re.compile(
    r"\b(?:the|our|your|my|his|her|their|a|last|past|previous)(?: old| usual)? $"
)
_GOES_ON: Final = re.compile(
    r"'s\b| (?:morning's |afternoon's )?(?:meetings?|calls?|sessions?|reviews?|reports?|version|edition|people|team)\b"
)
_SINCE: Final = re.compile(r"\bsince (?:the )?$")
_ENDS: Final = re.compile(r"[.!?;](?:\s|$)")


def due_of(text: str, *, now: datetime, zone: str, week: WorkWeek) -> Due | None:
    return _best(_Look(text, Now(now, ZoneInfo(zone), week), is_field=False))


def due_in_field(text: str, *, now: datetime, zone: str, week: WorkWeek) -> Due | None:
    at = Now(now, ZoneInfo(zone), week)
    found = _best(_Look(text, at, is_field=True))
    if found is not None and found.day is not None:
        return found
    german = _best(_Look(in_english(text), at, is_field=True))
    if german is None or (found is not None and german.day is None):
        return found
    return replace(german, span=(0, len(text)), words=text.strip())


class _Look:
    """One look through one text."""

    def __init__(self, text: str, now: Now, *, is_field: bool) -> None:
        self.text = text[:LONGEST]
        self.plain = words.plain(self.text)
        self.now = now
        self.is_field = is_field

    def dues(self) -> Iterator[tuple[bool, Due]]:
        """(has a deadline's anchor, due) of every place that means something."""
        for name, pattern in _RULES:
            for match in pattern.finditer(self.plain):
                anchor = self._anchor(match.start())
                if self._counts(name, match, anchor) and (due := self._due(name, match, anchor)):
                    yield anchor in words.DEADLINE, due

    def _anchor(self, start: int) -> str:
        before_it = self.plain[max(0, start - _NEAR) : start]
        if clock := words.CLOCK_BEFORE.search(before_it):
            before_it = before_it[: clock.start()]
        found = words.ANCHOR.search(before_it)
        return found["anchor"] if found else ""

    def _counts(self, name: str, match: Match, anchor: str) -> bool:
        if self.is_field:
            return True
        if not self._is_to_come(match, anchor):
            return False
        if name == "duration":
            return anchor in _DURATION_ANCHORS
        if name in _NEEDS_DEADLINE:
            return anchor in words.DEADLINE or anchor in {"at", "for"}
        if name in _NEEDS_ANCHOR and not (name == "nth" and match["w"]):
            return bool(anchor)
        return bool(anchor) or name in _PLAIN or self._stands_alone(match)

    def _is_to_come(self, match: Match, anchor: str) -> bool:
        """Whether the sentence speaks of what will be."""
        begins = max((end.end() for end in _ENDS.finditer(self.plain, 0, match.start())), default=0)
        ends = _ENDS.search(self.plain, match.end())
        sentence = self.plain[begins : ends.start() if ends else len(self.plain)]
        if _SINCE.search(self.plain, max(0, match.start() - _NEAR), match.start()):
            return False
        if not words.PAST.search(sentence):
            return True
        if re.search(r"\b(?:last|previous|past) $", self.plain[max(0, match.start() - 10) : match.start()]):
            return False
        return bool(words.FUTURE.search(sentence)) and not re.search(
            r"\b(?:(?:was|were) (?:due|supposed|meant)|(?:should|could|would|might) have (?:[a-z]+ed|been|done|sent|had|made|got|told|said))\b",
            sentence,
        )

    def _stands_alone(self, match: Match) -> bool:
        """Without an anchor: no short name, no month that is a verb, nothing that only describes a thing."""
        found, rest = match[0], self.plain[match.end() : match.end() + 24]
        is_name = _SHORT_NAMES.search(found) or (
            _UNSURE_MONTHS.search(found) and not match.groupdict().get("w")
        )
        is_adjective = _AS_ADJECTIVE.search(self.plain[max(0, match.start() - 16) : match.start()])
        return not (is_name or is_adjective or _GOES_ON.match(rest))

    def _due(self, name: str, match: Match, anchor: str) -> Due | None:
        meant = READERS[name](match, self.now)
        if meant is None:
            return None
        start, end, clock = self._with_clock(name, match, meant)
        if "before" in {anchor, match[0].split(" ")[0]} and clock is None:
            meant = before(meant, self.now)
        if anchor:
            start = self.plain.rfind(anchor, 0, start)
        return Due(
            kind=meant.kind, rule=name, span=(start, end), words=self.text[start:end].strip(), day=meant.day,
            also=meant.also, first=meant.first, last=meant.last, clock=clock,
        )  # fmt: skip

    def _with_clock(self, name: str, match: Match, meant: Meant) -> tuple[int, int, time | None]:
        """Where the words begin and end with a time beside them, and the time: "COB Tuesday", "Monday at 9"."""
        start, end, clock = match.start(), match.end(), meant.clock
        if name == "clock" or clock is not None:
            return start, end, clock
        if left := words.CLOCK_BEFORE.search(self.plain, max(0, start - _NEAR), start):
            start, clock = left.start(), clock_of(left)
        if right := words.CLOCK_AFTER.match(self.plain, end):
            end, clock = right.end(), clock_of(right) or clock
        return start, end, clock


def _best(look: _Look) -> Due | None:
    """The surest kind; of those one after "by" or "until" before others, then the longest, then the first."""
    found = [*look.dues(), *((False, due) for due in _open(look))]
    whole = [
        (anchored, due) for anchored, due in found if not any(_is_within(due, other) for _, other in found)
    ]
    ranked = sorted(whole, key=lambda one: (KINDS.index(one[1].kind) // 2, not one[0], one[1].span[0]))
    return ranked[0][1] if ranked else None


def _is_within(due: Due, other: Due) -> bool:
    """Whether the other says more about the same words."""
    inside = other.span[0] <= due.span[0] and due.span[1] <= other.span[1]
    return inside and (other.span != due.span or _order(other) < _order(due))


def _order(due: Due) -> tuple[int, str]:
    return KINDS.index(due.kind), due.rule


def _open(look: _Look) -> Iterator[Due]:
    """Words that leave the day open. "As soon as possible" hangs on nothing: it is only vague."""
    vague = words.VAGUE.search(look.plain)
    if vague:
        yield Due(
            kind="vague", rule="vague", span=vague.span(), words=look.text[slice(*vague.span())].strip()
        )
    hanging = words.UNRESOLVABLE.search(look.plain)
    if hanging and not (vague and vague.start() <= hanging.end() and hanging.start() <= vague.end()):
        said = look.text[slice(*hanging.span())].strip()
        yield Due(kind="unresolvable", rule="unresolvable", span=hanging.span(), words=said)
