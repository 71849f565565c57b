"""The command speaks the language of the terminal, as far as there is a catalogue for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from inspect import cleandoc

import click
import pytest

from fairlead.config import environment
from fairlead.doors.cli import words, writing
from tests.house.sources import ROOT


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    words.choose("")


@pytest.mark.parametrize(
    ("told", "language"),
    [
        ({"LC_ALL": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "../de"}, "en"),
        ({"LC_ALL": "xx_XX"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_terminal(told: dict[str, str], language: str) -> None:
    words.choose(environment.terminal_language(told))
    assert words.language() == language


def test_dates_are_written_as_people_there_write_them() -> None:
    noon = "2026-12-09T12:00:00+01:00"
    assert writing.day(noon) == "Wed 9 Dec 2026"
    words.choose("de_AT.UTF-8")
    assert writing.day(noon, with_time=True) == "Mi., 9. Dez. 2026, 12:00"


def test_help_is_in_german_on_a_german_terminal() -> None:
    def said(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "fairlead", *arguments],
            env={**os.environ, "LC_ALL": "de_DE.UTF-8", "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
            capture_output=True, text=True, check=True, timeout=60,
        ).stdout  # fmt: skip

    assert "Zusagen, die zwei Menschen machen" in said("--help")
    assert "Was fertig heißt, prüfbar." in said("ask", "--help")
    assert "Das Team darüber." in said("team", "add", "--help")


def test_every_command_has_its_help_in_the_catalogue() -> None:
    from fairlead.config.cli import fairlead

    words.choose("de")
    left = {text for text in helps(fairlead) if words._(cleandoc(text)) == cleandoc(text)}
    assert left == {"Show the version and exit."}  # click's own


def helps(command: click.Command) -> list[str]:
    context = click.Context(command)
    own = [command.help, *(p.help for p in command.params if isinstance(p, click.Option))]
    found = [text for text in own if text]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.commands.get(name)
            assert below is not None
            found += helps(below)
    return found
