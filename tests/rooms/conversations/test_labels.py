"""Every act, step, end and code of the law has its words."""

from __future__ import annotations

from fairlead.core.conversation import agenda
from fairlead.core.conversation.codes import CODES
from fairlead.rooms.conversations import words


def test_nothing_of_the_law_is_without_words_and_no_word_without_its_law() -> None:
    assert set(words.ACTS) == set(agenda.ACTS)
    assert tuple(words.STEPS) == agenda.STEPS
    assert tuple(words.ENDS) == agenda.ENDS
    assert {code: label._args[0] for code, label in words.CODES.items()} == {
        one.code: one.label for one in CODES
    }  # type: ignore[attr-defined]
