"""A beginning that many tests share is made by everybody's actions once; then its rows are put there again as they were.

What may not live here: who is in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import deepcopy
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import connection, transaction

from fairlead.doors import sql

Made = TypeVar("Made")
Given = ParamSpec("Given")
QUOTED: Final = {"sqlite": "quote({})", "postgresql": "quote_nullable({}::text)"}
"""A value as it is written in a statement."""


def remembered(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """What it made for the same people the first time. Without any it begins where nobody is; else it is done anew."""
    kept: dict[Hashable, tuple[Made, list[str]]] = {}

    @wraps(make)
    def again(*people: Given.args, **_none: Given.kwargs) -> Made:
        if not people and sql.rows("SELECT 1 FROM people_person LIMIT 1", []):
            return make(*people)
        if people not in kept:
            before = rows_of_all()
            kept[people] = (make(*people), [])
            kept[people][1].extend(added(before, rows_of_all()))
        else:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in kept[people][1]:
                    cursor.execute(statement)
        return deepcopy(kept[people][0])

    return again


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
