"""The command `fairlead` itself: what it tells, and how it ends."""

from __future__ import annotations

import re
import socket

import click
import pytest
from click.testing import CliRunner
from django.db import OperationalError, connection

from fairlead.config import cli


def every_command(group: click.Group, path: str = "fairlead") -> list[tuple[str, click.Command]]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append((f"{path} {name}", command))
        if isinstance(command, click.Group):
            found += every_command(command, f"{path} {name}")
    return found


def test_help_lists_what_runs_the_installation() -> None:
    shown = CliRunner().invoke(cli.fairlead, ["--help"])
    assert shown.exit_code == 0
    assert all(
        name in shown.output for name in ("run", "worker", "migrate", "check", "person", "team", "token")
    )


def test_every_command_says_what_it_does_with_an_example() -> None:
    silent = [
        path
        for path, command in every_command(cli.fairlead)
        if not re.search(r"Example:\s+fairlead ", command.help or "")
    ]
    assert not silent


def test_every_option_says_what_it_is_for() -> None:
    silent = [
        f"{path} {option.opts[0]}"
        for path, command in every_command(cli.fairlead)
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert not silent


@pytest.mark.django_db
def test_check_finds_nothing_wrong_here() -> None:
    checked = CliRunner().invoke(cli.fairlead, ["check"])
    assert checked.output == "All is well.\n"
    assert checked.exit_code == 0


@pytest.mark.django_db
def test_check_for_a_server_others_reach_wants_https_and_mail() -> None:
    checked = CliRunner().invoke(cli.fairlead, ["check", "--deploy"])
    assert checked.exit_code == 1
    assert "https" in checked.output
    assert "FAIRLEAD_SMTP_URL" in checked.output


@pytest.mark.django_db
def test_check_says_when_the_database_lacks_a_migration() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'contenttypes' AND name LIKE '0002%%'")
    checked = CliRunner().invoke(cli.fairlead, ["check"])
    assert checked.exit_code == 1
    assert "fairlead migrate" in checked.output


def test_a_setting_that_cannot_be_meant_is_one_line_and_exit_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAIRLEAD_PORT", "eighty")
    with pytest.raises(SystemExit) as ended:
        cli.main(["run"])
    assert ended.value.code == 1
    assert capsys.readouterr().err == "fairlead: FAIRLEAD_PORT: a whole number from 0 to 65535\n"


def test_a_port_somebody_listens_on_and_a_database_that_is_not_ready_are_one_line_and_exit_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            cli.main(["run", "--host", "127.0.0.1", "--port", str(port)])
    assert (ended.value.code, capsys.readouterr().err) == (
        1,
        f"fairlead: 127.0.0.1, port {port} cannot be used: Address already in use\n",
    )

    def fails(**_words: object) -> None:
        raise OperationalError("no such table: people_person\nand more")

    monkeypatch.setattr(cli.fairlead, "main", fails)
    with pytest.raises(SystemExit) as ended:
        cli.main(["team", "add", "Crew"])
    assert ended.value.code == 1
    assert "(no such table: people_person)" in capsys.readouterr().err


def test_a_command_that_is_none_is_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["dance"])
    assert ended.value.code == 2
