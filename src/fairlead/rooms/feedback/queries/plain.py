"""Feedback as plain data: the API answers it, and its author's export holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fairlead.rooms.feedback.queries.show import FeedbackShown, Line
from fairlead.rooms.people.shapes import PersonCard


def feedback_out(shown: FeedbackShown) -> dict[str, Any]:
    item = shown.item
    return {
        "id": str(shown.id),
        "version": item.number,
        "signed": shown.is_signed,
        "me": shown.me,
        "author": _person(shown.people, shown.author),
        "to": _to(shown),
        "about": item.about,
        "thing": str(item.thing) if item.thing else None,
        "stage": item.stage,
        "waiting_for": shown.waits_on,
        "given_on": _text(shown.given_on),
        "shown_to_team": item.has_leave,
        "decision": item.decision,
        "date": _text(item.date),
        "lines": [_line(line) for line in shown.lines],
        "ended": item.ended,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "act": line.act,
        "role": line.role,
        "by": _text(line.by),
        "on": _text(line.on),
        "answer": line.answer,
        "decision": line.decision,
        "date": _text(line.date),
        "text": line.text,
        "erased": line.is_erased,
    }


def _to(shown: FeedbackShown) -> dict[str, Any]:
    if shown.team:
        return {"id": str(shown.team), "name": shown.team_name, "kind": "team"}
    return {**(_person(shown.people, shown.person) or {}), "kind": "person"}


def _person(people: Mapping[UUID, PersonCard], person: UUID | None) -> dict[str, str] | None:
    if person is None:
        return None
    return {"id": str(person), "name": people[person].name if person in people else ""}


def _text(value: Any) -> str | None:
    return str(value) if value is not None else None
