"""`decide`: may this person make this move now, and what line of the journal is it? `open_acts`: what may they?

Pure: the caller gives the clock. Refused with the first that fits, in the order of core.refusals.LAW."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from fairlead.core.calendar import Moment, written
from fairlead.core.promise import rules
from fairlead.core.promise.journal import Move, Promise
from fairlead.core.promise.rules import Line, Role
from fairlead.core.promise.terms import (
    Terms,
    check_moment,
    check_text,
    dates_of,
    is_blank,
    optional_text,
    read_terms,
    words_of,
)
from fairlead.core.refusals import Refusal

_DATA: Final = ("date", "fix_by", "conditions", "answer")
_WORDS: Final = ("read_back", "text")
FACTS: Final = ("terms", *_DATA, *_WORDS)


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act that a move will accept now, with the facts it needs."""

    act: str
    needs: tuple[str, ...]
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Who makes a promise with whom, before there is one. act: request or offer."""

    promise: UUID
    by: UUID
    to: UUID
    act: str
    team: UUID | None = None
    linked_to: UUID | None = None


def open_promise(
    opening: Opening, *, facts: Mapping[str, Any], made_at: Any = None, at: datetime, zone: str
) -> Move:
    """The first move. facts: terms (required), text. made_at: the moment it was made in talk, if it was.

    Refuses missing_field and bad_field; two different people is the caller's to see (bad_field `to`)."""
    if opening.act not in ("request", "offer"):
        raise Refusal("unknown_act", field="kind")
    if opening.by == opening.to:
        raise Refusal("bad_field", field="to")
    recorded = not is_blank(made_at)
    terms = read_terms(
        facts.get("terms"), former=None, zone=zone, after=None if recorded else at, whole=False
    )
    data: dict[str, Any] = {
        "asker": str(opening.by if opening.act == "request" else opening.to),
        "doer": str(opening.to if opening.act == "request" else opening.by),
        "terms": dates_of(terms),
        "zone": zone,
    }
    if recorded:
        made = check_moment(made_at, "made_at", zone=zone, after=None)
        if made.at_utc > at:
            raise Refusal("bad_field", field="made_at")
        data["made_at"] = written(made)
    if opening.team:
        data["team"] = str(opening.team)
    if opening.linked_to:
        data["linked_to"] = str(opening.linked_to)
    words: dict[str, Any] = {"terms": words_of(terms)}
    if text := optional_text(facts.get("text"), "text"):
        words["text"] = text
    return Move(opening.promise, 1, opening.act, opening.by, at, 1, data, words)


def decide(
    promise: Promise,
    *,
    by: UUID,
    act: Any,
    version: Any = None,
    facts: Mapping[str, Any],
    at: datetime,
    zone: str,
) -> Move:
    """The next line of the journal, or a Refusal that changes nothing.

    by: one of the two. version: of the terms the person saw. facts: FACTS by name, plain JSON values,
    blank counts as not given. zone: the sender's, for moments that name none."""
    role = promise.role(by)
    if role is None:
        raise Refusal("not_found")
    if act not in rules.ACTS:
        raise Refusal("unknown_act", field="act")
    if promise.ended and act != "thank":
        raise Refusal("ended")
    lines = _open_lines(promise, role, act)
    if not lines:
        raise Refusal("not_your_move", act=act)
    if act == "close_unassessed" and not _is_unchecked(promise, at):
        raise Refusal("too_early", at=promise.check_by)
    if _is_number(version) and version != promise.version:
        raise Refusal("stale_terms", field="version", version=promise.version)
    given = {name: value for name, value in {**facts, "version": version}.items() if not is_blank(value)}
    line = next((line for line in lines if ("terms" in given) == ("terms" in line.needs)), lines[0])
    _check_there(promise, line, given)
    data, words = _Reading(promise, line, given, at, zone).taken()
    about = promise.written + 1 if line.terms == "yes" else promise.version
    return Move(promise.id, promise.number + 1, line.act, by, at, about, data, words or None)


def open_acts(promise: Promise, *, by: UUID, at: datetime) -> tuple[OpenAct, ...]:
    """Exactly the acts a move by this person will accept now, in the order of the law."""
    role = promise.role(by)
    if role is None:
        return ()
    known = _acts_of(promise.stage, promise.spoke_last, role)
    return tuple(act for line, act in known if _open_now(promise, line, at))


@cache
def _acts_of(stage: str, spoke_last: Role | None, role: Role) -> tuple[tuple[Line, OpenAct], ...]:
    """Each act of the table here with its first line; whether it is open now is a matter of the promise, too."""
    first: dict[str, tuple[Line, OpenAct]] = {}
    for line in rules.lines_for(stage, spoke_last, role):
        needs_and_may = (line.needs, _may_take(stage, spoke_last, role, line))
        first.setdefault(line.act, (line, OpenAct(line.act, *needs_and_may)))
    return tuple(first.values())


def _may_take(stage: str, spoke_last: Role | None, role: Role, line: Line) -> tuple[str, ...]:
    others = (taken for twin in rules.TABLE[(stage, spoke_last, role, line.act)] for taken in twin.needs)
    text = () if "text" in line.needs else ("text",)
    return tuple(dict.fromkeys((*(taken for taken in others if taken not in line.needs), *line.may, *text)))


def _open_now(promise: Promise, line: Line, at: datetime) -> bool:
    match line.act:
        case "confirm_read_back":
            return promise.waits_read_back
        case "close_unassessed":
            return _is_unchecked(promise, at)
        case "accept":
            return promise.terms.absent is None and not _is_over(promise, at)
        case "agree_to_fix":  # after fix_by no date is left to name: it is a propose_change
            return promise.fix_by is None or promise.fix_by.at_utc > at
    return True


def _open_lines(promise: Promise, role: Role, act: str) -> tuple[Line, ...]:
    if act == "confirm_read_back" and not promise.waits_read_back:
        return ()
    return rules.TABLE.get((promise.stage, promise.spoke_last, role, act), ())


def _is_unchecked(promise: Promise, at: datetime) -> bool:
    return promise.check_by is not None and at > promise.check_by


def _is_over(promise: Promise, at: datetime) -> bool:
    """Whether the date on the table has passed, so that nobody can promise it any more."""
    return promise.terms.date_passed(at) and not promise.recorded


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_there(promise: Promise, line: Line, given: Mapping[str, Any]) -> None:
    absent = next((name for name in line.needs if name not in given), None)
    if absent is None and line.act == "accept":
        absent = promise.terms.absent
    if absent is not None:
        raise Refusal("missing_field", field=absent)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The facts of one move being read: into data (dates and numbers) and words (what was written)."""

    promise: Promise
    line: Line
    given: Mapping[str, Any]
    at: datetime
    zone: str

    def taken(self) -> tuple[dict[str, Any], dict[str, Any]]:
        # Terms first: only in them can something still be missing, and missing comes before bad.
        terms = self._terms()
        self._check_taken()
        data = {name: self._datum(name) for name in _DATA if name in self.given}
        words: dict[str, Any] = {
            name: check_text(self.given[name], name) for name in _WORDS if name in self.given
        }
        if "read_back" in words:
            data["read_back"] = True
        if terms is not None:
            data["terms"], words["terms"] = dates_of(terms), words_of(terms)
        return data, words

    def _check_taken(self) -> None:
        taken = {"version", "text", *self.line.needs, *self.line.may}
        for name in self.given:
            if name not in taken or (name == "version" and not _is_number(self.given[name])):
                raise Refusal("bad_field", field=name)
        if self.line.act == "accept" and _is_over(self.promise, self.at):
            raise Refusal("bad_field", field="due", why="past")

    def _terms(self) -> Terms | None:
        if self.line.terms != "yes":
            return None
        former = self.promise.terms
        if self.line.act == "agree_to_fix":
            due = {"due": written(self._date("date"))}
            return read_terms(due, former=former, zone=self.zone, after=None, whole=True, same=True)
        in_negotiation = self.promise.stage in rules.NEGOTIATION
        after = None if self.promise.recorded and in_negotiation else self.at
        terms = self.given["terms"]
        return read_terms(terms, former=former, zone=self.zone, after=after, whole=not in_negotiation)

    def _datum(self, name: str) -> Any:
        if name == "conditions":
            return self._conditions()
        if name == "answer":
            return self._answer()
        return written(self._date(name))

    def _date(self, name: str) -> Moment:
        moment = check_moment(self.given[name], name, zone=self.zone, after=self.at)
        limit = self.promise.fix_by
        if self.line.act == "agree_to_fix" and limit is not None and moment.at_utc > limit.at_utc:
            raise Refusal("bad_field", field=name, fix_by=limit)
        return moment

    def _conditions(self) -> list[int]:
        numbers, most = self.given["conditions"], len(self.promise.terms.standard)
        if not isinstance(numbers, list | tuple):
            raise Refusal("bad_field", field="conditions")
        if not all(_is_number(number) and 1 <= number <= most for number in numbers):
            raise Refusal("bad_field", field="conditions", most=most)
        return sorted(set(numbers))

    def _answer(self) -> str:
        answer = self.given["answer"]
        if answer not in rules.ANSWERS:
            raise Refusal("bad_field", field="answer")
        return str(answer)
