"""The description of the API as a page for people: rendered here, with nothing from elsewhere.

What may not live here: words about operations; they stand at the operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from fairlead.doors import pages
from fairlead.doors.api.description import described
from fairlead.doors.refusing import ANSWERS


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter or a field: its name, what kind of value, whether it has to be there, what it says."""

    name: str
    kind: str
    is_needed: bool
    about: str


@dataclass(frozen=True, slots=True)
class Line:
    """One operation as the page shows it."""

    id: str
    method: str
    address: str
    summary: str
    about: str
    parts: tuple[Part, ...]
    takes: str
    gives: str


def docs(api: NinjaAPI) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        whole = described(api)
        schemas = whole["components"]["schemas"]
        return pages.render(
            request,
            "api.html",
            about=whole["info"]["description"],
            lines=list(_lines(whole)),
            schemas=[
                (name, schema.get("description", ""), _fields(schema))
                for name, schema in sorted(schemas.items())
            ],
            refusals=[(code, status) for code, (status, _) in ANSWERS.items()],
        )

    return page


def _lines(whole: dict[str, Any]) -> Iterator[Line]:
    for address, methods in whole["paths"].items():
        for method, operation in methods.items():
            sent = operation.get("requestBody", {}).get("content", {})
            given = next(
                answer for status, answer in operation["responses"].items() if status.startswith("2")
            )
            yield Line(
                operation["operationId"],
                method.upper(),
                address,
                operation["summary"],
                operation.get("description", ""),
                tuple(_part(part) for part in operation["parameters"]),
                _kind(next(iter(sent.values()))["schema"]) if sent else "",
                _kind(next(iter(given["content"].values()))["schema"]) if "content" in given else "",
            )


def _part(part: dict[str, Any]) -> Part:
    return Part(part["name"], _kind(part["schema"]), bool(part.get("required")), part.get("description", ""))


def _fields(schema: dict[str, Any]) -> tuple[Part, ...]:
    needed = schema.get("required", [])
    return tuple(
        Part(name, _kind(field), name in needed, field.get("description", ""))
        for name, field in schema.get("properties", {}).items()
    )


def _kind(schema: dict[str, Any]) -> str:
    """`text`, `list of Need`, `a or b`: short enough for a table."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_kind(part) for part in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type") or "any")
