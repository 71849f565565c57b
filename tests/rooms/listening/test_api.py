"""The mirror for programs: what the command prints, nothing kept, one's own figures, a scope of its own."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from click.testing import CliRunner

from fairlead.config.cli import fairlead
from fairlead.doors.answered.models import Answered
from fairlead.rooms.people.actions import set_mirror
from tests.core.listening import talk
from tests.doors.program import Program, refused
from tests.rooms.listening.paper import Looking
from tests.rooms.promises.world import NOW, World

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def dan(world: World) -> Program:
    return Program.of(world.dan, at=NOW, scopes=("listen",))


def test_a_program_gets_what_the_command_prints(dan: Program, tmp_path: Any) -> None:
    file = tmp_path / "talk.vtt"
    file.write_bytes(talk.teams())
    arguments = ["listen", str(file), "--me", "Ana", "--date", "2026-11-24", "--format", "json"]
    printed = json.loads(CliRunner().invoke(fairlead, arguments).stdout)
    sent = {"transcript": talk.teams().decode(), "me": "Ana", "date": "2026-11-24"}
    assert dan.post("/listening", sent).data == printed
    packed = {"file": base64.b64encode(talk.docx()).decode(), "me": "Ana"}
    assert dan.post("/listening", packed).data["source"]["format"] == "docx"


def test_no_answer_is_kept_for_a_key(dan: Program) -> None:
    sent = {"transcript": talk.plain().decode(), "me": "Ana"}
    first = dan.post("/listening", sent, Idempotency_Key="same")
    assert dan.post("/listening", sent, Idempotency_Key="same").data == first.data
    assert Answered.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "missing_field", "transcript"),
        ({"transcript": "Ana: hi", "file": "aGk="}, "bad_field", "transcript"),
        ({"transcript": 5, "me": "Ana"}, "bad_field", "transcript"),
        ({"file": "%%", "me": "Ana"}, "bad_field", "file"),
        ({"transcript": "Ana: hi"}, "missing_field", "me"),
        ({"transcript": "Ana: hi", "me": "Bo"}, "bad_field", "me"),
        ({"transcript": "Ana: hi", "me": "Ana", "date": "soon"}, "bad_field", "date"),
        ({"transcript": "Ana: hi", "me": "Ana", "keep": True}, "bad_field", "keep"),
        ({"transcript": "hello", "me": "Ana"}, "bad_field", "file"),
    ],
)
def test_what_cannot_be_looked_at_is_a_problem_with_its_field(
    dan: Program, body: dict[str, Any], code: str, field: str
) -> None:
    refused(dan.post("/listening", body), 422, code, field)


def test_five_megabytes_come_through_and_nine_do_not(dan: Program) -> None:
    long = "Ana: " + "words" * 1_800 + "\n"
    sent = dan.post("/listening", {"transcript": long * 500, "me": "Bo"})
    refused(sent, 422, "bad_field", "me")
    refused(dan.post("/listening", {"transcript": "x" * 9_000_000, "me": "Bo"}), 413, "too_large")


def test_more_words_than_a_request_can_look_at_are_refused_with_the_limit_before_it_begins(
    dan: Program,
) -> None:
    sent = dan.post("/listening", {"transcript": ("Ana: " + "word " * 9_000 + "\n") * 17, "me": "Ana"})
    refused(sent, 422, "bad_field", "file")
    assert "more than 150,000 words" in sent.data["detail"]


def test_own_kept_figures_are_listed_and_deleted_one_or_all(world: World, dan: Program) -> None:
    for on in ("2026-11-20", "2026-11-02"):
        Looking.at(world.dan).brings(talk.teams(), on=on).is_me(talk.ANA).press("Keep my figures")
    listed = dan.get("/listening").data
    assert [one["on"] for one in listed["items"]] == ["2026-11-02", "2026-11-20"]
    assert all(figure["value"] is not None for one in listed["items"] for figure in one["figures"])
    one = f"/listening/{listed['items'][0]['id']}"
    alice = Program.of(world.alice, at=NOW, scopes=("listen",))
    refused(alice.call("DELETE", one), 404, "not_found")
    assert dan.call("DELETE", one).status_code == 204
    refused(dan.call("DELETE", one), 404, "not_found")
    assert len(dan.get("/listening").data["items"]) == 1
    assert alice.call("DELETE", "/listening").status_code == 204
    assert dan.call("DELETE", "/listening").status_code == 204
    assert dan.get("/listening").data["items"] == []


def test_other_scopes_do_not_open_it_and_an_organisation_can_do_without(world: World, dan: Program) -> None:
    sent = {"transcript": talk.plain().decode(), "me": "Ana"}
    others = Program.of(world.dan, at=NOW, scopes=("read", "write", "reflect"))
    for answer in (
        others.get("/listening"),
        others.post("/listening", sent),
        others.call("DELETE", "/listening"),
    ):
        refused(answer, 403, "scope")
    set_mirror(is_on=False, by=world.alice)
    without = dan.post("/listening", sent)
    refused(without, 404, "not_found")
    assert "does without" in without.data["detail"]
    assert dan.get("/listening").status_code == 200


def test_an_administrator_switches_it_over_the_api(world: World, dan: Program) -> None:
    alice = Program.of(world.alice, at=NOW, scopes=("read", "admin"))
    assert alice.get("/organisation").data["mirror"] is True
    assert alice.call("PATCH", "/organisation", {"mirror": False}).data["mirror"] is False
    refused(alice.call("PATCH", "/organisation", {"mirror": "no"}), 422, "bad_field", "mirror")
    refused(alice.call("PATCH", "/organisation", {}), 422, "missing_field")
    refused(dan.post("/listening", {}), 404, "not_found")
