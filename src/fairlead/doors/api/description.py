"""What the API says of itself: OpenAPI 3.1, from the operations, with what all of them share written in.

What may not live here: how it looks to people (reading.py)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Schema

from fairlead.core.refusals import CODES
from fairlead.doors.api.kit import BODIES, KEEPS_NOTHING
from fairlead.doors.api.problems import PROBLEM, ROOT
from fairlead.doors.api.shapes import Problem
from fairlead.doors.api.writing import JSON, tagged
from fairlead.doors.refusing import ANSWERS

ABOUT: Final = (
    "Promises two people make, change honestly and check together. Times are RFC 3339 with their offset, ids are UUIDs."
    " Lists answer `items` and `next`, the cursor for `after`; null says that this was the last page."
    " What is not yours answers as what is not there."
)
KEY: Final = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "1 to 255 characters. The same key with the same body has one effect and one answer, for 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
}
SEEN: Final = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The ETag of what you have: 304 when it is still the same.",
    "schema": {"type": "string"},
}
ALWAYS: Final = (401, 403, 429, 503)
OF_READS: Final = (422,)
OF_WRITES: Final = (400, 409, 413, 415, 422)
SECURITY: Final = {
    "token": {"type": "http", "scheme": "bearer", "description": "flt_...: made on the page You, or with `fairlead token create`"},
    "session": {"type": "apiKey", "in": "cookie", "name": "fairlead", "description": "A browser's session; changes need its X-CSRFToken"},
}  # fmt: skip


@cache
def described(api: NinjaAPI) -> dict[str, Any]:
    """The whole description, as plain data."""
    whole = dict(api.get_openapi_schema(path_prefix=f"{ROOT}/"))
    models: list[type[Schema]] = [Problem, *BODIES.values()]
    for model in models:
        _add(whole, model)
    for address, methods in whole["paths"].items():
        for method, operation in methods.items():
            _complete(operation, method, has_path="{" in address)
    whole["components"]["securitySchemes"] = SECURITY
    whole["components"]["responses"] = {f"Refused{status}": _refused(status) for status in _statuses()}
    whole["servers"] = [{"url": "/"}]
    plain: dict[str, Any] = orjson.loads(orjson.dumps(whole))
    return plain


def published(api: NinjaAPI) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def openapi(request: HttpRequest) -> HttpResponse:
        return tagged(request, HttpResponse(orjson.dumps(described(api)), content_type=JSON))

    return openapi


def _add(whole: dict[str, Any], model: type[Schema]) -> None:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = whole["components"]["schemas"]
    schemas.update(schema.pop("$defs", {}))
    schemas[model.__name__] = schema


def _statuses() -> list[int]:
    return sorted({status for status, _ in ANSWERS.values()})


def _refused(status: int) -> dict[str, Any]:
    codes = sorted(code for code in CODES if ANSWERS[code][0] == status)
    return {
        "description": " or ".join(f"`{code}`" for code in codes),
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _complete(operation: dict[str, Any], method: str, *, has_path: bool) -> None:
    operation["security"] = [{"token": []}, {"session": []}]
    parameters = [part for part in operation.get("parameters", []) if part is not None]
    refused = {*ALWAYS, *(OF_READS if method == "get" else OF_WRITES)}
    if has_path or method == "post":
        refused.add(404)
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    if method == "get":
        parameters.append(SEEN)
        responses["304"] = {"description": "You have it already"}
    if method == "post" and operation["operationId"] not in KEEPS_NOTHING:
        parameters.append(KEY)
    responses |= {
        str(status): {"$ref": f"#/components/responses/Refused{status}"} for status in sorted(refused)
    }
    operation["parameters"], operation["responses"] = parameters, responses
