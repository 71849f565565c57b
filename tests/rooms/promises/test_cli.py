"""The command line as a person uses it, through the real server in this process: asking, moving, looking, refusals."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from fairlead.config.cli import fairlead
from fairlead.config.wsgi import application
from fairlead.doors.cli.writing import columns, plain
from tests.doors.program import Program
from tests.rooms.promises.conftest import Programs

URL = "http://testserver"


@contextmanager
def one_connection() -> Iterator[None]:
    """The server in this process shares the test's transaction, so it must not put the connection away."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def run(who: Program | None, *words: str, file: str = "/nowhere/client.json", **more: Any) -> Result:
    told = {
        "url": URL if who else "",
        "token": who.token if who else "",
        "file": file,
        "pause": lambda _: None,
    }
    transport = more.pop("transport", None) or httpx.WSGITransport(app=application)
    with one_connection():
        return CliRunner().invoke(fairlead, words, obj={**told, "transport": transport}, **more)


def data(who: Program, *words: str) -> Any:
    result = run(who, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_alice_asks_dan_promises_and_keeps_it(programs: Programs) -> None:
    alice, dan = programs.alice, programs.dan
    asked = run(
        alice, "ask", "dan@example.org", "A rota for Christmas", "--due", "2026-12-09", "--standard", "Two names a day",
        "--standard", "All have said yes", "--need", "The list", "2026-12-01 09:30", "--check-in", "2026-12-04", "--text", "Can you?",
    )  # fmt: skip
    assert asked.exit_code == 0, asked.output
    assert "A rota for Christmas" in asked.stdout
    assert "By Wed 9 Dec 2026, 17:00 (Europe/Berlin)" in asked.stdout
    assert "1. Two names a day" in asked.stdout
    promise = data(dan, "list", "--place", "waiting")["items"][0]
    assert promise["terms"]["needs"][0]["due"] == "2026-12-01T09:30:00+01:00"
    start = promise["id"][:13]
    assert data(dan, "move", start, "accept", "--read-back", "Two for each day")["stage"] == "PROMISED"
    assert data(dan, "move", start, "report-done")["stage"] == "REPORTED"
    gap = data(alice, "move", start, "name_gap", "--condition", "2", "--fix-by", "2026-12-12")
    assert gap["stage"] == "GAP"
    assert data(dan, "move", start, "agree_to_fix", "--date", "2026-12-11 12:00")["terms"]["due"].startswith(
        "2026-12-11T12:00"
    )
    assert data(alice, "move", start, "declare_satisfied", "--text", "Lovely")["stage"] == "satisfied"
    told = run(dan, "show", start, "--story").stdout
    assert "Two for each day" in told
    assert "declare_satisfied" in told


def test_an_offer_a_draft_and_today(programs: Programs) -> None:
    dan = programs.dan
    assert data(dan, "offer", "alice", "A cake", "--due", "2026-12-01T12:00:00+01:00")["kind"] == "offer"
    assert "draft" in run(dan, "ask", "Alice", "A thing", "--draft").stdout
    assert "A thing" in run(dan, "drafts").stdout
    draft = data(dan, "drafts")["items"][0]["id"]
    assert run(dan, "drafts", "--send", draft[:14]).exit_code == 0
    assert run(dan, "drafts").stdout == "No drafts.\n"
    assert "A cake" in run(programs.alice, "today").stdout
    assert "Nothing waits" in run(programs.olga, "today").stdout
    assert run(programs.olga, "list").stdout == "Nothing here.\n"
    assert len(data(dan, "list", "--with", "Alice Adams", "--find", "cake")["items"]) == 1


def test_somebody_new_gets_an_address_to_answer_at(programs: Programs) -> None:
    assert "/in/" in run(programs.alice, "ask", "sam@example.com", "A rota").stdout


def test_a_refusal_is_one_line_and_exit_code_1(programs: Programs) -> None:
    asked = programs.ask()
    for words, expected in (
        (("move", asked["id"], "accept"), "(not_your_move)"),
        (("move", asked["id"], "dance"), "unknown_act"),
        (("move", asked["id"], "amend", "--due", "whenever"), "(bad_field: due)"),
        (("move", asked["id"], "amend", "--due", "soon"), "“soon” is no day yet. Which one would do?"),
        (("show", "ffff"), "None of yours begins"),
        (("show", "00000000-0000-7000-8000-000000000000"), "nothing here for you"),
        (("ask", "Nobody Known", "x"), "Nobody here is called"),
        (("ask", "dan@example.org", "x", "--team", "Nowhere"), "no team"),
    ):
        result = run(programs.alice, *words)
        assert result.exit_code == 1, result.output
        assert result.stdout == ""
        assert result.stderr.startswith("fairlead: ")
        assert len(result.stderr.splitlines()) == 1
        assert expected in result.stderr, result.stderr


def test_a_wrong_use_is_exit_code_2(programs: Programs) -> None:
    for words in (("move", "x"), ("list", "--place", "nowhere"), ("nonsense",), ("show",)):
        assert run(programs.alice, *words).exit_code == 2


def test_old_terms_can_be_named(programs: Programs) -> None:
    asked = programs.ask()
    programs.moved(programs.alice, asked, "amend", terms={"purpose": "x"})
    assert "stale_terms" in run(programs.dan, "move", asked["id"], "accept", "--version", "1").stderr
    assert data(programs.dan, "move", asked["id"], "accept")["stage"] == "PROMISED"


def test_signing_in_keeps_the_token_for_its_owner_alone(programs: Programs, tmp_path: Path) -> None:
    file = tmp_path / "inner" / "client.json"
    result = run(None, "login", URL, file=str(file), input=f"{programs.dan.token}\n")
    assert result.stdout == "Signed in as Dan Dorn, Delivery.\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run(None, "list", file=str(file)).exit_code == 0
    assert run(None, "login", URL, "--token", "flt_wrong", file=str(file)).exit_code == 1
    assert run(None, "list", file=str(file)).exit_code == 0
    away = run(None, "list", file=str(tmp_path / "none.json"))
    assert (away.exit_code, "fairlead login URL" in away.stderr) == (1, True)


def test_a_server_that_does_not_answer_is_said_so(programs: Programs) -> None:
    tries: list[str] = []

    def broken(request: httpx.Request) -> httpx.Response:
        tries.append(request.headers.get("Idempotency-Key", ""))
        raise httpx.ConnectError("no")

    result = run(programs.alice, "ask", "dan@example.org", "x", transport=httpx.MockTransport(broken))
    assert (result.exit_code, len(tries), len(set(tries))) == (1, 3, 1)
    assert "does not answer" in result.stderr
    strange = httpx.MockTransport(lambda _: httpx.Response(200, text="<html>"))
    assert "not as Fairlead does" in run(programs.alice, "today", transport=strange).stderr


def test_words_of_others_cannot_drive_the_terminal(programs: Programs) -> None:
    asked = programs.ask(outcome="\x1b[2Jgone\u202e\nand more")
    shown = run(programs.dan, "show", asked["id"]).stdout
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown
    assert "gone" in shown
    assert plain("a\x07\x9bb\nc") == "a\ufffd\ufffdb\nc"
    assert columns([("日本", "x"), ("a", "y")]) == "日本  x\na     y"


def test_every_command_shows_an_example(programs: Programs) -> None:
    for name in ("login", "ask", "offer", "list", "show", "move", "today", "drafts", "rebuild"):
        result = run(programs.alice, name, "--help")
        assert "Example: fairlead " + name in result.stdout, name


def test_a_command_over_the_api_needs_no_installation_and_no_django(tmp_path: Path) -> None:
    asked = (
        "import sys; from fairlead.config.cli import main\n"
        "try: main(['today', '--help'])\n"
        "except SystemExit: pass\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env={"HOME": str(tmp_path), "PYTHONPATH": "src"}
    )  # fmt: skip
    assert done.stdout.strip().endswith("False")
    assert list(tmp_path.rglob("*")) == []


def test_rebuild_says_what_it_found(programs: Programs) -> None:
    from fairlead.rooms.promises.models import Standing

    programs.promised()
    Standing.objects.update(stage="satisfied")
    result = run(None, "rebuild")
    assert result.stdout.splitlines() == [
        "1 promises, 1 stood otherwise than their journal says.",
        "0 conversations, 0 stood otherwise than their journal says.",
        "0 agreements, 0 stood otherwise than their journal says.",
        "0 pieces of signed feedback, 0 stood otherwise than their journal says.",
    ]
    assert run(None, "rebuild", "--dry-run").stdout.startswith("1 promises, 0 stood")


@pytest.mark.parametrize("zone", ["Europe/Berlin"])
def test_a_date_is_meant_on_ones_own_clock(programs: Programs, zone: str) -> None:
    assert programs.alice.get("/me").data["zone"] == zone
    asked = data(programs.alice, "ask", "dan@example.org", "x", "--due", "2026-12-09 08:15")
    assert asked["terms"]["due"] == "2026-12-09T08:15:00+01:00"


def test_a_date_in_words_is_understood_and_shown_with_its_weekday(programs: Programs) -> None:
    asked = run(
        programs.alice, "ask", "dan@example.org", "x", "--due", "by Friday noon", "--check-in", "tomorrow"
    )
    assert "By Fri 27 Nov 2026, 12:00 (Europe/Berlin)" in asked.stdout, asked.output
    made = data(programs.alice, "list", "--place", "asked")["items"][0]["terms"]
    assert made["check_ins"] == ["2026-11-24T17:00:00+01:00"]


def test_words_that_fit_two_days_are_asked_about(programs: Programs) -> None:
    asked = run(programs.alice, "ask", "dan@example.org", "x", "--due", "next Thursday")
    assert asked.exit_code == 1
    assert "“next Thursday” could be Thu 26 Nov 2026 or Thu 3 Dec 2026. Say which." in asked.stderr
