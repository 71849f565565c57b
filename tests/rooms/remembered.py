"""A beginning that many tests share is made by everybody's actions once; then its rows are put there again as they were.

What may not live here: who is in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import deepcopy
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import connection, transaction

from fairlead.doors import sql

Made = TypeVar("Made")
Given = ParamSpec("Given")
QUOTED: Final = {"sqlite": "quote({})", "postgresql": "quote_nullable({}::text)"}
"""A value as it is written in a statement."""
BEGINNINGS: Final[set[Hashable]] = {()}
"""Who was there when something was remembered, or after it. Where others are, everything is done anew."""


def remembered(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """What it made the first time for the same, where the same people were."""
    kept: dict[Hashable, tuple[Made, list[str]]] = {}

    @wraps(make)
    def again(*given: Given.args, **more: Given.kwargs) -> Made:
        here = everybody()
        if here not in BEGINNINGS:
            return make(*given, **more)
        place = (given, tuple(sorted(more.items())), here)
        if place not in kept:
            kept[place] = made_with_rows(lambda: make(*given, **more))
            BEGINNINGS.add(everybody())
        else:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in kept[place][1]:
                    cursor.execute(statement)
        return deepcopy(kept[place][0])

    return again


def everybody() -> tuple[Any, ...]:
    return tuple(sql.rows("SELECT id FROM people_person ORDER BY id", []))


def made_with_rows(make: Callable[[], Made]) -> tuple[Made, list[str]]:
    before = rows_of_all()
    made = make()
    return made, added(before, rows_of_all())


def rows_of_all() -> dict[str, list[str]]:
    """Every row there is, as it is written in a statement."""
    return {_into(table): _rows(table) for table in connection.introspection.table_names()}


def added(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """As statements. Who only adds can be remembered."""
    assert all(set(rows) <= set(after[into]) for into, rows in before.items()), (
        "something was changed or taken away"
    )
    new = {into: [row for row in rows if row not in before[into]] for into, rows in after.items()}
    return [f"{into} VALUES {', '.join(rows)}" for into, rows in new.items() if rows]


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [
            f'"{column.name}"' for column in connection.introspection.get_table_description(cursor, table)
        ]


def _into(table: str) -> str:
    return f"INSERT INTO {table} ({', '.join(_columns(table))})"


def _rows(table: str) -> list[str]:
    quoted = ", ".join(QUOTED[connection.vendor].format(column) for column in _columns(table))
    return [f"({', '.join(row)})" for row in sql.rows(f"SELECT {quoted} FROM {table}", [])]
