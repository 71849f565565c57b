"""The API against what it says of itself: generated requests, and real answers held to the published schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from fairlead.config.wsgi import application
from fairlead.doors.refusing import ANSWERS
from tests.doors.program import Program, refused
from tests.rooms.promises.conftest import Programs
from tests.rooms.promises.world import terms

API = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
# Every edge of every field is 3,000 requests and about what the API reads, not about what a database keeps:
# once, on SQLite. What is made up at random goes to both.
API.config.phases.coverage.enabled = django_settings.IS_SQLITE
QUICK = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The server in this process shares the test's transaction, so it must not put the connection away."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@API.parametrize()
@QUICK
def test_no_request_is_answered_otherwise_than_described(
    case: Any, programs: Programs, one_connection: None
) -> None:
    headers = {"Authorization": f"Bearer {programs.alice.token}", "Accept-Encoding": "identity"}
    # What a schema cannot say (one of two is needed, a key is new) is refused, and rightly so.
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])


def held(answer: Any, schema: str) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    wanted = {"$ref": f"#/components/schemas/{schema}", "components": described["components"]}
    jsonschema_rs.Draft202012Validator(wanted, validate_formats=True).validate(answer.data)


def test_what_is_answered_is_what_was_published(programs: Programs) -> None:
    alice, dan = programs.alice, programs.dan
    needs = [{"text": "The list", "due": "2026-12-01T09:00:00+01:00"}]
    ask = {
        "kind": "request",
        "to": "sam@example.com",
        "terms": terms(needs=needs, check_ins=["2026-12-02T09:00:00Z"]),
    }
    held(alice.post("/promises", ask), "PromiseMade")
    promise = programs.promised(team=str(programs.world.team))
    change = programs.move(dan, promise, "propose_change", terms={"purpose": "More"})
    held(change, "Promise")
    held(programs.move(alice, promise, "agree"), "Problem")
    held(dan.get("/promises"), "Promises")
    held(dan.get("/today"), "Today")
    held(dan.get(f"/promises/{promise['id']}/journal"), "Lines")
    for who in (alice, dan):
        held(who.call("PUT", f"/promises/{promise['id']}/sharing", {"team": True}), "Promise")
    held(alice.get(f"/teams/{programs.world.team}"), "TeamWithPromises")
    held(alice.post("/drafts", ask), "Draft")
    held(alice.get("/drafts"), "Drafts")
    held(alice.get("/me"), "Me")
    held(alice.get("/people"), "Colleagues")
    held(alice.get("/teams"), "Teams")
    held(alice.post("/invitations", {"name": "Kim"}), "Invitation")


def operations() -> list[tuple[str, str]]:
    described = Client().get("/api/v1/openapi.json").json()
    return [(method.upper(), path) for path, methods in described["paths"].items() for method in methods]


def scope_of(method: str, path: str) -> str:
    """Which token an operation wants; one that may write may read."""
    if "/reflections/" in path or "/coaching/weeks/" in path or path.endswith("/mirror"):
        return "reflect"
    if path.startswith("/api/v1/listening"):
        return "listen"
    return "admin" if (method, path) == ("PATCH", "/api/v1/organisation") else "write"


def test_every_operation_refuses_with_a_problem(programs: Programs) -> None:
    nobody, world = Program(None), programs.world
    holders = {
        one: Program.of(world.alice, at=world.at, scopes=(one,)) for one in ("reflect", "listen", "admin")
    } | {"write": programs.alice}
    for method, path in operations():
        scope = scope_of(method, path)
        scoped, unscoped = holders[scope], holders["write" if scope != "write" else "reflect"]
        address = (
            path.removeprefix("/api/v1")
            .replace("{promise}", "none")
            .replace("{draft}", "none")
            .replace("{team}", "none")
        )
        body = None if method == "GET" else {}
        refused(nobody.call(method, address, body), 401, "unauthenticated")
        refused(unscoped.call(method, address, body), 403, "scope")
        refused(scoped.call("TRACE", address), 405, "wrong_method")
        if "{" in path:
            refused(scoped.call(method, address, body), 404, "not_found")
        if method in ("POST", "PUT", "PATCH") and "{" not in path:
            refused(scoped.call(method, address, b"{"), 400, "bad_json")
            refused(scoped.call(method, address, b"a", content_type="text/plain"), 415, "wrong_type")


def test_every_code_is_described(programs: Programs) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    told = " ".join(answer["description"] for answer in described["components"]["responses"].values())
    assert all(f"`{code}`" in told for code in ANSWERS)
    statuses = {str(status) for status, _ in ANSWERS.values()}
    assert {name.removeprefix("Refused") for name in described["components"]["responses"]} == statuses
