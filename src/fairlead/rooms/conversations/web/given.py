"""From what was typed to the facts of the law, one reader a field. What may not live here: checking (the law)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from fairlead.doors.forms import Form
from fairlead.rooms.conversations.queries.show import ConversationShown

SPARE: Final = 2
"""empty rows for actions of each side"""


def given_by(form: Form, talk: ConversationShown, parts: tuple[str, ...]) -> dict[str, Any]:
    """The facts of these parts; what is blank is not given."""
    facts = {part: _READ.get(part, _text)(form, part, talk) for part in parts}
    return {name: value for name, value in facts.items() if value is not None}


def _text(form: Form, part: str, _talk: ConversationShown) -> str | None:
    return form.text(part).strip() or None


def _yes_or_no(form: Form, part: str, _talk: ConversationShown) -> bool | None:
    return {"yes": True, "no": False}.get(form.text(part))


def _numbers(form: Form, part: str, _talk: ConversationShown) -> list[int]:
    return form.numbers(part)


def _number(form: Form, part: str, _talk: ConversationShown) -> int | None:
    return next(iter(form.numbers(part)), None)


def _lines(form: Form, part: str, _talk: ConversationShown) -> list[str] | None:
    return [text.strip() for text in form.texts(part) if text.strip()] or None


def _actions(form: Form, _part: str, talk: ConversationShown) -> list[dict[str, Any]] | None:
    """Rows `action-asker`, `due-asker` and the same of the doer, in the order they stand."""
    found = []
    for role, person in (("doer", talk.doer), ("asker", talk.asker)):
        texts, dues = form.texts(f"action-{role}"), form.texts(f"due-{role}")
        for number, text in enumerate(texts):
            if text.strip():
                due = dues[number] if number < len(dues) else ""
                found.append({"by": str(person.id), "text": text.strip(), "due": due or None})
    return found or None


def _answers(form: Form, _part: str, talk: ConversationShown) -> list[dict[str, Any]] | None:
    found = [
        {"point": point.number, "text": text}
        for point in talk.said.points
        if (text := form.text(f"answer-{point.number}").strip())
    ]
    return found or None


_READ: Final[dict[str, Callable[[Form, str, ConversationShown], Any]]] = {
    "was_a_yes": _yes_or_no,
    "conditions": _numbers,
    "question": _number,
    "points": _lines,
    "codes": _lines,
    "actions": _actions,
    "answers": _answers,
}
