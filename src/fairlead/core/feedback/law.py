"""`decide`: may this one do this now, and what line is it? `apply` and `replay`: what the lines fold to.

Pure: the caller gives the clock. A line has a day, never a moment, and the author's need none: what is said without
a name is kept without one, and folds to the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.facts import check_day, day_of, is_number
from fairlead.core.feedback import rules
from fairlead.core.feedback.rules import Role, Rule
from fairlead.core.promise.terms import check_text, is_blank
from fairlead.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. on: the day of it; of the author's, unsigned, None. words: None: nothing written, or erased."""

    number: int
    act: str
    role: Role
    on: date | None
    data: Mapping[str, Any]
    words: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Item:
    """What the lines of one piece of feedback fold to. date: promised for, or looked at again on."""

    number: int
    stage: str
    about: str
    thing: UUID | None
    is_signed: bool
    has_leave: bool
    """once decided, to the team: always without a name, of a signed one with its author's leave"""
    rounds: int = 0
    said_back_on: date | None = None
    decision: str | None = None
    decided_on: date | None = None
    date: date | None = None

    @property
    def ended(self) -> bool:
        return self.stage == rules.END

    @property
    def is_decided(self) -> bool:
        return self.stage in rules.DECIDED


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks what the law says, when and where."""

    role: Role
    at: datetime
    zone: str

    @property
    def today(self) -> date:
        return day_of(self.at, self.zone)


GIVE: Final = ("about", "text", "thing", "leave")


def give(facts: Mapping[str, Any], *, asked: Asked, is_signed: bool) -> Entry:
    """The first line. facts: about and text; of a signed one perhaps thing (an id) and leave (yes or no).

    Refuses missing_field and bad_field. Whether the thing is there is for the room."""
    given = {name: value for name, value in facts.items() if not is_blank(value)}
    for name in ("about", "text"):
        if name not in given:
            raise Refusal("missing_field", field=name)
    taken = GIVE if is_signed else GIVE[:2]
    if unknown := next((name for name in given if name not in taken), None):
        raise Refusal("bad_field", field=unknown)
    data: dict[str, Any] = {"about": _one_of(given["about"], "about", rules.ABOUT)}
    if "thing" in given:
        if data["about"] not in rules.LINKED:
            raise Refusal("bad_field", field="thing")
        data["thing"] = str(_id(given["thing"]))
    if is_signed:
        data["leave"] = _one_of(given.get("leave", "no"), "leave", rules.ANSWERS["leave"])
    return Entry(1, "give", "author", asked.today, data, {"text": check_text(given["text"], "text")})


def decide(item: Item, *, asked: Asked, act: Any, version: Any = None, facts: Mapping[str, Any]) -> Entry:
    """The next line, or a Refusal that changes nothing. version: the number of the last line that was seen."""
    if act not in rules.ACTS:
        raise Refusal("unknown_act", field="act")
    if item.ended:
        raise Refusal("ended")
    rule = rules.rule_for(item.stage, asked.role, act)
    if rule is None or (rule.when not in (None, "silent") and not _holds(item, rule, asked)):
        raise Refusal("not_your_move", act=act)
    if not _holds(item, rule, asked):
        raise Refusal("too_early", on=silent_from(item))
    if is_number(version) and version != item.number:
        raise Refusal("stale_terms", field="version", version=item.number)
    given = {name: value for name, value in {**facts, "version": version}.items() if not is_blank(value)}
    _check_names(rule, given)
    data, words = _read(rule, given, asked)
    return Entry(item.number + 1, act, asked.role, asked.today, data, words or None)


def open_acts(item: Item, *, asked: Asked) -> tuple[Rule, ...]:
    """Exactly the sentences by which this one may act now."""
    if item.ended:
        return ()
    return tuple(
        rule
        for rule in rules.RULES
        if item.stage in rule.stages and asked.role in rule.who and _holds(item, rule, asked)
    )


def _holds(item: Item, rule: Rule, asked: Asked) -> bool:
    match rule.when:
        case "signed":
            return item.is_signed
        case "three_rounds":
            return item.rounds >= rules.ROUNDS
        case "silent":
            return asked.today >= silent_from(item)
    return True


def silent_from(item: Item) -> date:
    """From when on the recipient may decide without an answer."""
    return (item.said_back_on or date.max - timedelta(days=99)) + timedelta(days=rules.SILENCE_DAYS)


def _check_names(rule: Rule, given: Mapping[str, Any]) -> None:
    lacking = next((name for name in rule.needs if name not in given), None)
    if lacking is not None:
        raise Refusal("missing_field", field=lacking)
    for name, value in given.items():
        if name not in ("version", *rule.needs, *rule.may) or (name == "version" and not is_number(value)):
            raise Refusal("bad_field", field=name)


def _read(rule: Rule, given: Mapping[str, Any], asked: Asked) -> tuple[dict[str, Any], dict[str, Any]]:
    data: dict[str, Any] = {}
    if "answer" in given:
        data["answer"] = _one_of(given["answer"], "answer", rules.ANSWERS[rule.act])
    if "decision" in given:
        data["decision"] = _one_of(given["decision"], "decision", rules.DECISIONS)
    if "date" in given:
        data["date"] = _day(given["date"], data["decision"], asked).isoformat()
    words = {"text": check_text(given["text"], "text")} if "text" in given else {}
    return data, words


def _day(value: Any, decision: str, asked: Asked) -> date:
    day = check_day(value, "date", at=asked.at, zone=asked.zone)
    last = asked.today + timedelta(days=rules.LOOK_AGAIN_MAX)
    if decision == "not_now" and not asked.today < day <= last:
        raise Refusal("bad_field", field="date", why="look again")
    return day


def _one_of(value: Any, field: str, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise Refusal("bad_field", field=field)
    return value


def _id(value: Any) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except (ValueError, AttributeError, TypeError):
        raise Refusal("bad_field", field="thing") from None


# --- the fold ---


def replay(entries: Iterable[Entry], *, is_signed: bool) -> Item:
    """What these lines make, in order of number. ValueError for none."""
    first, *rest = entries
    return reduce(apply, rest, opened(first, is_signed=is_signed))


def opened(entry: Entry, *, is_signed: bool) -> Item:
    data = entry.data
    return Item(
        number=entry.number,
        stage="received",
        about=data["about"],
        thing=UUID(data["thing"]) if "thing" in data else None,
        is_signed=is_signed,
        has_leave=not is_signed or data["leave"] == "yes",
    )


def apply(item: Item, entry: Entry) -> Item:
    """The same after one more line that was decided under the law."""
    rule = rules.rule_for(item.stage, entry.role, entry.act)
    assert rule is not None  # noqa: S101 - decide never lets another line in
    said = entry.data.get("answer") or entry.data.get("decision") or ""
    after = replace(item, number=entry.number, stage=rule.to.get(said, item.stage))
    match entry.act:
        case "hear":
            return replace(after, said_back_on=entry.on)
        case "confirm":
            return replace(after, rounds=item.rounds + (said != "yes"))
        case "decide":
            until = date.fromisoformat(entry.data["date"])
            return replace(after, decision=said, decided_on=entry.on, date=until)
        case "done":
            return replace(after, decided_on=entry.on, date=None)
        case "changed" if after.stage == "heard":
            return replace(after, decision=None, decided_on=None)
        case "leave":
            return replace(after, has_leave=said == "yes")
    return after


# --- whose word is awaited ---


def comes_due_on(item: Item) -> date | None:
    """The day from which on it waits for its recipient without anybody's word: what they said they will do, what is
    looked at again, a read-back nobody answers."""
    if item.stage == "said_back":
        return silent_from(item)
    return item.date if item.stage in rules.DATED else None


def waits_on(item: Item, *, today: date) -> Role | None:
    """Whose word is next; nobody's while a promise runs, until the day of looking again, and after the end."""
    due = comes_due_on(item)
    if item.stage in ("received", "heard") or (due is not None and today >= due):
        return "recipient"
    return "author" if item.stage in ("said_back", "done") else None
