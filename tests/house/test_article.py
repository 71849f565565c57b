"""The page that says where the method lives names only tests, pages, steps and words that are there, and no thought without."""

from __future__ import annotations

import ast
import re
from uuid import UUID

import pytest
from django.urls import Resolver404, resolve

from fairlead.core.conversation import agenda
from fairlead.core.promise.rules import ACTS
from tests import words
from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "explanation" / "the-article.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ADDRESS = re.compile(r"`(/[\w/]+)`")
STEP = re.compile(r"`(\w+)`")
SAID = re.compile(r"\*([^*]+)\*")
LINK = re.compile(r"\]\(([^)]+)\)")


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text().splitlines()
        if line[:1] == "|"
    ]
    return [row for row in cells if not row[0].endswith("in our words") and set(row[0]) != {"-"}]


def places() -> str:
    return "\n".join(row[1] for row in rows())


def test_every_test_it_names_is_there() -> None:
    missing = []
    for path, name in NAMED.findall(text()):
        tree = (
            ast.parse((ROOT / path).read_text(encoding="utf-8"))
            if (ROOT / path).is_file()
            else ast.Module([], [])
        )
        if name not in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}:
            missing.append(f"{path}::{name}")
    assert not missing


def is_there(address: str) -> bool:
    """An act at the end of an address is one of the law."""
    try:
        found = resolve(address.replace("ID", str(UUID(int=1))))
    except Resolver404:
        return False
    return found.kwargs.get("act", "accept") in {*ACTS, *agenda.ACTS}


@pytest.mark.parametrize("address", ["/reflected", "/conversations/ID/dance", "/promises/ID/dance"])
def test_a_page_that_is_not_there_is_found(address: str) -> None:
    assert not is_there(address)


def test_every_page_it_names_is_there() -> None:
    assert len(ADDRESS.findall(places())) >= 25
    assert not [address for address in ADDRESS.findall(text()) if not is_there(address)]
    assert not [to for to in LINK.findall(text()) if not (PAGE.parent / to).exists()]


def test_every_step_and_every_word_of_the_program_it_names_is_there() -> None:
    assert not set(STEP.findall(places())) - set(agenda.STEPS)
    shown = "\n".join(str(message.id) for message in words.catalogue("de")).lower()
    said = [one.lower().replace("'", "’") for one in SAID.findall(places())]
    assert len(said) >= 8
    assert not [one for one in said if one not in shown]


def test_every_thought_has_its_place_and_its_test() -> None:
    found = rows()
    assert len([row for row in found if re.match(r"[1-9]\. ", row[0])]) == 9
    assert len(found) >= 25
    assert not [row[0] for row in found if len(row) != 3 or not NAMED.search(row[2])]
    assert not [row[0] for row in found if not (ADDRESS.search(row[1]) or STEP.search(row[1]))]
