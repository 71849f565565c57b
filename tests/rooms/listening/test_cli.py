"""`fairlead listen` on a computer of one's own: figures, JSON, refusals in one line, nothing kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fairlead.config.cli import fairlead
from fairlead.rooms.listening import long_talks
from tests.core.listening import talk


def run(file: Path, *words: str) -> Result:
    return CliRunner().invoke(fairlead, ["listen", str(file), *words])


@pytest.fixture
def teams(tmp_path: Path) -> Path:
    file = tmp_path / "talk.vtt"
    file.write_bytes(talk.teams())
    return file


def test_ana_reads_what_she_asked_and_what_sounded_like_a_promise(teams: Path) -> None:
    result = run(teams, "--me", "Ana")
    assert result.exit_code == 0, result.output
    assert "Questions you asked: not shown" in result.stdout or "Questions you asked: 4" in result.stdout
    assert "I'll ask the supplier" in result.stdout
    assert "It does not judge" in result.stdout


def test_what_is_counted_by_its_words_is_shown_with_them(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text(
        "Ana: I am sorry about Monday. You always ask twice. Thank you for coming.\nBo: It is fine, we can look at it.\n"
    )
    printed = run(file, "--me", "Ana").stdout
    assert "Apologies:\n  [1] I am sorry about Monday.\n" in printed
    assert "Thanks:\n  [1] Thank you for coming.\n" in printed
    assert "“why didn’t you”: 1\n  [1] You always ask twice.\n" in printed


def test_other_programs_read_the_json_the_same_from_a_long_talk_in_several_processes(
    teams: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = (teams, "--me", talk.ANA, "--date", "2026-11-24", "--format", "json")
    result = run(*asked)
    assert result.stderr == ""
    for name, value in {"LONG": 1, "AT_ONCE": 2, "QUIET": 0.0}.items():
        monkeypatch.setattr(long_talks, name, value)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    long = run(*asked)
    assert long.stdout == result.stdout
    assert long.stderr.splitlines()[-1] == "Looking at the talk: 100 %"
    data = json.loads(result.stdout)
    assert (data["schema"], data["me"], data["source"]["format"]) == ("fairlead.listen/1", talk.ANA, "vtt")
    assert {"talk_share", "pauses", "readbacks", "offers"} <= {figure["id"] for figure in data["figures"]}


def test_every_figure_and_reason_has_words(tmp_path: Path) -> None:
    for name, make in talk.WRAPPINGS.items():
        file = tmp_path / name
        file.write_bytes(make())
        result = run(file, "--me", "Speaker 0" if name == "deepgram" else "Ana")
        assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"hello there", "does not say who speaks"),
        (b'{"segments": [', "The JSON ends or breaks in line 1."),
        (b"Ana: " + b"x" * 60_000, "Line 1 is longer"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, data: bytes, sentence: str) -> None:
    file = tmp_path / "talk"
    file.write_bytes(data)
    result = run(file, "--me", "Ana")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert sentence in result.stderr


def test_a_name_that_is_not_there_is_told_those_that_are(teams: Path) -> None:
    assert f"There are: {talk.ANA}, {talk.JONAS}" in run(teams, "--me", "Olga").stderr


def test_it_needs_no_installation_and_leaves_nothing_behind(teams: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    script = (
        "import sys; from fairlead.config.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print('django' in sys.modules, file=sys.stderr)"
    )
    environment = {"HOME": str(home), "FAIRLEAD_DATA": str(home / "data"), "TMPDIR": str(home), "PATH": ""}
    found = subprocess.run(
        [sys.executable, "-c", script, "listen", str(teams), "--me", "Ana"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stderr.strip() == "False"
    assert list(home.iterdir()) == []
