"""One promise told from its way: who does what when, decided by the law itself, up to a present.

Pure: no database. The small demo makes the steps through the actions, the big one writes the moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.promise.journal import Move, Promise, apply
from fairlead.core.promise.law import Opening, decide, open_promise
from fairlead.rooms.archive.demo.chance import Chance
from fairlead.rooms.archive.demo.texts import Ask, Beat, Way, sentences
from fairlead.rooms.archive.demo.working_time import FIVE, NOON, PRESENT, WorkingTime

CUSTOMERS: Final = (
    "Halden", "Brightwater", "Norrvik", "Pallas", "Quint", "Sundby", "Verano", "Ostara", "Kestrel", "Mirabel",
)  # fmt: skip
VERSIONS: Final = ("4.1", "4.2", "4.3", "5.0")
SOON: Final = 0.03
"""working days between two steps at least: a good quarter of an hour"""
POOLS: Final = {
    "answer_by": "time",
    "flag_risk": "risk",
    "propose_change": "change",
    "keep_terms": "keep",
    "report_done": "done",
    "declare_satisfied": "satisfied",
    "name_gap": "gap",
    "agree_to_fix": "fix",
    "close_with_gap": "close_gap",
    "close_unassessed": "unchecked",
    "retract_report": "retract",
    "note": "note_doer",
}
"""Which sentences go with an act, where they are not called like it."""
NEEDS_TEXT: Final = frozenset({"ask", "clarify", "flag_risk", "contest", "revoke", "cancel", "note"})
OFTEN: Final = 0.6


@dataclass(frozen=True, slots=True)
class Plot:
    """What is told: between whom, about what, from when on. due, fills: None lets chance choose."""

    way: Way
    ask: Ask
    asker: UUID
    doer: UUID
    opens: float
    due: float | None = None
    team: UUID | None = None
    linked_to: UUID | None = None
    fills: Mapping[str, str] | None = None
    check_ins: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One move after the first, ready for the action."""

    at: datetime
    by: UUID
    act: str
    version: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """The first move as it is asked for, the steps after it, and the moves that all of them are."""

    plot: Plot
    opening: Opening
    facts: Mapping[str, Any]
    made_at: str | None
    at: datetime
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    promise: Promise
    last: float
    """when its last move was made"""
    fills: Mapping[str, str]


def tell(plot: Plot, *, time: WorkingTime, chance: Chance) -> Story:
    """The story of this plot until its present. The same chance tells the same story."""
    return _Teller(plot, time, chance).told()


class _Teller:
    def __init__(self, plot: Plot, time: WorkingTime, chance: Chance) -> None:
        self.plot, self.time, self.chance = plot, time, chance
        self.when = plot.opens
        self.fills = plot.fills or {
            "client": chance.one_of(CUSTOMERS),
            "version": chance.one_of(VERSIONS),
            "month": time.at(plot.opens + 20).strftime("%B"),
        }
        self.dues: dict[int, float] = {1: plot.due if plot.due is not None else self._due_date()}
        self.moves: list[Move] = []
        self.steps: list[Step] = []

    def told(self) -> Story:
        plot = self.plot
        by, to = (plot.asker, plot.doer) if plot.way.kind == "request" else (plot.doer, plot.asker)
        at = self.time.at(plot.opens)
        opening = Opening(self.chance.id_at(at), by, to, plot.way.kind, plot.team, plot.linked_to)
        facts = self._first_facts()
        made_at = self.time.text(plot.opens - self.chance.between(0.2, 1.0)) if plot.way.is_recorded else None
        first = open_promise(opening, facts=facts, made_at=made_at, at=at, zone=self.time.zone)
        self.moves.append(first)
        self.promise = apply(None, first)
        for beat in plot.way.beats:
            when = self._moment_of(beat)
            if when > PRESENT:
                break
            self.when = when
            self._step(beat)
        steps, moves = tuple(self.steps), tuple(self.moves)
        return Story(plot, opening, facts, made_at, at, steps, moves, self.promise, self.when, self.fills)

    def _due_date(self) -> float:
        return self.plot.opens // 1 + int(self.chance.between(4, 13)) + self.chance.one_of((NOON, FIVE, FIVE))

    def _filled(self, text: str) -> str:
        return text.format(**self.fills) if "{" in text else text

    def _first_facts(self) -> dict[str, Any]:
        ask = self.plot.ask
        terms: dict[str, Any] = {
            "outcome": self._filled(ask.outcome),
            "due": self.time.text(self.dues[1]),
            "standard": [self._filled(line) for line in ask.standard],
        }
        if self.plot.check_ins:
            terms["check_ins"] = [self.time.text(when) for when in self.plot.check_ins]
        if ask.purpose:
            terms["purpose"] = self._filled(ask.purpose)
        pool = (
            "recorded"
            if self.plot.way.is_recorded
            else "again"
            if self.plot.linked_to
            else self.plot.way.kind
        )
        text = self._said(pool, share=0.4)
        return {"terms": terms, "text": text} if text else {"terms": terms}

    def _moment_of(self, beat: Beat) -> float:
        due = self.dues[self.promise.version]
        if beat.after == "at":
            wanted = beat.days
        elif beat.after == "+":
            wanted = self.when + beat.days * self.chance.between(0.6, 1.5)
        else:
            wanted = due + beat.days + self.chance.between(-0.04, 0.04) + (3 if beat.after == "check" else 0)
        return max(wanted, self.when + SOON)

    def _said(self, pool: str, *, share: float) -> str | None:
        return self.chance.one_of(sentences()[pool]) if self.chance.happens(share) else None

    def _step(self, beat: Beat) -> None:
        by = self.promise.person("asker" if beat.role == "asker" else "doer")
        version, at = self.promise.version, self.time.at(self.when)
        facts = self._facts(beat)
        move = decide(
            self.promise, by=by, act=beat.act, version=version, facts=facts, at=at, zone=self.time.zone
        )
        self.promise = apply(self.promise, move)
        self.dues.setdefault(self.promise.written, self.dues[version])
        self.moves.append(move)
        self.steps.append(Step(at, by, beat.act, version, facts))

    def _facts(self, beat: Beat) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        if text := self._text(beat):
            facts["text"] = text
        for name, value in beat.facts.items():
            if name in ("due", "standard"):
                facts["terms"] = self._terms(name, value)
            elif name in ("date", "fix_by"):
                facts[name] = self._date(beat, self.when + float(value))
            elif name == "conditions":
                facts[name] = [1 if value == "first" else len(self.promise.terms.standard)]
            elif name == "answer":
                facts[name] = value
            elif name == "read_back":
                facts[name] = self._read_back()
        return facts

    def _text(self, beat: Beat) -> str | None:
        if beat.act == "read_back":
            return self._read_back()
        pool = beat.facts.get("text") or POOLS.get(beat.act, beat.act)
        if pool == "-" or pool not in sentences():
            return None
        if beat.act == "accept" and beat.role == "asker":
            pool = "agree"
        return self._said(pool, share=1 if beat.act in NEEDS_TEXT or "text" in beat.facts else OFTEN)

    def _read_back(self) -> str:
        terms = self.promise.terms
        return f"What I heard: {terms.outcome}. I am done when this holds: {terms.standard[0]}."

    def _date(self, beat: Beat, when: float) -> str:
        """On the hour; a date that puts something right is the due of the next version."""
        when = when // 1 + (NOON if when % 1 < NOON else FIVE)
        if beat.act == "agree_to_fix":
            self.dues[self.promise.written + 1] = when
        return self.time.text(when)

    def _terms(self, name: str, value: str) -> dict[str, Any]:
        before = self.promise.terms
        if name == "due":
            due = self.dues[self.promise.version]
            moved = max(due, self.when // 1 + due % 1) + float(value)
            self.dues[self.promise.written + 1] = moved
            return {"due": self.time.text(moved)}
        if value == "less" and len(before.standard) > 1:
            return {"standard": list(before.standard[:-1])}
        more = [line for line in sentences()["condition"] if line not in before.standard]
        return {"standard": [*before.standard, self.chance.one_of(more)]}
