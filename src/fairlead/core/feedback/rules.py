"""The law of feedback as one table; everything else in this package only reads it.

The theory. Somebody says something about how we work, to one person or to a team. The roles are author and
recipient; of a team whoever takes it up. Each RULE is one sentence: at these stages this one may do this act, it
takes these facts, on these conditions, and leads there, by what is answered. Nothing else moves it, and no act
puts it away: it ends only by its author saying that something changed.

A condition is a name here; its sentence is in CONDITIONS and its test in law.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Role = Literal["author", "recipient"]
ROLES: Final[tuple[Role, ...]] = ("author", "recipient")

STAGES: Final = ("received", "said_back", "heard", "will", "not_now", "done")
END: Final = "changed"
DECIDED: Final = frozenset({"will", "not_now", "done", END})
"""What a team sees of it begins here."""
DATED: Final = ("will", "not_now")
"""With a day on which it waits again for whom it was given to."""

ABOUT: Final = ("request", "agreement", "way_of_working", "pulse")
LINKED: Final = frozenset({"request", "agreement"})
"""What a signed one can name by its id. Without a name it cannot: two people know a promise, and so who wrote."""

ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "confirm": ("yes", "partly", "no"),
    "changed": ("yes", "partly", "no"),
    "leave": ("yes", "no"),
}
DECISIONS: Final = ("will", "not_now")
SILENCE_DAYS: Final = 7
"""So long a read-back waits for the author; then the recipient may decide without."""
ROUNDS: Final = 3
"""After so many read-backs that were not quite it, the recipient may decide all the same."""
LOOK_AGAIN_MAX: Final = 183
"""days: *not now* is looked at again within half a year, else it were a no without an end"""

CONDITIONS: Final[dict[str, str]] = {
    "silent": f"the author has not answered it for {SILENCE_DAYS} days (before: too_early)",
    "three_rounds": f"{ROUNDS} read-backs were not quite it",
    "signed": "it is signed",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of the law. to: the stage it leads to, by what is answered or decided; none: it stays."""

    stages: tuple[str, ...]
    who: tuple[Role, ...]
    act: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    when: str | None = None
    to: Mapping[str, str] = field(default_factory=dict)


_DECIDES: Final = {"will": "will", "not_now": "not_now"}
_CONFIRMS: Final = {"yes": "heard", "partly": "received", "no": "received"}
_CHANGED: Final = {"yes": END, "partly": "heard", "no": "heard"}
_WITH_DATE: Final = ("decision", "text", "date")

RULES: Final = (
    Rule(("received",), ("recipient",), "hear", ("text",), to={"": "said_back"}),
    Rule(("received",), ("recipient",), "decide", _WITH_DATE, when="three_rounds", to=_DECIDES),
    Rule(("said_back",), ("author",), "confirm", ("answer",), ("text",), to=_CONFIRMS),
    Rule(("said_back",), ("recipient",), "decide", _WITH_DATE, when="silent", to=_DECIDES),
    Rule(("heard", "will", "not_now"), ("recipient",), "decide", _WITH_DATE, to=_DECIDES),
    Rule(("will",), ("recipient",), "done", (), ("text",), to={"": "done"}),
    Rule(("done",), ("author",), "changed", ("answer",), ("text",), to=_CHANGED),
    Rule(STAGES, ROLES, "say", ("text",)),
    Rule(STAGES, ("author",), "leave", ("answer",), when="signed"),
)
ACTS: Final = tuple(dict.fromkeys(rule.act for rule in RULES))


def rule_for(stage: str, role: Role, act: str) -> Rule | None:
    """The one sentence for this act here, whatever its condition; None: it is not in the table."""
    return next(
        (rule for rule in RULES if stage in rule.stages and role in rule.who and rule.act == act), None
    )
