"""The page that says where the method lives names only tests that are there, and no thought without one."""

from __future__ import annotations

import ast
import re

from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "explanation" / "the-article.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if not row[0].endswith("in our words") and set(row[0]) != {"-"}]


def test_every_test_it_names_is_there() -> None:
    missing = []
    for path, name in NAMED.findall(PAGE.read_text(encoding="utf-8")):
        tree = (
            ast.parse((ROOT / path).read_text(encoding="utf-8"))
            if (ROOT / path).is_file()
            else ast.Module([], [])
        )
        if name not in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}:
            missing.append(f"{path}::{name}")
    assert not missing


def test_every_thought_has_its_place_and_its_test() -> None:
    found = rows()
    assert len([row for row in found if re.match(r"[1-9]\. ", row[0])]) == 9
    assert len(found) >= 25
    assert not [row[0] for row in found if len(row) != 3 or not row[1] or not NAMED.search(row[2])]
