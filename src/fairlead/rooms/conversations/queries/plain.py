"""What one person may read of a conversation, as plain data: the API answers it, and their export holds it.

Only what `show` gave is written; nothing is asked of the journal here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, Final
from uuid import UUID

from fairlead.core.conversation.shown import Entry, Offer
from fairlead.core.conversation.summary import Summary
from fairlead.core.journal import write_at
from fairlead.rooms.conversations.queries.show import ConversationShown
from fairlead.rooms.people.shapes import PersonCard

TOLD: Final = (
    "mode", "date", "was_a_yes", "conditions", "side", "verdict", "person", "prompt", "answers",
)  # fmt: skip
"""Of the data of a step, what has no part of its own below. `points` and `actions` have one."""


def day_out(on: date | None) -> str | None:
    return on.isoformat() if on else None


def person_out(card: PersonCard | None) -> dict[str, str] | None:
    return {"id": str(card.id), "name": card.name} if card else None


def conversation_out(shown: ConversationShown) -> dict[str, Any]:
    return {
        "id": str(shown.id),
        "promise": _id(shown.promise),
        "step": shown.step,
        "version": shown.version,
        "me": shown.me,
        "asker": person_out(shown.asker),
        "doer": person_out(shown.doer),
        "facilitator": person_out(shown.facilitator),
        "suggested": person_out(shown.suggested),
        "mode": shown.mode,
        "heard": shown.said.is_heard,
        "waiting_for": [str(person) for person in shown.waiting_for],
        "paused_until": day_out(shown.paused_until),
        "answer_on": day_out(shown.answer_on),
        "look_again_on": day_out(shown.look_again_on),
        "ended": shown.ended,
        "readers": list(shown.readers),
        "shown": said_out(shown),
        "created_at": write_at(shown.created_at),
        "updated_at": write_at(shown.updated_at),
    }


def said_out(shown: ConversationShown) -> dict[str, Any]:
    said = shown.said
    return {
        "purpose": said.purpose,
        "expectation": said.expectation,
        "lines": _entries(said.lines),
        "pictures": _entries(said.pictures),
        "picture": said.picture,
        "gap": _entries(said.gap),
        "accounts": _entries(said.accounts),
        "points": [asdict(point) for point in said.points],
        "questions": [asdict(question) for question in said.questions],
        "read_backs": [asdict(read_back) for read_back in said.read_backs],
        "in_person": _entries(said.in_person),
        "own_part": _entries(said.own_part),
        "causes": [asdict(causes) for causes in said.causes],
        "sentence": said.sentence,
        "sentence_in_both_names": said.sentence_in_both_names,
        "repairs": _entries(said.repairs),
        "proposal": _offer(said.proposal),
        "agreement": _offer(said.agreement),
        "nothing_to_change": _entries(said.nothing_to_change),
        "statements": _entries(said.statements),
        "looks": _entries(said.looks),
        "summary": _summary(shown.summary),
        "notes": [{"prompt": prompt, "text": text} for prompt, text in sorted(shown.notes.items())],
    }


def _id(value: UUID | None) -> str | None:
    return str(value) if value else None


def _entries(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [_entry(entry) for entry in entries]


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "version": entry.version,
        "step": entry.where,
        "act": entry.act,
        "role": entry.role,
        "at": write_at(entry.at),
        "text": entry.text,
        "facts": {name: entry.data[name] for name in TOLD if name in entry.data},
        "shared": entry.is_shared,
    }


def _summary(summary: Summary | None) -> dict[str, Any] | None:
    return {**asdict(summary), "agreement": _offer(summary.agreement)} if summary else None


def _offer(offer: Offer | None) -> dict[str, Any] | None:
    if offer is None:
        return None
    actions = [{"by": str(one.by), "text": one.text, "due": one.due} for one in offer.actions]
    on = day_out(offer.look_again_on)
    return {"version": offer.version, "role": offer.by, "actions": actions, "look_again_on": on}
