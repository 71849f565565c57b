"""How alike a team answered, as one word an axis: AD, the mean distance from the middle answer, over its questions.

The word is published beside the figures and has to leave as much open as they do: wherever they are, one person may have
answered 100 and another 62.5 with the same word (docs/decisions/0080). What may not live here: AD as a figure, r*wg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from types import MappingProxyType
from typing import Final, Literal

from fairlead.core.pulse.bounds import ALIKE_WITHIN, Thresholds
from fairlead.core.pulse.items import AXES, Answered

Word = Literal["alike", "apart"]
NO_WORDS: Final[Mapping[str, Word]] = MappingProxyType({})


def words(
    people: Sequence[Answered], core: Mapping[str, tuple[str, ...]], thresholds: Thresholds
) -> Mapping[str, Word]:
    """By axis; not there where a question of it was answered by fewer than have a word."""
    found: dict[str, Word] = {}
    for axis in AXES:
        asked = [[one.items[code] for one in people if code in one.items] for code in core[axis]]
        if asked and min(map(len, asked)) >= thresholds.distributions:
            found[axis] = "alike" if _apart(asked) <= ALIKE_WITHIN else "apart"
    return MappingProxyType(found)


def _apart(asked: Sequence[Sequence[float]]) -> float:
    """AD over the questions of an axis. Burke & Dunlap (2002), Organizational Research Methods 5."""
    return sum(_distance(answers) for answers in asked) / len(asked)


def _distance(answers: Sequence[float]) -> float:
    middle = median(answers)
    return sum(abs(answer - middle) for answer in answers) / len(answers)
