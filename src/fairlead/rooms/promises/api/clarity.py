"""The hints for a clear ask, for programs: told and forgotten. What may not live here: the rules (core/clarity), storage."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field

from fairlead.core.clarity import CODES, Draft, Hint, hints
from fairlead.core.clarity.due import Due, find_due, read_due
from fairlead.core.refusals import Refusal
from fairlead.doors.api.kit import writes
from fairlead.doors.api.said import only
from fairlead.doors.api.shapes import Passing
from fairlead.doors.api.writing import Answer
from fairlead.doors.clarity_words import clarity_sentence
from fairlead.doors.clock import now
from fairlead.doors.who import viewer_of
from fairlead.rooms.people.queries import work_week
from fairlead.rooms.promises.api.operations import router

LONGEST: Final = 10_000
FIELDS: Final = ("text", "terms")
TERMS: Final = ("outcome", "due", "standard", "purpose", "background")
POINTS: Final = 20


class TermsSoFar(Schema):
    """As far as they have come. What is not about words may be in it, as in a draft, and is not looked at."""

    model_config = ConfigDict(extra="allow")

    outcome: str | None = Field(None, max_length=LONGEST)
    due: str | None = Field(None, max_length=LONGEST, description="A moment, or words for one")
    standard: list[str] | None = Field(None, max_length=POINTS)
    purpose: str | None = Field(None, max_length=LONGEST)
    background: str | None = Field(None, max_length=LONGEST)


class ClarityIn(Passing):
    text: str | None = Field(
        None, max_length=LONGEST, description="The ask in a sentence, where there are no terms yet"
    )
    terms: TermsSoFar | None = None


class HintOut(Schema):
    code: str = Field(json_schema_extra={"enum": list(CODES)})
    kind: Literal["good", "open", "info"]
    text: str = Field(description="What would make it clear, in your language")
    words: str | None = Field(None, description="What was found, as it was typed")


class DueOut(Schema):
    words: str
    kind: Literal["day", "which", "range", "unresolvable", "vague"]
    day: str | None = Field(description="The likelier, where words fit two")
    also: list[str] = Field(description="Other days the words fit")


class ClarityOut(Schema):
    hints: list[HintOut]
    due: DueOut | None = Field(description="Words of a date in what was sent, read on your own clock")


@writes(router, "/clarity", takes=ClarityIn, answers=ClarityOut, status=200)
def clarity(request: HttpRequest, *, body: dict[str, Any]) -> Answer:
    """Hints for a clear ask.

    Nothing of it is kept, and so no answer is kept for an Idempotency-Key: sent again, it is looked at again. English and German; in other languages only the date and the points are looked at."""
    viewer = viewer_of(request)
    terms = _terms(body)
    outcome, due_words = terms["outcome"] or _text(body, "text"), terms["due"]
    is_moment = due_words[10:11] in {"T", "t"}
    at, week = now(), work_week(viewer.organisation)
    found = None if is_moment else (
        read_due(due_words, now=at, zone=viewer.zone, week=week) if due_words else find_due(outcome, now=at, zone=viewer.zone, week=week)
    )  # fmt: skip
    draft = Draft(
        outcome=outcome, has_due=is_moment, due_words="" if is_moment else due_words, standard=tuple(terms["standard"]),
        purpose=terms["purpose"], background=terms["background"], language=viewer.language,
    )  # fmt: skip
    found_hints = hints(draft)
    if found is None and (words := _date_in(found_hints)):
        found = read_due(words, now=at, zone=viewer.zone, week=week)  # German words, too
    told = [
        {
            "code": hint.code,
            "kind": hint.kind,
            "text": clarity_sentence(hint),
            "words": hint.facts.get("words"),
        }
        for hint in found_hints
    ]
    return Answer({"hints": told, "due": _due(found)}, 200)


def _date_in(found: tuple[Hint, ...]) -> str:
    return next((str(hint.facts["words"]) for hint in found if hint.code == "date_in_words"), "")


def _text(given: dict[str, Any], name: str, field: str = "") -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Refusal("bad_field", field=field or name)
    return value


def _terms(body: dict[str, Any]) -> dict[str, Any]:
    """The texts of the terms; anything else in them is the law's matter, later."""
    only(body, FIELDS)
    given = body.get("terms")
    if given is None:
        given = {}
    if not isinstance(given, dict):
        raise Refusal("bad_field", field="terms")
    points = [] if given.get("standard") is None else given["standard"]
    if (
        not isinstance(points, list)
        or len(points) > POINTS
        or not all(isinstance(one, str) for one in points)
    ):
        raise Refusal("bad_field", field="standard")
    texts = {name: _text(given, name) for name in TERMS if name != "standard"}
    return {**texts, "standard": [point[:LONGEST] for point in points]}


def _due(found: Due | None) -> dict[str, Any] | None:
    if found is None:
        return None
    day = found.day.isoformat() if found.day else None
    return {
        "words": found.words,
        "kind": found.kind,
        "day": day,
        "also": [one.isoformat() for one in found.also],
    }
