"""Ada has a table of answers of her own: `fairlead pulse statistics` says what is in it, or in one line what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fairlead.config.cli import fairlead
from tests.core.pulse.vectors import DATA, VECTORS

TABLE = "team,id,s1,s2,s3\nA,1,5,4,5\nA,2,6,5,5\nA,3,2,2,3\nB,4,7,6,7\nB,5,6,6,5\n"


def run(file: Path, *words: str) -> Result:
    return CliRunner().invoke(fairlead, ["pulse", "statistics", str(file), "--team", "team", *words])


def data(file: Path, *words: str) -> Any:
    result = run(file, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def table(folder: Path, text: str = TABLE, *, encoding: str = "utf-8") -> Path:
    file = folder / "answers.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_the_object_has_the_names_of_the_contract_and_the_values_of_the_reference() -> None:
    told = data(DATA / "pulse42.csv", "--points", "7")
    assert list(told) == ["teams", "icc1", "icc2", "icc1_n0", "f", "df", "alpha", "alpha_95", "omega"]
    assert list(told["teams"]) == list("ABCDEF")
    assert told["teams"]["F"] == pytest.approx(
        {
            "n": 12,
            "mean": VECTORS["team_mean"]["F"],
            "sd": VECTORS["team_sd"]["F"],
            "rwg_j": VECTORS["rwg_j"]["F"],
            "rwg_star_j": VECTORS["rwg_j_lindell"]["F"],
            "ad_mean_j": VECTORS["AD_mean"]["F"],
            "ad_median_j": VECTORS["AD_median"]["F"],
        },
        abs=1e-9,
    )
    assert told["icc1"] == pytest.approx(VECTORS["anova"]["ICC1_meanN"], abs=1e-9)
    assert told["icc1_n0"] == pytest.approx(VECTORS["anova"]["ICC1_n0"], abs=1e-9)
    assert told["alpha_95"] == pytest.approx(VECTORS["alpha"]["feldt95"], abs=1e-9)
    assert told["omega"] == pytest.approx(VECTORS["omega_1f_ML"]["cov"], abs=1e-8)
    assert told["df"] == VECTORS["anova"]["df"]


def test_empty_cells_are_left_out_and_said_to_be() -> None:
    result = run(DATA / "pulse42_na.csv", "--format", "json")
    told = json.loads(result.stdout)
    assert told["alpha"] == pytest.approx(VECTORS["missing_data_pulse42_na"]["alpha_pairwise"], abs=1e-9)
    assert told["teams"]["A"]["rwg_j"] == pytest.approx(0.924691358025, abs=1e-9)
    assert result.stderr == "fairlead: 4 empty cells are answers that were not given\n"


def test_a_terminal_gets_a_table() -> None:
    shown = run(DATA / "pulse42.csv").stdout
    assert "F     12      5.786  0.693  0.957   0.761    0.742   0.714" in shown
    assert "alpha           0.931 (0.894 … 0.959)" in shown


def test_an_item_can_be_turned_round_and_items_chosen(tmp_path: Path) -> None:
    turned = table(tmp_path, "team,s1,s2,s3\nA,5,4,3\nA,6,5,3\nA,2,2,5\nB,7,6,1\nB,6,6,3\n")
    told = data(turned, "--reversed", "s3")
    assert told == data(table(tmp_path))
    assert told["teams"]["A"]["mean"] == pytest.approx(37 / 9)
    assert data(table(tmp_path), "--items", "s1,s2")["teams"]["B"]["mean"] == 6.25


def test_a_person_alone_has_no_agreement_and_it_is_said(tmp_path: Path) -> None:
    result = run(table(tmp_path, f"{TABLE}C,6,4,4,4\n"), "--format", "json")
    alone = json.loads(result.stdout)["teams"]["C"]
    assert alone.pop("n") == 1
    assert alone.pop("mean") == 4
    assert set(alone.values()) == {None}
    assert result.stderr == "fairlead: 1 team is one person: there is nothing to agree on\n"


def test_an_item_all_answer_alike_is_named(tmp_path: Path) -> None:
    result = run(table(tmp_path, "team,s1,s2,s3,s4\nA,4,1,2,3\nA,4,2,2,4\nB,4,5,4,6\nB,4,5,6,6\n"))
    assert result.exit_code == 0
    assert "Everybody answered s1 alike" in result.stderr


def test_what_cannot_be_told_is_null_and_it_is_said_why(tmp_path: Path) -> None:
    result = run(table(tmp_path, "team,s1\nA,4\n"), "--format", "json")
    told = json.loads(result.stdout)
    assert {told[name] for name in ("icc1", "icc2", "icc1_n0", "f", "alpha", "alpha_95", "omega")} == {None}
    assert all(word in result.stderr for word in ("ICC needs", "alpha needs", "omega needs"))


def test_rows_without_a_team_or_an_answer_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    result = run(table(tmp_path, f"{TABLE},6,4,4,4\n\nB,7,,,\n"), "--format", "json")
    assert json.loads(result.stdout) == data(table(tmp_path))
    assert "1 row without a team is left out" in result.stderr
    assert "1 row without an answer is left out" in result.stderr


@pytest.mark.parametrize("text", [TABLE.replace(",", ";"), TABLE.replace(",", "\t"), "\ufeff" + TABLE, TABLE.replace("\n", "\r\n"),
                                  TABLE.replace("A", '"A"').replace(",5", ", 5.0")])  # fmt: skip
def test_tables_as_other_programs_write_them_are_read(tmp_path: Path, text: str) -> None:
    assert data(table(tmp_path, text)) == data(table(tmp_path, TABLE))


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        (TABLE, ("--points", "5"), "Line 3, column s1: 6 is not one of the points 1 to 5"),
        (TABLE.replace("2,2,3", "2,0,3"), (), "Line 4, column s2: 0 is not one of the points 1 to 7"),
        (TABLE.replace("2,2,3", "2,x,3"), (), "Line 4, column s2: x is not one of the points 1 to 7"),
        (TABLE.replace("2,2,3", "2,2.5,3"), (), "Line 4, column s2: 2.5 is not one of the points 1 to 7"),
        (TABLE.replace("2,2,3", "2,nan,3"), (), "Line 4, column s2: nan is not one of the points 1 to 7"),
        (TABLE.replace("2,2,3", "2,2"), (), "Line 4 has 4 cells, the line of names has 5"),
        (TABLE.replace("team", "group"), (), "No column is named team; there are group, id, s1, s2, s3"),
        (TABLE, ("--items", "s1,s9"), "No column is named s9; there are team, id, s1, s2, s3"),
        (TABLE, ("--items", "s1,s1"), "s1 is named twice among the items"),
        (TABLE.replace("2,2,3", "2,0_5,3"), (), "Line 4, column s2: 0_5 is not one of the points 1 to 7"),
        (TABLE, ("--reversed", "id"), "id is not one of the items"),
        (TABLE, ("--items", "team"), "Items are columns of answers, beside the one of the team"),
        ("team,id\nA,1\n", (), "Items are columns of answers, beside the one of the team"),
        (TABLE.replace("s2", "s1"), (), "There are two columns named s1"),
        ("team,s1\nA,\n", (), "Nobody answered anything"),
        ("team,s1\n", (), "Nobody answered anything"),
        ("", (), "There is no line of names at the top"),
        ('team,s1\nA,"4\n', (), "answers.csv is no table: unexpected end of data"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_clear_line(
    tmp_path: Path, text: str, words: tuple[str, ...], line: str
) -> None:
    result = run(table(tmp_path, text), *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("fairlead: ")
    assert result.stderr.endswith(f"{line}\n")
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_no_text_or_not_there_is_one_clear_line(tmp_path: Path) -> None:
    other = run(table(tmp_path, "team,s1\nÄ,4\n", encoding="latin-1"))
    missing = run(tmp_path / "missing.csv")
    assert (other.exit_code, missing.exit_code) == (1, 1)
    assert other.stderr == f"fairlead: {tmp_path / 'answers.csv'} is not text in UTF-8\n"
    assert (
        missing.stderr == f"fairlead: {tmp_path / 'missing.csv'} cannot be read: No such file or directory\n"
    )


def test_no_column_of_the_team_is_a_matter_of_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(fairlead, ["pulse", "statistics", str(table(tmp_path))]).exit_code == 2


def test_help_does_not_wait_for_numpy() -> None:
    look = (
        "import sys; from fairlead.config.cli import main\n"
        "try: main(['pulse', 'statistics', '--help'])\n"
        "except SystemExit: print(*sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout
    assert "fairlead pulse statistics answers.csv" in shown
    assert not {"numpy", "scipy", "django"} & set(shown.split())
