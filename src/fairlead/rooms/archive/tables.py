"""Which tables a back-up holds, and how their values cross from one kind of database to the other.

Every table of every room, read off the models, so that a new one is never forgotten. What may not live here: what
the rows mean; this room knows tables, not promises."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from django.db import models

from fairlead.core.journal import write_at
from fairlead.doors import sql

LEFT_OUT: Final = frozenset({"contenttypes", "auth"})
"""Apps of the framework whose rows `fairlead migrate` makes."""
DERIVED: Final = frozenset(
    {"django_migrations", "promises_search", "pulses_key", "pulses_issued", "pulses_ballot", "pulses_link"}
)
"""Tables without a model: what the head of the file says, what is made anew from the words, and the box of the pulse: no
back-up holds a ballot or a wave's key."""

KINDS: Final[Mapping[str, str]] = {
    "UUIDField": "id",
    "DateTimeField": "moment",
    "DateField": "day",
    "BinaryField": "bytes",
    "BooleanField": "truth",
    "JSONField": "json",
    "CharField": "text",
    "EmailField": "text",
    "TextField": "text",
    "IntegerField": "number",
    "SmallIntegerField": "number",
    "BigIntegerField": "number",
    "AutoField": "number",
    "BigAutoField": "number",
}
"""A kind of field that is not here stops the back-up: what is not known cannot be kept."""


@dataclass(frozen=True, slots=True)
class Table:
    """columns: (name, kind). key: what its rows are sorted by."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]

    @property
    def names(self) -> str:
        return ", ".join(f'"{name}"' for name, _ in self.columns)


def kept_models(every: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    found = [(_meta(model), model) for model in every]
    kept = [(meta.db_table, model) for meta, model in found if meta.app_label not in LEFT_OUT]
    return [model for _, model in sorted(kept, key=itemgetter(0))]


def tables_of(every: Iterable[type[models.Model]]) -> list[Table]:
    return [_table(model) for model in kept_models(every)]


def _meta(model: type[models.Model]) -> Any:
    return model._meta  # noqa: SLF001  Django's own name for what a table is


def _table(model: type[models.Model]) -> Table:
    meta = _meta(model)
    columns = tuple((field.column, _kind(field)) for field in meta.local_concrete_fields)
    key = tuple(field.column for field in meta.pk_fields)
    return Table(meta.db_table, columns, key)


def _kind(field: Any) -> str:
    while field.remote_field is not None:
        field = field.target_field
    return KINDS[field.get_internal_type()]


# --- out of a row ---


def _json_out(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str | bytes) else value


OUT: Final[Mapping[str, Callable[[Any], Any]]] = {
    "id": lambda value: sql.take_id(value).hex,
    "moment": lambda value: write_at(sql.take_at(value)),
    "day": str,
    "bytes": lambda value: base64.b64encode(bytes(value)).decode(),
    "truth": bool,
    "json": _json_out,
    "text": str,
    "number": int,
}


def taker(table: Table) -> Callable[[tuple[Any, ...]], list[Any]]:
    """Turns a row of the database into a row of the file."""
    ways = [OUT[kind] for _, kind in table.columns]
    return lambda row: [None if value is None else way(value) for way, value in zip(ways, row, strict=True)]


# --- into a row ---


def _moment_in(value: str) -> Any:
    at = datetime.fromisoformat(value)
    return value if sql.is_postgresql() else sql.put_at(at)


def _text_in(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _number_in(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a number")
    return value


def _truth_in(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a truth")
    return value


IN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "id": lambda value: UUID(hex=value).hex,
    "moment": _moment_in,
    "day": lambda value: date.fromisoformat(value).isoformat(),
    "bytes": lambda value: base64.b64decode(value, validate=True),
    "truth": _truth_in,
    "json": json.dumps,
    "text": _text_in,
    "number": _number_in,
}


def giver(table: Table) -> Callable[[list[Any]], tuple[Any, ...]]:
    """Turns a row of the file into one that either database takes as its own. ValueError, TypeError for no such row."""
    ways = [IN[kind] for _, kind in table.columns]
    return lambda row: tuple(
        None if value is None else way(value) for way, value in zip(ways, row, strict=True)
    )
