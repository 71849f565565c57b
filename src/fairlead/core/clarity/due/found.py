"""What due words were understood as. What may not live here: how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Final, Literal

Kind = Literal["day", "which", "range", "unresolvable", "vague"]
KINDS: Final[tuple[Kind, ...]] = ("day", "which", "range", "unresolvable", "vague")
"""Best first. which: a day, but the words fit another as well. unresolvable: it hangs on something else."""

WORKING_DAY_ENDS: Final = time(17)


@dataclass(frozen=True, slots=True)
class Due:
    """`span` in the text as it was given, `words` what stands there. `day` for day and which (the likelier);
    `also`: other days the words fit. A range has `first` and `last`, and no day. `clock`: a time, if one was said."""

    kind: Kind
    rule: str
    span: tuple[int, int]
    words: str
    day: date | None = None
    also: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
    clock: time | None = None
