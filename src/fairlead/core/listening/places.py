"""The places behind the figures: which words of one's own, after whose turn; and what is left when the reader corrects one.

What lives here: looking up and counting again. What may not: sentences for people, a score, anything kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from fairlead.core.listening.look import Look, Pickup
from fairlead.core.listening.marks import Mark
from fairlead.core.listening.mirror import WORDED, Figure, Talk, figures_of
from fairlead.core.listening.turns import Turn

ASKING: Final = "question"
BEHIND: Final[Mapping[str, str]] = {
    "questions": ASKING,
    "open_questions": ASKING,
    "follow_ups": ASKING,
    "readbacks": "readback",
    "telling": "telling",
    "first_advice": "advice",
    "promises": "promise",
    "requests": "request",
    "offers": "offer",
}
"""The kind of the marks behind a figure; the others count turns or words."""
TO_ACT_ON: Final = ("promises", "requests", "offers")


@dataclass(frozen=True, slots=True)
class Place:
    """Words of one's own. key: how the reader says that this is no such place. before: the other's turn, if there is one."""

    key: str
    cue: str
    text: str
    turn: Turn
    before: Turn | None
    mark: Mark | None = None


@dataclass(frozen=True)
class Corrected:
    """A look without what its reader said is wrong: by keys of places."""

    seen: Look
    wrong: frozenset[str] = frozenset()

    @cached_property
    def marks(self) -> list[tuple[int, Mark]]:
        """What is left, each with its number in the look."""
        kept = ((number, _changed(number, mark, self.wrong)) for number, mark in enumerate(self.seen.marks))
        return [(number, mark) for number, mark in kept if mark is not None]

    @cached_property
    def talk(self) -> Talk:
        seen = self.seen
        marks = [mark for _, mark in self.marks]
        return Talk(seen.transcript, seen.turns, seen.me, marks, seen.is_english, self.wrong)

    @cached_property
    def figures(self) -> list[Figure]:
        return figures_of(self.talk)

    @cached_property
    def _turns(self) -> dict[str, int]:
        return {cue.id: place for place, turn in enumerate(self.seen.turns) for cue in turn.cues}

    def behind(self, figure: Figure) -> list[Place]:
        """The places a figure was counted from, in their order."""
        if figure.id in BEHIND:
            return [
                self._place(f"{figure.id}.{number}", mark.cue, mark.text, mark)
                for number, mark in self.marks
                if _is_behind(figure.id, mark, self.talk)
                and (figure.id != "first_advice" or mark.cue in figure.cues[:1])
            ]
        if figure.id in WORDED:
            found = self.talk.worded(figure.id) if self.seen.is_english else []
            return [self._place(f"{figure.id}.{cue}", cue, text) for cue, text in found]
        return [self._place(f"{figure.id}.{cue}", cue, "") for cue in figure.cues]

    def _place(self, key: str, cue: str, text: str, mark: Mark | None = None) -> Place:
        number = self._turns[cue]
        turn = self.seen.turns[number]
        before = self.seen.turns[number - 1] if number else None
        is_others = before is not None and before.speaker != self.seen.me
        return Place(key, cue, text or turn.text, turn, before if is_others else None, mark)

    def good_moment(self) -> tuple[Place, Pickup] | None:
        """Where the reader built on what was said: the words of the other come again, best in a question or a saying-back,
        and without telling them what to do."""
        best = max(self.seen.pickups, key=self._goodness, default=None)
        return None if best is None else (self._place("", best.cue, ""), best)

    @cached_property
    def _marks_by_turn(self) -> dict[int, list[Mark]]:
        found: dict[int, list[Mark]] = {}
        for _, mark in self.marks:
            found.setdefault(self._turns[mark.cue], []).append(mark)
        return found

    def _goodness(self, pickup: Pickup) -> tuple[bool, bool, float]:
        here = self._marks_by_turn.get(self._turns[pickup.cue], [])
        is_telling = any(mark.kind == "telling" for mark in here)
        return not is_telling, any(map(_is_good, here)), pickup.value


def corrected(seen: Look, wrong: Collection[str] = ()) -> Corrected:
    return Corrected(seen, frozenset(wrong))


def _is_good(mark: Mark) -> bool:
    return mark.kind == "readback" or (mark.kind == ASKING and bool(mark.follow_up))


def _is_behind(figure: str, mark: Mark, talk: Talk) -> bool:
    if mark.kind != BEHIND[figure]:
        return False
    if figure == "follow_ups":
        return bool(mark.follow_up)
    if mark.kind == ASKING:
        return talk.is_asked(mark) and (figure == "questions" or mark.open is not None)
    return figure != "telling" or mark.certainty == "counted"


def _changed(number: int, mark: Mark, wrong: frozenset[str]) -> Mark | None:
    """The mark as the reader sees it; None: there is none."""
    if any(key in wrong for key in _gone_by(number, mark.kind)):
        return None
    if mark.kind == ASKING and f"open_questions.{number}" in wrong and mark.open is not None:
        mark = replace(mark, open=not mark.open)
    if mark.kind == ASKING and f"follow_ups.{number}" in wrong:
        mark = replace(mark, follow_up=False, words=())
    return mark


def _gone_by(number: int, kind: str) -> Iterator[str]:
    if kind == "advice":
        yield f"telling.{number - 1}"  # the telling it was found with stands just before it
    yield from (
        f"{figure}.{number}"
        for figure, behind in BEHIND.items()
        if behind == kind and figure not in ("open_questions", "follow_ups")
    )
