"""The law of the conversation as one table; everything else in this package only reads it.

The theory. Two people look at how a promise went: the roles are the promise's, whoever opens. A
conversation is at one of STEPS. Each RULE is one sentence: at these steps, this one may do this act,
it takes these facts, on these conditions, and the other reads it then. LEAVES says what must have
been said before a step is left. Nothing else moves a conversation: no clock, no rank, no count.

A condition is a name here; its sentence is in CONDITIONS and its test in talk.py. A step that is
entered again, from either side, begins anew: what was said stays readable, and it is left as before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from fairlead.core.promise.rules import ANSWERS, BINDING, Role
from fairlead.core.promise.rules import ENDS as PROMISE_ENDS

__all__ = ["ACTS", "ANSWERS", "ENDS", "RULES", "STEPS", "Leave", "Role", "Rule"]

STEPS: Final = (
    "prepare",
    "open",
    "restore",
    "gap",
    "listen",
    "own_part",
    "causes",
    "repair",
    "agree",
    "close",
    "look_again",
)
ENDS: Final = ("closed", "not_this_one", "stopped")
HEADINGS: Final[dict[str, str]] = {
    **dict.fromkeys(STEPS[0:2], "prepare"),
    **dict.fromkeys(STEPS[2:6], "listen"),
    **dict.fromkeys(STEPS[6:7], "find_the_cause"),
    **dict.fromkeys(STEPS[7:11], "agree"),
}
"""Under which of the four headings of the pages a step stands."""

ABOUT: Final = frozenset({*BINDING, *PROMISE_ENDS} - {"declined", "withdrawn"})
"""The stages of a promise that a conversation can be about."""

PROMPTS: Final[dict[Role, tuple[str, ...]]] = {
    "asker": ("was_it_clear", "assumed", "already_believe", "impatience", "want_to_ask"),
    "doer": ("understood", "what_happened", "first_seen", "hard_to_say", "would_have_helped"),
}
"""What each is asked alone before it begins, numbered from 1; the sentences are at the doors."""

SET_ASIDE: Final = PROMPTS["asker"].index("already_believe") + 1
"""What the asker believed beforehand: shown again, to the asker alone, once the doer was heard."""

MODES: Final = ("live", "days", "room")
VERDICTS: Final = ("keep", "change", "drop")
SIDES: Final = ("asker", "doer", "both")
ROUNDS: Final = 3
"""After so many read-backs that were not it, both may choose to talk in person."""

SHORT: Final = 280
"""The most signs of the asker's own words before the doer was heard."""
READ_BACK_MAX: Final = 2000

CONDITIONS: Final[dict[str, str]] = {
    "not_paused": "it is not paused",
    "paused": "it is paused",
    "can_go_back": "there is a step before it that both were at",
    "has_note": "there is an own note to this prompt",
    "no_facilitator": "nobody facilitates yet",
    "facilitator_asked": "the other has suggested a facilitator",
    "facilitator_there": "somebody facilitates, or was suggested",
    "both_pictures": "both pictures are in",
    "gap_stated": "the asker has said what is open",
    "account_given": "the doer has given the account",
    "question_waits": "a question has no answer yet",
    "read_back_waits": "a read-back has no answer yet",
    "no_read_back_waits": "no read-back waits for an answer",
    "three_rounds": "three read-backs were not quite it",
    "own_part_told": "the asker has told the own part",
    "causes_revealed": "both have chosen codes, and both were revealed",
    "asker_answered": "the asker has answered",
    "proposed_by_other": "a proposal of the other lies on the table",
    "date_come": "the day of looking again has come (before: too_early)",
}

AT_ONCE: Final = "at once"
TOGETHER: Final = "when both are in"
JOINED: Final = "once both are there; the asker's when the doer was heard"
HEARD: Final = "at once; the asker's when the doer was heard"
NEVER: Final = "never"


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of the law. who: a role, either, the opener or the other. read: when the other one
    reads it. short: the asker's words in it have at most SHORT signs. ends: how it ends the conversation."""

    steps: tuple[str, ...]
    who: str
    act: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    read: str = AT_ONCE
    short: bool = False
    ends: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """What must have been said before a step is left, and where it leads."""

    step: str
    when: str
    to: str


_AFTER: Final = STEPS[1:]
_GO: Final = ("not_paused",)
_POINTS: Final = "`answers` is needed where a marked point waits"
_TEXT: Final = "`text` is needed with partly and no"

# fmt: off
RULES: Final = (
    # Each alone.
    Rule(STEPS, "either", "note_private", ("prompt", "text"), read=NEVER, note="kept beside the journal, for its author"),
    Rule(STEPS, "either", "share_line", ("prompt",), when=(*_GO, "has_note"), read=JOINED),
    # The invitation.
    Rule(("prepare", "open"), "opener", "invite", ("purpose", "mode"), ("date",), _GO, short=True),
    Rule(("open",), "other", "join", when=_GO),
    Rule(("open",), "other", "another_time", ("date",)),
    Rule(("open",), "other", "not_this_one", ends="not_this_one"),
    # What was promised?
    Rule(("restore",), "either", "state_picture", ("text", "was_a_yes"), when=_GO, read=TOGETHER, short=True),
    Rule(("restore",), "either", "same_picture", when=(*_GO, "both_pictures"), read=TOGETHER),
    Rule(("restore",), "either", "two_pictures", when=(*_GO, "both_pictures"), read=TOGETHER),
    # What is open? Facts only.
    Rule(("gap",), "asker", "state_gap", ("conditions", "text"), when=_GO, short=True, note="an empty list: none is open"),
    Rule(("gap",), "doer", "confirm_gap", when=(*_GO, "gap_stated")),
    Rule(("gap",), "doer", "own_version", ("text",), when=(*_GO, "gap_stated")),
    # The doer speaks first; the asker asks and says it back.
    Rule(("listen",), "doer", "give_account", ("text",), ("points",), (*_GO, "no_read_back_waits")),
    Rule(("listen",), "asker", "ask_question", ("text",), when=(*_GO, "account_given"), short=True),
    Rule(("listen",), "doer", "answer_question", ("question", "text"), when=(*_GO, "question_waits")),
    Rule(("listen",), "asker", "read_back", ("text",), when=(*_GO, "account_given", "no_read_back_waits")),
    Rule(("listen",), "doer", "confirm_read_back", ("answer",), ("text",), (*_GO, "read_back_waits"), note=_TEXT),
    Rule(("listen",), "either", "talk_in_person", ("text",), when=(*_GO, "three_rounds", "no_read_back_waits"), read=HEARD, short=True),
    # Then the asker.
    Rule(("own_part",), "asker", "own_part", ("text",), when=_GO),
    Rule(("own_part",), "asker", "give_account", ("text",), when=(*_GO, "own_part_told")),
    # Where did the process break?
    Rule(("causes",), "either", "give_causes", ("codes",), ("own_words",), _GO, TOGETHER, note="one to three; `own_words` is needed with OWN_WORDS"),
    Rule(("causes", "repair", "agree", "close"), "either", "cause_sentence", ("text",), when=(*_GO, "causes_revealed"), note="in both names once both have said the same"),
    # What would set it right?
    Rule(("repair",), "asker", "name_cost", ("text",), when=_GO),
    Rule(("repair",), "asker", "name_repair", ("text", "side"), when=_GO),
    Rule(("repair",), "asker", "nothing_owed", when=_GO),
    Rule(("repair",), "doer", "name_cost", ("text",), when=(*_GO, "asker_answered")),
    Rule(("repair",), "doer", "name_repair", ("text", "side"), when=(*_GO, "asker_answered")),
    Rule(("repair",), "doer", "nothing_owed", when=(*_GO, "asker_answered")),
    # What do we change?
    Rule(("agree",), "either", "propose_agreement", ("actions", "look_again_on"), ("answers",), _GO, note=f"an action of each side; {_POINTS}"),
    Rule(("agree",), "either", "agree_to_it", ("version",), when=(*_GO, "proposed_by_other")),
    Rule(("agree",), "asker", "nothing_to_change", ("text",), ("answers",), _GO, note=_POINTS),
    Rule(("agree",), "doer", "nothing_to_change", ("text",), when=_GO),
    Rule(("close",), "either", "accept_summary", when=_GO),
    Rule(("close",), "either", "own_statement", ("text",), when=_GO),
    Rule(("look_again",), "either", "look_again", ("verdict", "text"), when=(*_GO, "date_come"), read=TOGETHER),
    # At any step, by either alone.
    Rule(STEPS, "either", "pause", ("date",), note="again while paused: another date"),
    Rule(STEPS, "either", "resume", when=("paused",)),
    Rule(STEPS, "either", "stop", ends="stopped"),
    Rule(_AFTER, "either", "step_back", when=(*_GO, "can_go_back")),
    Rule(STEPS, "either", "invite_facilitator", ("person",), when=(*_GO, "no_facilitator")),
    Rule(_AFTER, "either", "agree_facilitator", when=(*_GO, "facilitator_asked")),
    Rule(STEPS, "either", "end_facilitator", when=("facilitator_there",)),
)

LEAVES: Final = (
    Leave("prepare", "the opener invites", "open"),
    Leave("open", "the other joins", "restore"),
    Leave("restore", "both say whether it is the same picture", "gap, with one picture of something asked; else listen"),
    Leave("gap", "the doer answers", "listen"),
    Leave("listen", "the doer says *yes* to a read-back, or both choose to talk in person", "own_part"),
    Leave("own_part", "the asker has told the own part, then the account", "causes"),
    Leave("causes", "both have chosen", "repair"),
    Leave("repair", "asker, then doer, named a repair or said that nothing is owed", "agree"),
    Leave("agree", "both agreed to one proposal, or both said that nothing is to change; no marked point waits", "close"),
    Leave("close", "both accepted the summary or added an own statement", "look_again, with an agreement; else closed"),
    Leave("look_again", "both looked", "closed, when both keep or both drop; else agree"),
)
# fmt: on

ACTS: Final = tuple(dict.fromkeys(rule.act for rule in RULES))

TABLE: Final[dict[tuple[str, str], tuple[Rule, ...]]] = {}
for _rule in RULES:
    for _step in _rule.steps:
        TABLE[(_step, _rule.act)] = (*TABLE.get((_step, _rule.act), ()), _rule)


def is_who(rule: Rule, role: Role, opener: Role) -> bool:
    """Whether the rule is about this one. In prepare there is only the opener."""
    return rule.who in ("either", role) or rule.who == ("opener" if role == opener else "other")


@cache
def rule_for(step: str, role: Role, opener: Role, act: str) -> Rule | None:
    """The one sentence of the law about this act of this one at this step; None when there is none."""
    return next((rule for rule in TABLE.get((step, act), ()) if is_who(rule, role, opener)), None)


@cache
def rules_for(step: str, role: Role, opener: Role) -> tuple[Rule, ...]:
    """Every sentence about this one at this step, in the order of the law."""
    return tuple(rule for rule in RULES if step in rule.steps and is_who(rule, role, opener))
