"""What is said of the mirror's errors is what was measured: the page that explains, and the page that shows."""

from __future__ import annotations

import re

import pytest

from fairlead.rooms.listening import words
from fairlead.rooms.listening.weights import models
from tests.house import sources

PAGE = (sources.ROOT / "docs" / "explanation" / "listening.md").read_text(encoding="utf-8")
TASKS = ("question", "question_bare", "open", "readback", "telling", "promise", "request")


@pytest.mark.parametrize("task", TASKS)
def test_the_page_that_explains_says_what_was_measured(task: str) -> None:
    row = re.search(rf"^\| {task}: [^|]+ \| ([0-9.]+) \|", PAGE, re.MULTILINE)
    assert row, task
    assert float(row[1]) == pytest.approx(models().tasks[task].figures["f1"], abs=0.0051)


def test_what_is_found_of_saying_back_and_of_taking_up_is_said_alike_everywhere() -> None:
    found = models().tasks["readback"].figures["recall_at_80"]
    assert f"the model finds {round(found * 100)} % of them" in PAGE
    assert 0.35 <= found < 0.45  # "six of ten are not found", there and on the page
    assert "six of ten" in words.TELLS["readbacks"]
    assert "six of ten" in " ".join(PAGE.split())
    assert f"as people do: {models().about['uptake_rho']:.2f}" in PAGE


def test_every_figure_is_explained() -> None:
    assert set(words.TELLS) == set(words.FIGURES)
    assert PAGE.count("\n| ") >= len(TASKS) + 12
