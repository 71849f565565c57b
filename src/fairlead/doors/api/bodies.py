"""Reading the body of a request: JSON as strict as RFC 8259 and I-JSON have it, and no larger than makes sense.

What may not live here: what the fields mean. Every refusal is one of too_large, wrong_type, bad_json."""

from __future__ import annotations

import json
from typing import Any, Final

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from django.utils.translation import gettext as _

from fairlead.core.refusals import Refusal

BYTES_MAX: Final = 1_500_000
DEPTH_MAX: Final = 20
DIGITS_MAX: Final = 18


def read_body(request: HttpRequest, *, most: int = BYTES_MAX) -> dict[str, Any]:
    """The JSON object that was sent, in the order too_large, wrong_type, bad_json."""
    if _length(request, most) > most:
        raise Refusal("too_large")
    if not _is_json(request.content_type or "", (request.content_params or {}).get("charset", "utf-8")):
        raise Refusal("wrong_type")
    return parsed(_bytes(request, most))


def _length(request: HttpRequest, most: int) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 19 else most + 1


def _is_json(kind: str, charset: str) -> bool:
    kind = kind.lower()
    is_one = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
    return is_one and charset.lower().replace("-", "") == "utf8"


def _bytes(request: HttpRequest, most: int) -> bytes:
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        request._body = _streamed(request, most)  # noqa: SLF001 - Django itself reads only what has a length
    try:
        return request.body
    except RequestDataTooBig:
        raise Refusal("too_large") from None
    except UnreadablePostError:  # whoever sent it went away
        raise Refusal("bad_json") from None


def _streamed(request: HttpRequest, most: int) -> bytes:
    body: bytes = request.META["wsgi.input"].read(most + 1)
    if len(body) > most:
        raise Refusal("too_large")
    return body


def parsed(body: bytes) -> dict[str, Any]:
    """One object. No NaN, no half characters, no name twice, no number beyond 64 bits, nothing deeper than DEPTH_MAX."""
    try:
        orjson.loads(body)  # stricter than the standard library on bytes, numbers and half characters
        value = json.loads(body, object_pairs_hook=_each_name_once, parse_int=_number)
    except (ValueError, RecursionError):
        raise Refusal("bad_json") from None
    if not isinstance(value, dict):
        raise Refusal("bad_json", says=_("The body has to be one JSON object."))
    if body.count(b"[") + body.count(b"{") > DEPTH_MAX and not _is_shallow(value):
        raise Refusal("bad_json", says=_("This is nested more deeply than anything here needs."))
    return value


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _number(text: str) -> int:
    if len(text) > DIGITS_MAX:
        raise ValueError("a number no other program would read as we do")
    return int(text)


def _is_shallow(value: Any) -> bool:
    level: list[Any] = [value]
    for _depth in range(DEPTH_MAX):
        level = [
            part
            for whole in level
            for part in (whole.values() if isinstance(whole, dict) else whole)
            if isinstance(part, dict | list)
        ]
        if not level:
            return True
    return False
