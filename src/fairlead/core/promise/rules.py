"""The law of the promise cycle as one table; `decide`, `open_acts` and `apply` only read it.

The theory. Exactly two people: the asker wants something, the doer will do it. S is who last put
something on the table (terms, a change, a release), A is the other. A stage and S say whose act is
awaited: the ball. CHANGE and RELEASE remember the stage they came from, so a stage is written
`CHANGE/GAP`. *Late* and *at risk* are derived; no clock moves a promise.

Each RULE is one sentence of the law: in these stages, this one may do this act, it takes these
facts, and then the stage is that. `LINES` is the same table written out for both speakers, which
the published promise-cycle.csv holds line by line. Nothing else in the product knows a transition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Role = Literal["asker", "doer"]
Written = Literal["yes", "same", "no"]

NEGOTIATION: Final = ("PROPOSED", "QUESTION", "PONDERING")
CHANGE: Final = ("CHANGE/PROMISED", "CHANGE/GAP")
RELEASE: Final = ("RELEASE/PROMISED", "RELEASE/REPORTED", "RELEASE/GAP")
OPEN: Final = (*NEGOTIATION, "PROMISED", *CHANGE, *RELEASE, "REPORTED", "GAP")
BINDING: Final = ("PROMISED", *CHANGE, *RELEASE, "REPORTED", "GAP")
ENDS: Final = (
    "satisfied",
    "declined",
    "withdrawn",
    "released",
    "revoked",
    "cancelled",
    "closed_with_gap",
    "closed_unassessed",
)
SPOKEN: Final = frozenset((*NEGOTIATION, *CHANGE, *RELEASE))
"""Stages in which somebody has spoken last; in all others neither has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of the law. `who`: S, A, a role or either; `to`: a stage, or `stay`, `back`, `into`
    (`into` = this stage remembers where it came from); `writes`: yes = a new version of the terms,
    same = it stays or takes force, no = the one on the table falls."""

    stages: tuple[str, ...]
    who: str
    act: str
    needs: tuple[str, ...]
    to: str
    writes: Written = "same"
    note: str = ""
    may: tuple[str, ...] = ()


_COMPLETE = "due and standard present; due not passed unless recorded afterwards"
_WHOLE = "terms stay complete"
_NUMBERS = "numbers of the agreed standard"
_STILL = "does not move"
_READ_BACK = "an unanswered read_back of this version is there"
_RECORDED = "outcome required; made_at if recorded afterwards"

# fmt: off
RULES: Final = (
    Rule(("start",), "asker", "request", ("terms",), "PROPOSED", "yes", _RECORDED),
    Rule(("start",), "doer", "offer", ("terms",), "PROPOSED", "yes", _RECORDED),
    # Negotiation: yes, no, another way, a question, time.
    Rule(NEGOTIATION, "A", "accept", ("version",), "PROMISED", "same", _COMPLETE, may=("read_back",)),
    Rule(NEGOTIATION, "A", "decline", ("version",), "declined", "no"),
    Rule(NEGOTIATION, "A", "counter", ("version", "terms"), "PROPOSED", "yes"),
    Rule(("PROPOSED", "PONDERING"), "A", "ask", ("text",), "QUESTION"),
    Rule(("PROPOSED", "PONDERING"), "A", "answer_by", ("date",), "PONDERING"),
    Rule(("PROPOSED", "PONDERING"), "S", "amend", ("terms",), "PROPOSED", "yes"),
    Rule(NEGOTIATION, "S", "withdraw", (), "withdrawn", "no"),
    Rule(("QUESTION",), "S", "clarify", ("text",), "PROPOSED", "same", "without terms"),
    Rule(("QUESTION",), "S", "clarify", ("text", "terms"), "PROPOSED", "yes", "with terms"),
    # The promise stands.
    Rule(("PROMISED",), "doer", "report_done", (), "REPORTED"),
    Rule(("PROMISED",), "asker", "declare_satisfied", (), "satisfied"),
    Rule(("PROMISED",), "either", "flag_risk", ("text",), "stay", note=_STILL),
    Rule(("PROMISED",), "either", "propose_change", ("terms",), "CHANGE/into", "yes", _WHOLE),
    Rule(("PROMISED",), "either", "propose_release", (), "RELEASE/into"),
    # A change is on the table; the old terms hold until both agree.
    Rule(CHANGE, "A", "agree", ("version",), "PROMISED", "same", "the version on the table takes force"),
    Rule(CHANGE, "A", "keep_terms", ("version",), "back", "no"),
    Rule(CHANGE, "A", "counter", ("version", "terms"), "stay", "yes", _WHOLE),
    Rule(CHANGE, "S", "take_back", (), "back", "no"),
    # A release is on the table.
    Rule(RELEASE, "A", "agree", ("version",), "released", "same", "version = the one in force"),
    Rule(RELEASE, "A", "keep_terms", ("version",), "back", "same", "version = the one in force"),
    Rule(RELEASE, "S", "take_back", (), "back"),
    # The doer said done; the asker looks at it.
    Rule(("REPORTED",), "asker", "declare_satisfied", (), "satisfied"),
    Rule(("REPORTED",), "asker", "name_gap", ("conditions",), "GAP", "same", f"{_NUMBERS}; fix_by optional", ("fix_by",)),
    Rule(("REPORTED",), "asker", "close_with_gap", ("conditions",), "closed_with_gap", "same", _NUMBERS),
    Rule(("REPORTED",), "doer", "retract_report", (), "PROMISED"),
    Rule(("REPORTED",), "doer", "close_unassessed", (), "closed_unassessed", "same", "only after the check-by moment"),
    Rule(("REPORTED",), "either", "propose_release", (), "RELEASE/into"),
    # Conditions are still open.
    Rule(("GAP",), "doer", "agree_to_fix", ("date",), "PROMISED", "yes", "date becomes due; not after fix_by"),
    Rule(("GAP",), "doer", "contest", ("text",), "REPORTED"),
    Rule(("GAP",), "doer", "propose_change", ("terms",), "CHANGE/into", "yes", _WHOLE),
    Rule(("GAP",), "asker", "declare_satisfied", (), "satisfied"),
    Rule(("GAP",), "asker", "close_with_gap", (), "closed_with_gap", "same", "the gap already named"),
    Rule(("GAP",), "either", "propose_release", (), "RELEASE/into"),
    # Either can end a promise alone: a reason, never approval.
    Rule(BINDING, "doer", "revoke", ("text",), "revoked"),
    Rule(BINDING, "asker", "cancel", ("text",), "cancelled"),
    # Without moving it.
    Rule(OPEN, "either", "note", ("text",), "stay", note=_STILL),
    Rule((*OPEN, *ENDS), "either", "thank", (), "stay", note=_STILL),
    Rule(OPEN, "doer", "read_back", ("text",), "stay", note=_STILL),
    Rule(OPEN, "asker", "confirm_read_back", ("answer",), "stay", note=f"{_STILL}; {_READ_BACK}"),
)
# fmt: on

ACTS: Final = tuple(dict.fromkeys(rule.act for rule in RULES))
PUTS_ON_TABLE: Final = frozenset(
    {"request", "offer", "counter", "amend", "propose_change", "propose_release"}
)
ANSWERS: Final = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the written-out table; the columns of promise-cycle.csv. `may`: further facts it takes."""

    stage: str
    spoke_last: Role | None
    actor: Role
    act: str
    needs: tuple[str, ...]
    next_stage: str
    next_spoke_last: Role | None
    terms: Written
    note: str
    may: tuple[str, ...]


def other(role: Role) -> Role:
    return "doer" if role == "asker" else "asker"


def _speakers(stage: str) -> tuple[Role | None, ...]:
    return ("asker", "doer") if stage in SPOKEN else (None,)


def _actors(who: str, speaker: Role | None) -> tuple[Role, ...]:
    named: dict[str, tuple[Role, ...]] = {"asker": ("asker",), "doer": ("doer",), "either": ("asker", "doer")}
    if speaker is not None:
        named |= {"S": (speaker,), "A": (other(speaker),)}
    return named[who]


def _target(rule: Rule, stage: str) -> str:
    if rule.to == "stay":
        return stage
    if rule.to == "back":
        return stage.partition("/")[2]
    return rule.to.replace("into", stage)


def _written_out(rule: Rule, stage: str, speaker: Role | None) -> Iterator[Line]:
    for actor in _actors(rule.who, speaker):
        target = _target(rule, stage)
        spoke = actor if rule.act in PUTS_ON_TABLE else speaker
        # The doer's yes may carry a read-back; the asker's yes to an offer has none to give.
        may = () if rule.act == "accept" and actor == "asker" else rule.may
        yield Line(
            stage,
            speaker,
            actor,
            rule.act,
            rule.needs,
            target,
            spoke if target in SPOKEN else None,
            rule.writes,
            rule.note,
            may,
        )


LINES: Final = tuple(
    line
    for rule in RULES
    for stage in rule.stages
    for speaker in _speakers(stage)
    for line in _written_out(rule, stage, speaker)
)

TABLE: Final[dict[tuple[str, Role | None, Role, str], tuple[Line, ...]]] = {}
for _line in LINES:
    _key = (_line.stage, _line.spoke_last, _line.actor, _line.act)
    TABLE[_key] = (*TABLE.get(_key, ()), _line)


def lines_for(stage: str, spoke_last: Role | None, actor: Role) -> tuple[Line, ...]:
    """Every line open to this role at this stage, in the order of the law."""
    return tuple(
        line for line in LINES if (line.stage, line.spoke_last, line.actor) == (stage, spoke_last, actor)
    )


def ball(stage: str, spoke_last: Role | None) -> Role | None:
    """Whose act is awaited; None after an end."""
    if stage in ENDS or stage == "start":
        return None
    if stage == "REPORTED":
        return "asker"
    if stage in ("PROMISED", "GAP"):
        return "doer"
    assert spoke_last is not None  # noqa: S101 - the stages left are SPOKEN
    return spoke_last if stage == "QUESTION" else other(spoke_last)
