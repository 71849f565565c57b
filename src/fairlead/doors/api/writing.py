"""Data into JSON, spelled as interfaces.md says: moments with their offset, people as id and name, terms.

What may not live here: reading, and anything that belongs to one room alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse

from fairlead.core.calendar import Moment
from fairlead.core.promise.terms import Terms

JSON: Final = "application/json"
PRIVATE: Final = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie, Accept-Language"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation gives back. location: where the thing now lives, for 201."""

    data: Any
    status: int = 200
    location: str | None = None


def response_of(answer: Answer) -> HttpResponse:
    if answer.data is None:
        return HttpResponse(status=204, headers=PRIVATE)
    response = HttpResponse(
        orjson.dumps(answer.data), status=answer.status, content_type=JSON, headers=PRIVATE
    )
    if answer.location:
        response.headers["Location"] = answer.location
    return response


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With its ETag; or 304 without a body, when the asker has these very bytes already."""
    return known_or(request, blake2b(response.content, digest_size=16).hexdigest(), lambda: response)


def known_or(request: HttpRequest, tag: str, made: Callable[[], HttpResponse]) -> HttpResponse:
    """What is made, under this tag; 304, and nothing is made, for who has it."""
    quoted = f'"{tag}"'
    is_known = _has(request.headers.get("If-None-Match", ""), quoted)
    response = HttpResponse(status=304, headers=PRIVATE) if is_known else made()
    response.headers["ETag"] = quoted
    return response


def _has(given: str, tag: str) -> bool:
    return given.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in given.split(",")}


def at_out(at: datetime) -> str:
    """UTC, microseconds, Z: as the journal hashes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@lru_cache(maxsize=4096)
def moment_out(moment: Moment | None) -> str | None:
    """On the wall clock of its own zone, with the offset. Where that was no whole minutes, in UTC."""
    if moment is None:
        return None
    local = moment.local
    if (local.utcoffset() or timedelta()) % timedelta(minutes=1):
        local = moment.at_utc
    return local.isoformat()


def terms_out(terms: Terms) -> dict[str, Any]:
    return {
        "outcome": terms.outcome,
        "due": moment_out(terms.due),
        "standard": terms.standard,
        "purpose": terms.purpose,
        "background": terms.background,
        "needs": [{"text": need.text, "due": moment_out(need.due)} for need in terms.needs],
        "check_ins": [moment_out(moment) for moment in terms.check_ins],
        "assess_by": moment_out(terms.assess_by),
    }


def person_out(id_: UUID, name: str) -> dict[str, str]:
    return {"id": str(id_), "name": name}
