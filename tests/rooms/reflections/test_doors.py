"""Dan's week over the API and on the command line: with a token made for it, and with no other."""

from __future__ import annotations

import json

import pytest

from fairlead.core.reflection import LONGEST
from tests.doors.program import Program, refused
from tests.rooms.promises.browser import browser_of
from tests.rooms.promises.test_cli import run
from tests.rooms.promises.world import NOW, World

WEEK = "/reflections/2026-W48"


@pytest.fixture
def dan(world: World) -> Program:
    return Program.of(world.dan, at=NOW, scopes=("reflect",))


def put(who: Program, answers: object, address: str = WEEK):
    return who.call("PUT", address, {"answers": answers})


def test_dan_writes_and_reads_his_week(dan: Program) -> None:
    empty = dan.get(WEEK)
    assert empty.status_code == 200, empty.data
    assert (empty.data["week"], empty.data["answers"]) == ("2026-W48", {})
    assert [question["number"] for question in empty.data["questions"]] == list(range(1, 10))
    assert len(empty.data["short"]) == 3
    assert empty.data["facts"]["asks"] == 0
    written = put(dan, {"9": "Less", "1": "Yes, zoë"})
    assert (written.status_code, written.data["answers"]) == (200, {"1": "Yes, zoë", "9": "Less"})
    assert dan.get(WEEK).data == written.data
    assert put(dan, {"1": ""}).data["answers"] == {}


def test_a_token_for_reading_and_acting_is_refused(world: World) -> None:
    for scopes in (("read",), ("write",), ("read", "write")):
        program = Program.of(world.dan, at=NOW, scopes=scopes)
        refused(program.get(WEEK), 403, "scope")
        refused(put(program, {"1": "x"}), 403, "scope")
    admin = Program.of(world.alice, at=NOW, scopes=("read", "write", "admin"))
    refused(admin.get(WEEK), 403, "scope")
    refused(Program(None).get(WEEK), 401, "unauthenticated")


def test_a_token_for_reflecting_opens_nothing_else(dan: Program) -> None:
    for address in ("/promises", "/today", "/me", "/drafts", "/me/export"):
        refused(dan.get(address), 403, "scope")


def test_dans_own_session_may_and_needs_its_token_to_write(world: World) -> None:
    browser = browser_of(world.dan)
    assert browser.get(f"/api/v1{WEEK}").status_code == 200
    sent = {"data": json.dumps({"answers": {"1": "x"}}), "content_type": "application/json"}
    assert browser.put(f"/api/v1{WEEK}", **sent).status_code == 403
    browser.get("/reflect/2026-W48/1")
    headers = {"X-CSRFToken": browser.cookies["fairlead-csrf"].value}
    assert browser.put(f"/api/v1{WEEK}", headers=headers, **sent).status_code == 200


def test_what_does_not_fit_is_refused_with_its_field(dan: Program) -> None:
    assert put(dan, {"3": "stays"}).status_code == 200
    for answers in (
        {"10": "x"},
        {"a": "x"},
        {"1": 5},
        ["x"],
        "x",
        None,
        {"1": "a\0b"},
        {"1": "x" * (LONGEST + 1)},
    ):
        refused(put(dan, answers), 422, "bad_field", "answers")
    refused(dan.call("PUT", WEEK, {}), 422, "missing_field", "answers")
    refused(dan.call("PUT", WEEK, {"answers": {}, "mood": 5}), 422, "bad_field", "mood")
    refused(dan.call("PUT", WEEK, b"{"), 400, "bad_json")
    for address in ("/reflections/2026-W60", "/reflections/today", "/reflections/2026-48"):
        refused(dan.get(address), 404, "not_found")
        refused(put(dan, {"10": "x"}, address), 404, "not_found")
    refused(dan.get("/reflections/2026-W49"), 422, "bad_field", "week")
    assert dan.get(WEEK).data["answers"] == {"3": "stays"}


def test_dan_reflects_on_the_command_line(dan: Program) -> None:
    shown = run(dan, "reflect")
    assert shown.exit_code == 0, shown.output
    assert "2026-W48" in shown.stdout
    assert "8. What one thing do we do differently next time?" in shown.stdout
    written = run(
        dan, "reflect", "2026-W47", "--answer", "8", "Ask first", "--answer", "1", "-", input="It was\nclear"
    )
    assert written.exit_code == 0, written.output
    assert "   Ask first" in written.stdout
    again = run(dan, "reflect", "2026-W47", "--answer", "8", "", "--format", "json")
    assert json.loads(again.stdout)["answers"] == {"1": "It was\nclear"}
    short = run(dan, "reflect", "--short").stdout
    assert sum(line[:1].isdigit() and line[1] == "." for line in short.splitlines()) == 3


def test_another_token_says_why_not_in_one_line(world: World) -> None:
    told = run(Program.of(world.dan, at=NOW), "reflect")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.count("\n") == 1
