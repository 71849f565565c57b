"""Every hint has its sentence, in a tone that nobody has to defend themselves against."""

from __future__ import annotations

import re

import pytest

from fairlead.core.clarity import CODES, Draft, Hint, hints
from fairlead.doors.clarity_words import clarity_sentence
from fairlead.doors.words import NUMBERS

FACTS = {"words": "100 % soon", "count": 2, "point": 3}
NOT_OUR_WORDS = re.compile(
    r"\b(overdue|late|fail\w*|missed|broken|blame|fault|excuse|reject|refuse|assign\w*|wrong|bad)\b"
)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_with_what_was_found(code: str) -> None:
    sentence = clarity_sentence(Hint(code, FACTS))
    assert "%(" not in sentence
    assert not NOT_OUR_WORDS.search(sentence.casefold())


def test_the_composer_reads_as_it_was_drawn() -> None:
    draft = Draft(has_due=True, standard=("Every day has two names", "All have said yes"))
    assert [clarity_sentence(hint) for hint in hints(draft)] == [
        "It has a date",
        "Two points say what done means",
        "No reason yet. People say a better no, or a better yes, when they know why.",
    ]


def test_points_are_counted_in_words_as_far_as_there_may_be_points() -> None:
    assert clarity_sentence(Hint("has_standard", {"count": 1})) == "One point says what done means"
    assert clarity_sentence(Hint("has_standard", {"count": 12})).startswith(NUMBERS[12])
    assert clarity_sentence(Hint("has_standard", {"count": 40})).startswith("40 points")
