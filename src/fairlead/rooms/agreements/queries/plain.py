"""An agreement as plain data: the API answers it, and its parties' exports hold it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fairlead.core.journal import write_at
from fairlead.rooms.agreements.queries.cited import Became
from fairlead.rooms.agreements.queries.shared import Outline, Said
from fairlead.rooms.agreements.queries.show import AgreementShown, Look, VersionShown
from fairlead.rooms.agreements.queries.trace import Trace
from fairlead.rooms.people.shapes import PersonCard


def agreement_out(shown: AgreementShown) -> dict[str, Any]:
    version = version_out(shown.shown)
    return {
        "id": str(shown.id),
        "version": version["version"],
        "team": _text(shown.team),
        "parties": [_person(shown.people, person) for person in shown.parties],
        "by": version["by"],
        "in_force": shown.in_force,
        "agreed": version["agreed"],
        "unanswered": [str(person) for person in shown.unanswered],
        "problems": version["problems"],
        "actions": version["actions"],
        "look_again_on": version["look_again_on"],
        "fading": shown.fading,
        "since": _text(shown.since),
        "binds_until": _text(shown.binds_until),
        "change": version_out(shown.change) if shown.change else None,
        "looks": [_look(look) for look in shown.looks],
        "ended": shown.ended,
        "promises": [became_out(one) for one in shown.promises],
        "from": _text(shown.conversation),
        "created_at": write_at(shown.created_at),
        "updated_at": write_at(shown.updated_at),
    }


def version_out(one: VersionShown) -> dict[str, Any]:
    return {
        "version": one.version,
        "by": str(one.by),
        "actions": [{"by": _text(each.by), "text": each.text, "due": each.due} for each in one.actions],
        "look_again_on": one.look_again_on.isoformat(),
        "agreed": [str(person) for person in one.agreed],
        "problems": [{"by": str(person), "text": text} for person, text in one.problems],
    }


def became_out(one: Became) -> dict[str, Any]:
    return {
        "promise": str(one.promise.id),
        "stage": one.promise.stage,
        "version": one.line.version,
        "action": one.line.place,
    }


def trace_out(found: Trace) -> dict[str, Any]:
    return {
        "promise": str(found.promise),
        "cites": [
            {
                "agreement": _text(one.agreement.id) if one.agreement else None,
                "conversation": _text(one.talk.id) if one.talk else None,
                "came_of": _text(one.talk.promise) if one.talk else None,
                "in_force": one.agreement.in_force if one.agreement else None,
            }
            for one in found.cites
        ],
        "conversations": [str(talk) for talk in found.talks],
        "agreements": [str(one.id) for one in found.agreements],
        "promises": [became_out(one) for one in found.later],
    }


def outline_out(one: Outline) -> dict[str, Any]:
    return {
        "parties": [{"id": str(person), "name": name} for person, name in one.parties],
        "actions": [{"by": _text(each.by), "text": each.text, "due": each.due} for each in one.actions],
        "look_again_on": one.look_again_on.isoformat(),
        "fading": one.fading,
    }


def said_out(one: Said) -> dict[str, str]:
    return {"by": str(one.person), "audience": one.audience, "team": str(one.team)}


def _look(look: Look) -> dict[str, Any]:
    return {"by": str(look.by), "at": write_at(look.at), "verdict": look.verdict, "text": look.text}


def _person(people: Mapping[UUID, PersonCard], person: UUID) -> dict[str, str]:
    return {"id": str(person), "name": people[person].name if person in people else ""}


def _text(value: Any) -> str | None:
    return str(value) if value is not None else None
