"""Captions that roll: each repeats the end of the one before and adds a little.

What lives here: taking out what is only shown again. What may not: what somebody says twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from fairlead.core.listening.transcript.cues import Cue

_SHARE: Final = 0.3
_MANY: Final = 4
_LONGEST: Final = 60


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """The same without repetition, if so many of them repeat that it is how the file is made."""
    rolling = sum(bool(_again(one, two)) for one, two in pairwise(cues))
    if rolling < _MANY or rolling < _SHARE * (len(cues) - 1):
        return list(cues)
    made = list(cues[:1])
    for shown, cue in pairwise(cues):
        words = cue.text.split()[_again(shown, cue) :]
        if words:
            made.append(replace(cue, text=" ".join(words)))
        elif made[-1].end is not None and cue.end is not None:
            made[-1] = replace(made[-1], end=max(made[-1].end, cue.end))
    return made


def _again(one: Cue, two: Cue) -> int:
    """How many words at the beginning of the second are the end of the first: two at least, or all of one of them."""
    if one.speaker != two.speaker or one.end is None or two.start is None or two.start - one.end > 1:
        return 0
    before, after = one.text.split()[-_LONGEST:], two.text.split()[:_LONGEST]
    for size in range(min(len(before), len(after)), 0, -1):
        if before[-size:] == after[:size]:
            return size if size > 1 or size in {len(before), len(after)} else 0
    return 0
