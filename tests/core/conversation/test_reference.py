"""The reference page of the conversation is what the code says today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from fairlead.core.conversation import agenda, agreement, consent, talk
from fairlead.core.conversation.codes import CODES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_conversation", ROOT / "docs" / "make_conversation.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_in_the_docs_is_not_stale(maker: ModuleType) -> None:
    for path, text in maker.pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run make docs"


def test_the_page_tells_of_every_step_act_condition_end_and_code(maker: ModuleType) -> None:
    page = maker.page()
    for step in agenda.STEPS:
        assert f"## {step}\n" in page
    for name in (*agenda.ACTS, *agenda.ENDS, *agreement.ACTS, *consent.ENDS, *(code.code for code in CODES)):
        assert f"`{name}`" in page
    for name, sentence in agenda.CONDITIONS.items():
        assert name == "not_paused" or sentence in page


def test_each_act_of_an_agreement_says_who_may_do_it() -> None:
    assert set(agreement.OPEN_TO) == set(agreement.NEEDS) >= set(agreement.MAY)


def test_each_condition_has_its_sentence_and_its_test() -> None:
    named = {name for rule in agenda.RULES for name in rule.when}
    assert named == set(agenda.CONDITIONS) == set(talk._HOLDS)
