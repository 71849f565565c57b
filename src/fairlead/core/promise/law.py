"""`decide`: may this person make this move now, and what line of the journal is it? `open_acts`: what may they?

Pure: the caller gives the clock. Refused with the first that fits, in the order of core.refusals.LAW."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fairlead.core.calendar import Moment, written
from fairlead.core.promise import rules
from fairlead.core.promise.journal import Move, Promise
from fairlead.core.promise.rules import Line, Role
from fairlead.core.promise.terms import Terms, check_moment, check_text, dates_of, read_terms, words_of
from fairlead.core.refusals import Refusal

FACTS: Final = ("terms", "date", "fix_by", "conditions", "answer", "read_back", "text")


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


def open_promise(opening: Opening, *, facts: Mapping[str, Any], made_at: Any = None, at: datetime, zone: str) -> Move:
    """The first move. facts: terms (required), text. made_at: the moment it was made in talk, if it was.

    Refuses missing_field and bad_field; two different people is the caller's to see (bad_field `to`)."""
    if opening.act not in ("request", "offer"):
        raise Refusal("unknown_act", field="kind")
    if opening.by == opening.to:
        raise Refusal("bad_field", field="to")
    recorded = made_at not in (None, "")
    terms = read_terms(facts.get("terms"), former=None, zone=zone, after=None if recorded else at, whole=False)
    data: dict[str, Any] = {
        "asker": str(opening.by if opening.act == "request" else opening.to),
        "doer": str(opening.to if opening.act == "request" else opening.by),
        "terms": dates_of(terms),
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
    if text := _optional(facts.get("text"), "text"):
        words["text"] = text
    return Move(opening.promise, 1, opening.act, opening.by, at, 1, data, words)


def decide(
    promise: Promise, *, by: UUID, act: Any, version: Any = None, facts: Mapping[str, Any], at: datetime, zone: str
) -> Move:
    """The next line of the journal, or a Refusal that changes nothing.

    by: one of the two. version: of the terms the person saw. facts: FACTS by name, plain JSON values,
    None counts as not given. zone: the sender's, for moments that name none."""
    role = promise.role(by)
    if act not in rules.ACTS or role is None:
        raise Refusal("unknown_act", field="act") if role else Refusal("not_found")
    if promise.ended and act != "thank":
        raise Refusal("ended")
    lines = _open_lines(promise, role, act)
    if not lines:
        raise Refusal("not_your_move", act=act)
    if act == "close_unassessed" and not _may_close_unassessed(promise, at):
        raise Refusal("too_early", at=promise.check_by)
    facts = {name: value for name, value in facts.items() if value is not None}
    line = next((line for line in lines if ("terms" in facts) == ("terms" in line.needs)), lines[0])
    _check_version(promise, line, version)
    _check_there(promise, line, facts, version)
    bad = _not_taken(line, facts, version)
    try:
        data, words = _Reading(promise, line, facts, at, zone).taken()
    except Refusal as refusal:
        raise (refusal if bad is None or refusal.code == "missing_field" else bad) from None
    if bad is not None:
        raise bad
    about = promise.written + 1 if line.terms == "yes" else promise.version
    return Move(promise.id, promise.number + 1, line.act, by, at, about, data, words or None)


def open_acts(promise: Promise, *, by: UUID, at: datetime) -> tuple[OpenAct, ...]:
    """Exactly the acts a move by this person will accept now, in the order of the law."""
    role = promise.role(by)
    if role is None:
        return ()
    acts: dict[str, OpenAct] = {}
    for line in rules.lines_for(promise.stage, promise.spoke_last, role):
        if line.act not in acts and _open_now(promise, line, at):
            acts[line.act] = OpenAct(line.act, line.needs, _may_take(promise, role, line))
    return tuple(acts.values())


def _may_take(promise: Promise, role: Role, line: Line) -> tuple[str, ...]:
    others = (taken for twin in rules.TABLE[(promise.stage, promise.spoke_last, role, line.act)] for taken in twin.needs)
    text = () if "text" in line.needs else ("text",)
    return tuple(dict.fromkeys((*(taken for taken in others if taken not in line.needs), *line.may, *text)))


def _open_now(promise: Promise, line: Line, at: datetime) -> bool:
    if line.act == "confirm_read_back":
        return promise.waits_read_back
    if line.act == "close_unassessed":
        return _may_close_unassessed(promise, at)
    if line.act == "accept":
        return promise.terms.absent is None and not _passed(promise, promise.terms, at)
    return True


def _open_lines(promise: Promise, role: Role, act: str) -> tuple[Line, ...]:
    if act == "confirm_read_back" and not promise.waits_read_back:
        return ()
    return rules.TABLE.get((promise.stage, promise.spoke_last, role, act), ())


def _may_close_unassessed(promise: Promise, at: datetime) -> bool:
    return promise.check_by is not None and at > promise.check_by


def _passed(promise: Promise, terms: Terms, at: datetime) -> bool:
    return terms.due is not None and terms.due.at_utc <= at and not promise.recorded


def _check_version(promise: Promise, line: Line, version: Any) -> None:
    if isinstance(version, int) and not isinstance(version, bool) and version != promise.version:
        raise Refusal("stale_terms", field="version", version=promise.version)


def _check_there(promise: Promise, line: Line, facts: Mapping[str, Any], version: Any) -> None:
    for name in line.needs:
        value = version if name == "version" else facts.get(name)
        if value in (None, "", [], {}, ()) or (isinstance(value, str) and not value.strip()):
            raise Refusal("missing_field", field=name)
    if line.act == "accept" and promise.terms.absent:
        raise Refusal("missing_field", field=promise.terms.absent)


def _not_taken(line: Line, facts: Mapping[str, Any], version: Any) -> Refusal | None:
    """A fact this act does not take, or a version that is no number."""
    if version is not None and (not isinstance(version, int) or isinstance(version, bool)):
        return Refusal("bad_field", field="version")
    taken = {"text", *line.needs, *line.may}
    return next((Refusal("bad_field", field=name) for name in facts if name not in taken), None)


def _optional(value: Any, field: str) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return check_text(value, field)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The facts of one move being read: into data (dates and numbers) and words (what was written)."""

    promise: Promise
    line: Line
    facts: Mapping[str, Any]
    at: datetime
    zone: str

    def taken(self) -> tuple[dict[str, Any], dict[str, Any]]:
        data: dict[str, Any] = {}
        words: dict[str, Any] = {}
        if terms := self._terms():
            data["terms"], words["terms"] = dates_of(terms), words_of(terms)
        for name in ("date", "fix_by"):
            if name in self.facts:
                data[name] = written(self._date(name))
        if "conditions" in self.facts:
            data["conditions"] = self._conditions()
        if "answer" in self.facts:
            data["answer"] = self._answer()
        if read_back := _optional(self.facts.get("read_back"), "read_back"):
            words["read_back"], data["read_back"] = read_back, True
        if text := _optional(self.facts.get("text"), "text"):
            words["text"] = text
        if self.line.act == "accept" and _passed(self.promise, self.promise.terms, self.at):
            raise Refusal("bad_field", field="due", why="past")
        return data, words

    def _terms(self) -> Terms | None:
        if self.line.terms != "yes":
            return None
        former = self.promise.terms
        if self.line.act == "agree_to_fix":
            return read_terms({"due": self.facts["date"]}, former=former, zone=self.zone, after=self.at, whole=True, same=True)
        in_negotiation = self.promise.stage in rules.NEGOTIATION
        after = None if self.promise.recorded and in_negotiation else self.at
        return read_terms(self.facts["terms"], former=former, zone=self.zone, after=after, whole=not in_negotiation)

    def _date(self, name: str) -> Moment:
        moment = check_moment(self.facts[name], name, zone=self.zone, after=self.at)
        limit = self.promise.fix_by
        if self.line.act == "agree_to_fix" and limit is not None and moment.at_utc > limit.at_utc:
            raise Refusal("bad_field", field=name, fix_by=limit)
        return moment

    def _conditions(self) -> list[int]:
        given, last = self.facts["conditions"], len(self.promise.terms.standard)
        if not isinstance(given, list | tuple):
            raise Refusal("bad_field", field="conditions")
        if any(not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= last for number in given):
            raise Refusal("bad_field", field="conditions", most=last)
        return sorted(set(given))

    def _answer(self) -> str:
        answer = self.facts["answer"]
        if answer not in rules.ANSWERS:
            raise Refusal("bad_field", field="answer")
        return str(answer)
