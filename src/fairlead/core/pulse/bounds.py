"""Every number the pulse is bound by: from how many people what is shown, and how it is blurred. The page prints these.

They may be raised by those who run an installation and never lowered, by nobody: `Thresholds` refuses it. What may not
live here: what is done with them (disclosure.py)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

# --- a wave ---

ROSTER_FROM: Final = 5
"""A smaller roster has a conversation with cards in the room, and nothing is stored."""
MEMBER_DAYS: Final = 14
"""So long somebody is a member before a wave in which they are asked."""
OPEN_DAYS: Final = 7
APART_DAYS: Final = 14
"""Never closer than that."""
ANSWERED_FROM: Final = 3
"""of the four questions of an axis, for a score of one person on it"""

# --- what is blurred how ---

STEP: Final = 5
"""What is shown is rounded to this."""
OUTSIDER: Final = 100.0
INSIDER: Final = 62.5
"""What anybody may have answered, whatever is shown: as seen by somebody who knows no answer, and one."""


@dataclass(frozen=True, slots=True)
class Band:
    """least: the lower edge. counted: as how many people the estimate takes them, all that is used of how many answered
    (docs/decisions/0081). low, high: shown as "or less", "or more".

    noise: standard deviation of what is added once, before rounding; noise_changed: where the roster differs by one or
    two people from the last wave that was shown (docs/decisions/0080)."""

    least: int
    counted: float
    name: str
    low: int
    high: int
    noise: float
    noise_changed: float

    @property
    def edge(self) -> float:
        """The highest mean that is shown as `low`."""
        return self.low + STEP / 2


BANDS: Final = (
    Band(5, 5.5, "5-7", 30, 90, 2.5, 13.0),
    Band(8, 8.0, "8-11", 20, 90, 2.5, 7.0),
    Band(12, 12.0, "12-19", 15, 90, 0.0, 5.0),
    Band(20, 20.0, "20+", 10, 95, 0.0, 2.5),
)
ALIKE_WITHIN: Final = 19.4
"""A team answers alike when its answers lie no further from the middle one, on average: a sixth of seven points, the
usual cut of AD. From ten people on it leaves room for one at 100 and one at 62.5 wherever the others are."""
PARTICIPATION: Final = ((90, "90+"), (75, "75-89"), (50, "50-74"), (0, "<50"))
"""per cent of the roster, from"""
FEW_CHANGED: Final = 2
"""A roster that differs by so many or fewer, and by somebody."""
ARROW_FROM: Final = 12
"""From so many respondents a step over such a change has a trend arrow."""

# --- what is said of it ---

BORDER: Final = 66.7
"""Between high and low on an axis. A picture to talk about: nobody has validated a cut."""
NAMED_FROM: Final = 0.8
"""So likely a zone must be before it is named."""
SURE: Final = 0.9
LAST: Final = 3
"""Rising or falling: so likely over so many waves."""

# --- from how many people ---


@dataclass(frozen=True, slots=True)
class Thresholds:
    """scores, comments, items, distributions: respondents. given: comments. teams: in what a leader's leader sees.

    people, groups: for figures about the questions themselves. promisers, events: for what the promises show."""

    scores: int = 5
    comments: int = 8
    given: int = 3
    items: int = 8
    distributions: int = 10
    teams: int = 3
    people: int = 50
    groups: int = 10
    promisers: int = 5
    events: int = 10

    def __post_init__(self) -> None:
        for each in fields(self):
            value: Any = getattr(self, each.name)
            least: Any = each.default
            if type(value) is not int or value < least:
                raise ValueError(f"{each.name} may be raised from {least}, never lowered: {value!r}")


LOWEST: Final = Thresholds()
