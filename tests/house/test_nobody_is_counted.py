"""No answer of the API and no column holds a rate, a score, a rank or a count of what somebody did not keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

COUNTING = re.compile(
    r"(^|_)(rate|rates|ratio|score|scores|scoring|rank|ranks|ranking|rating|grade|grades|points?_total|percent|percentage|percentile"
    r"|reliability|trust|karma|streak|leaderboard|performance|kpi|quota|late|lateness|overdue|missed|broken|failed|failures?"
    r"|kept_count|broken_count|declined_count|revoked_count|promises_count|count_of|total|totals|average|avg|mean|median"
    r"|last_login|last_seen|seen_at|read_at|opened_at|active_at|online)(_|$)"
)


def words(name: str) -> str:
    """`keptRate` and `kept-rate` are kept_rate."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


@pytest.mark.parametrize(
    "name", ["score", "keptRate", "kept-rate", "last_seen", "broken", "on_time_percentage", "rank"]
)
def test_a_name_that_counts_people_is_found(name: str) -> None:
    assert COUNTING.search(words(name))


@pytest.mark.parametrize(
    "name",
    ["version", "number", "kept_this_week", "date_passed", "points", "updated_at", "stage", "created_at"],
)
def test_a_name_that_does_not_is_left_alone(name: str) -> None:
    assert not COUNTING.search(words(name))


def properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from value
            yield from properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from properties(value)


def test_no_schema_of_the_api_counts_people() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    names = {*properties(described), *described["components"]["schemas"]}
    names |= {
        part["name"]
        for path in described["paths"].values()
        for one in path.values()
        for part in one["parameters"]
    }
    assert len(names) > 60
    assert not {name for name in names if COUNTING.search(words(name))}


def test_no_column_counts_people() -> None:
    columns = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("fairlead.")
        for field in model._meta.get_fields()
        if COUNTING.search(words(field.name))
    }
    assert not columns
