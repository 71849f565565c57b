"""The reference pages of the law are what the code says today."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from fairlead.core.promise.rules import ACTS, ENDS, OPEN

ROOT = Path(__file__).resolve().parents[3]
DESIGN = Path(__file__).with_name("promise-cycle.csv")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_promise_cycle", ROOT / "docs" / "make_promise_cycle.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_in_the_docs_are_not_stale(maker: ModuleType) -> None:
    for path, text in maker.pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run make docs"


def test_the_published_table_is_the_designs_in_the_order_of_a_promise(maker: ModuleType) -> None:
    published = list(csv.reader(maker.table().splitlines()))
    with DESIGN.open(encoding="utf-8", newline="") as file:
        design = list(csv.reader(file))
    assert published[0] == design[0]
    assert sorted(published[1:]) == sorted(design[1:])


def test_the_page_tells_of_every_stage_and_every_act(maker: ModuleType) -> None:
    page = maker.page({})
    for stage in (*OPEN, *ENDS):
        assert stage.partition("/")[0] in page
    for act in ACTS:
        assert f"`{act}`" in page


def test_the_diagram_draws_how_a_promise_is_made_kept_and_thanked_for(maker: ModuleType) -> None:
    drawn = maker.diagram().splitlines()
    assert drawn[0] == "stateDiagram-v2"
    for arrow in (
        "  [*] --> PROPOSED: request, offer",
        "  PROPOSED --> PROMISED: accept",
        "  PROMISED --> REPORTED: report_done",
        "  REPORTED --> GAP: name_gap",
        "  GAP --> PROMISED: agree_to_fix",
        "  CHANGE --> GAP: keep_terms, take_back",
        "  RELEASE --> released: agree",
        "  satisfied --> [*]",
    ):
        assert arrow in drawn
    assert not any("revoke" in line or "thank" in line for line in drawn)
