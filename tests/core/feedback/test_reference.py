"""The reference page of feedback is what the code says today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from fairlead.core.feedback import rules

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_feedback", ROOT / "docs" / "make_feedback.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_in_the_docs_is_not_stale(maker: ModuleType) -> None:
    for path, text in maker.pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run make docs"


def test_the_page_tells_of_every_act_stage_and_condition(maker: ModuleType) -> None:
    page = maker.page()
    for name in (*rules.ACTS, *rules.STAGES, rules.END, *rules.ABOUT):
        assert f"`{name}`" in page
    for sentence in rules.CONDITIONS.values():
        assert sentence in page


def test_the_table_says_one_thing_of_each_act_at_each_stage() -> None:
    seen = [(stage, role, rule.act) for rule in rules.RULES for stage in rule.stages for role in rule.who]
    assert len(seen) == len(set(seen))
    assert {rule.when for rule in rules.RULES} - {None} == set(rules.CONDITIONS)
