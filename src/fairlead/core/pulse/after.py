"""What follows a wave: what an answer to something the team said has to hold, and what counts as a change. Pure.

What may not live here: a figure of the wave, who may answer (policy)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from fairlead.core.conversation.facts import check_day, day_of
from fairlead.core.feedback.rules import LOOK_AGAIN_MAX
from fairlead.core.promise.terms import check_text, is_blank
from fairlead.core.refusals import Refusal

Decision = Literal["did", "will", "not_now"]
DECISIONS: Final[tuple[Decision, ...]] = ("did", "will", "not_now")
CHANGES: Final = frozenset({"did", "will"})
"""After these the next wave asks whether something changed."""
THEME_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """on: by when, or when not now is looked at again; None for what is done."""

    decision: Decision
    text: str
    on: date | None


def answer_from(*, decision: Any, text: Any, on: Any, at: datetime, zone: str) -> Answer:
    """Refuses missing_field and bad_field: a decision there is not, a day that is past or, for not now, far away."""
    if is_blank(decision):
        raise Refusal("missing_field", field="decision")
    if decision not in DECISIONS:
        raise Refusal("bad_field", field="decision")
    words = check_text(text, "answer")
    if decision == "did":
        if not is_blank(on):
            raise Refusal("bad_field", field="on")
        return Answer("did", words, None)
    day = check_day(on, "on", at=at, zone=zone)
    away = (day - day_of(at, zone)).days
    if decision == "not_now" and not 0 < away <= LOOK_AGAIN_MAX:
        raise Refusal("bad_field", field="on", why="look again")
    return Answer(decision, words, day)
