"""What people send with a step, read into data (dates, numbers, ids) and words (what was written).

What lives here: one reader a field. What may not: whose turn it is (talk.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from fairlead.core.calendar import parse_moment, written
from fairlead.core.conversation import agenda
from fairlead.core.conversation.agenda import Role
from fairlead.core.conversation.codes import OWN_WORDS
from fairlead.core.conversation.journal import Conversation
from fairlead.core.promise.terms import TEXT_MAX, check_text, is_blank
from fairlead.core.refusals import Refusal

POINTS_MAX: Final = 12
POINT_MAX: Final = 500
ACTIONS_MAX: Final = 24
CODES_MAX: Final = 3
LOOK_AGAIN_DAYS: Final = 21

_From = TypeVar("_From")
_To = TypeVar("_To")


def day_of(at: datetime, zone: str) -> date:
    """The day it is there at this moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def default_look_again(at: datetime, zone: str) -> date:
    """Three weeks from today: what a form begins with."""
    return day_of(at, zone) + timedelta(days=LOOK_AGAIN_DAYS)


def check_day(value: Any, field: str, *, at: datetime, zone: str) -> date:
    """A day, `2026-12-01` or a moment of that day with its offset; today or later."""
    if is_blank(value):
        raise Refusal("missing_field", field=field)
    if not isinstance(value, str):
        raise Refusal("bad_field", field=field, why="form")
    day = (
        _plain_day(value, field)
        if len(value.strip()) == 10
        else parse_moment(value, zone=zone, field=field).local.date()
    )
    if day < day_of(at, zone):
        raise Refusal("bad_field", field=field, why="past")
    return day


def _plain_day(value: str, field: str) -> date:
    """Through the reader of moments, so that a day has one form and the same bounds."""
    return parse_moment(f"{value.strip()}T00:00Z", zone="UTC", field=field).at_utc.astimezone(UTC).date()


def check_due(value: Any, field: str, *, at: datetime, zone: str) -> str | None:
    """When an action is due: a day or a moment, as it was sent; blank is *from today*."""
    if is_blank(value):
        return None
    day = check_day(value, field, at=at, zone=zone)
    if len(value.strip()) == 10:
        return day.isoformat()
    return written(parse_moment(value, zone=zone, field=field))


def is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _one_of(value: Any, field: str, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise Refusal("bad_field", field=field)
    return value


def each(items: Iterable[_From], read: Callable[[_From], _To]) -> list[_To]:
    """Everything read; of several refusals what is missing comes before what is bad."""
    done: list[_To] = []
    bad: Refusal | None = None
    for item in items:
        try:
            done.append(read(item))
        except Refusal as refusal:
            if refusal.code == "missing_field":
                raise
            bad = bad or refusal
    if bad is not None:
        raise bad
    return done


def _items(value: Any, field: str, most: int) -> list[Any]:
    if not isinstance(value, list | tuple) or len(value) > most:
        raise Refusal("bad_field", field=field, most=most)
    return list(value)


def _person(value: Any, field: str) -> UUID:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError):
        raise Refusal("bad_field", field=field) from None


Action = tuple[UUID | None, str, str | None]
"""(by, text, due); by None: all of a team. due None: from the first day."""


def read_actions(
    value: Any, parties: frozenset[UUID], *, at: datetime, zone: str, team: bool = False
) -> list[Action]:
    """What each will do. Of two people at least one action each; of a team any, also of all together."""
    items = _items(value, "actions", ACTIONS_MAX)
    actions = each(items, lambda item: _action(item, parties, at, zone, team=team))
    if not team and {by for by, _, _ in actions} != parties:
        raise Refusal("bad_field", field="actions", why="one side")
    return actions


def _action(item: Any, parties: frozenset[UUID], at: datetime, zone: str, *, team: bool) -> Action:
    if not isinstance(item, Mapping) or not set(item) <= {"by", "text", "due"}:
        raise Refusal("bad_field", field="actions")
    is_of_all = team and is_blank(item.get("by"))
    if is_blank(item.get("by")) and not is_of_all:
        raise Refusal("missing_field", field="actions")
    text = check_text(item.get("text"), "actions", POINT_MAX)
    by = None if is_of_all else _person(item["by"], "actions")
    if by is not None and by not in parties:
        raise Refusal("bad_field", field="actions")
    return by, text, check_due(item.get("due"), "actions", at=at, zone=zone)


def actions_data(actions: list[Action]) -> list[dict[str, str | None]]:
    """The part of actions that is no words."""
    return [{"by": str(by) if by else None, "due": due} for by, _, due in actions]


_Read = tuple[Any, Any]
"""(datum, word); None where there is none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of one step being read. codes: those the two are offered."""

    conversation: Conversation
    role: Role
    act: str
    is_short: bool
    at: datetime
    zone: str
    codes: frozenset[str]

    def taken(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        data: dict[str, Any] = {}
        words: dict[str, Any] = {}
        names = [name for name in _READERS if name in given]
        read = each(names, lambda name: _READERS[name](self, given[name]))
        for name, (datum, word) in zip(names, read, strict=True):
            if datum is not None:
                data[name] = datum
            if word is not None:
                words[name] = word
        return data, words

    def text(self, name: str, value: Any) -> str:
        most = agenda.READ_BACK_MAX if self.act == "read_back" else TEXT_MAX
        return check_text(value, name, agenda.SHORT if self.is_short and self.role == "asker" else most)

    def prompt(self, value: Any) -> _Read:
        """Its number from 1, or its name."""
        names = agenda.PROMPTS[self.role]
        if isinstance(value, str) and value in names:
            return names.index(value) + 1, None
        if not is_number(value) or not 1 <= value <= len(names):
            raise Refusal("bad_field", field="prompt", most=len(names))
        return value, None

    def date(self, name: str, value: Any) -> _Read:
        return check_day(value, name, at=self.at, zone=self.zone).isoformat(), None

    def was_a_yes(self, value: Any) -> _Read:
        if not isinstance(value, bool):
            raise Refusal("bad_field", field="was_a_yes")
        return value, None

    def conditions(self, value: Any) -> _Read:
        most = self.conversation.conditions
        numbers = _items(value, "conditions", most * 2)
        if not all(is_number(number) and 1 <= number <= most for number in numbers):
            raise Refusal("bad_field", field="conditions", most=most)
        return sorted(set(numbers)), None

    def points(self, value: Any) -> _Read:
        texts = each(_items(value, "points", POINTS_MAX), lambda item: check_text(item, "points", POINT_MAX))
        return len(texts), texts

    def question(self, value: Any) -> _Read:
        if not is_number(value) or value not in self.conversation.unanswered:
            raise Refusal("bad_field", field="question", most=self.conversation.questions)
        return value, None

    def chosen(self, value: Any) -> _Read:
        chosen = _items(value, "codes", CODES_MAX)
        if not all(isinstance(code, str) and code in self.codes for code in chosen):
            raise Refusal("bad_field", field="codes")
        if len(set(chosen)) != len(chosen):
            raise Refusal("bad_field", field="codes")
        return None, chosen

    def person(self, value: Any) -> _Read:
        person = _person(value, "person")
        if person in (self.conversation.asker, self.conversation.doer):
            raise Refusal("bad_field", field="person")
        return str(person), None

    def actions(self, value: Any) -> _Read:
        parties = frozenset({self.conversation.asker, self.conversation.doer})
        actions = read_actions(value, parties, at=self.at, zone=self.zone)
        return actions_data(actions), [text for _, text, _ in actions]

    def answers(self, value: Any) -> _Read:
        """Each point that waits has its answer; one that was answered before may have another."""
        most = self.conversation.points
        items = _items(value, "answers", most)
        points = {
            item.get("point") for item in items if isinstance(item, Mapping) and is_number(item.get("point"))
        }
        if not self.conversation.waiting_points <= points:
            raise Refusal("missing_field", field="answers")
        found = dict(each(items, self._answer))
        if len(found) != len(items):
            raise Refusal("bad_field", field="answers")
        return list(found), list(found.values())

    def _answer(self, item: Any) -> tuple[int, str]:
        if not isinstance(item, Mapping) or not set(item) <= {"point", "text"}:
            raise Refusal("bad_field", field="answers")
        text = check_text(item.get("text"), "answers", POINT_MAX)
        point: Any = item.get("point")
        if not is_number(point) or not 1 <= point <= self.conversation.points:
            raise Refusal("bad_field", field="answers", most=self.conversation.points)
        return point, text


def _word(name: str) -> Callable[[Reading, Any], _Read]:
    return lambda reading, value: (None, reading.text(name, value))


def _choice(name: str, known: tuple[str, ...]) -> Callable[[Reading, Any], _Read]:
    return lambda _, value: (_one_of(value, name, known), None)


def _day(name: str) -> Callable[[Reading, Any], _Read]:
    return lambda reading, value: reading.date(name, value)


_READERS: Final[dict[str, Callable[[Reading, Any], _Read]]] = {
    "prompt": Reading.prompt,
    "purpose": _word("purpose"),
    "text": _word("text"),
    "mode": _choice("mode", agenda.MODES),
    "date": _day("date"),
    "was_a_yes": Reading.was_a_yes,
    "conditions": Reading.conditions,
    "points": Reading.points,
    "question": Reading.question,
    "answer": _choice("answer", agenda.ANSWERS),
    "codes": Reading.chosen,
    "own_words": lambda _, value: (None, check_text(value, "own_words", POINT_MAX)),
    "side": _choice("side", agenda.SIDES),
    "actions": Reading.actions,
    "answers": Reading.answers,
    "look_again_on": _day("look_again_on"),
    "verdict": _choice("verdict", agenda.VERDICTS),
    "person": Reading.person,
}
FACTS: Final = tuple(_READERS)


def absent(given: Mapping[str, Any], needs: tuple[str, ...]) -> str | None:
    """The first fact that is needed and was not given."""
    lacking = next((name for name in needs if name not in given), None)
    if lacking is not None:
        return lacking
    if given.get("answer") in ("partly", "no") and "text" not in given:
        return "text"
    codes = given.get("codes")
    is_own = isinstance(codes, list | tuple) and OWN_WORDS in codes
    return "own_words" if is_own and "own_words" not in given else None
