"""Feedback on the command line, through the real server in this process."""

from __future__ import annotations

from tests.rooms.promises.conftest import Programs
from tests.rooms.promises.test_cli import data, run


def test_it_is_given_heard_and_decided_on_the_command_line(programs: Programs) -> None:
    alice, dan = programs.alice, programs.dan
    made = data(alice, "feedback", "give", "Dates move without a word", "--to", "Dan", "--leave")
    assert made["shown_to_team"]
    assert "Dates move without a word" in run(dan, "feedback", "--place", "waiting").stdout
    start = made["id"][:20]
    assert "hear (Say it back)" in run(dan, "feedback", "show", start).stdout
    data(dan, "feedback", "move", start, "hear", "--text", "You want to hear before")
    data(alice, "feedback", "move", start, "confirm", "--answer", "yes")
    words = ("--decision", "will", "--text", "I say so the same day", "--date", "2026-12-04")
    assert data(dan, "feedback", "move", start, "decide", *words)["stage"] == "will"
    told = run(alice, "feedback", "show", start).stdout
    assert "I say so the same day" in told
    assert "2026-12-04" in told
    team = data(alice, "feedback", "give", "Mails after six", "--team", "Delivery")
    assert team["to"]["kind"] == "team"


def test_a_no_is_one_line_and_its_own_exit_code(programs: Programs) -> None:
    made = data(programs.alice, "feedback", "give", "Dates move", "--to", "Dan")
    answer = run(programs.dan, "feedback", "move", made["id"], "done")
    assert answer.exit_code == 1
    assert "You cannot do this just now" in answer.stderr
    assert run(programs.olga, "feedback", "list").stdout.strip() == "Nothing here."
