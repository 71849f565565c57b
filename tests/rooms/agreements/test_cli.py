"""Agreements on the command line, through the real server in this process."""

from __future__ import annotations

import pytest

from tests.rooms.promises.conftest import Programs
from tests.rooms.promises.test_cli import data, run

DAY = "2026-12-14"


def proposed(programs: Programs) -> str:
    made = data(
        programs.alice, "agreements", "propose", "--with", "Dan", "--action", "me", "Name the date in the ask", "now",
        "--action", "Dan", "Say it before noon", "2026-12-02", "--look-again-on", DAY,
    )  # fmt: skip
    return str(made["id"])


def test_two_agree_and_a_promise_comes_of_it_on_the_command_line(programs: Programs) -> None:
    id_ = proposed(programs)
    told = run(programs.dan, "agreements", "show", id_[:16]).stdout
    for words in ("Name the date in the ask", "waits for answers", "agree", "I agree to my side"):
        assert words in told
    assert data(programs.dan, "agreements", "move", id_, "agree", "--version", "1")["in_force"]
    assert "in force" in run(programs.alice, "agreements", "--with", "Dan").stdout
    came = run(programs.dan, "agreements", "promise", id_, "--version", "1", "--number", "2").stdout
    assert "A promise came of it:" in came
    changed = run(
        programs.dan, "agreements", "move", id_, "change", "--action", "me", "Say it at once", "now",
        "--action", "Alice", "Name the date", "now",
    ).stdout  # fmt: skip
    assert "Suggested instead (version 2)" in changed
    assert data(programs.dan, "agreements", "move", id_, "end")["ended"] == "ended"


def test_a_team_says_what_the_problem_is(programs: Programs) -> None:
    [team] = [
        one["name"]
        for one in programs.alice.get("/teams").data["items"]
        if one["id"] == str(programs.world.team)
    ]
    words = ("--team", team, "--action", "all", "No mail after six", "now", "--look-again-on", DAY)
    id_ = data(programs.alice, "agreements", "propose", *words)["id"]
    told = run(
        programs.olga,
        "agreements",
        "move",
        id_,
        "see-problem",
        "--version",
        "1",
        "--text",
        "Mine starts at five",
    ).stdout
    assert "sees a problem: Mine starts at five" in told
    assert "all" in told
    assert run(programs.mallory, "agreements", "list").stdout == "Nothing here.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "zzzz"), "fairlead agreements list"),
        (("move", "ID", "withdraw"), "cannot do this"),
        (("move", "ID", "agree"), "version"),
        (("propose", "--with", "Dan", "--action", "me", "One", "now", "--look-again-on", DAY), "other side"),
    ],
)
def test_what_is_refused_is_one_line(programs: Programs, words: tuple[str, ...], said: str) -> None:
    id_ = proposed(programs)
    refused = run(
        programs.dan if "Dan" not in words else programs.alice,
        "agreements",
        *[id_ if word == "ID" else word for word in words],
    )
    assert refused.exit_code == 1
    assert said in refused.output
