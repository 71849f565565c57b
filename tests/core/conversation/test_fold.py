"""A conversation of many words takes as long to read as it has words: twice as many, twice the steps of the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from fairlead.core.conversation.fold import apply, replay
from fairlead.core.conversation.journal import Step
from tests.core.conversation.cast import Story, everywhere


def in_step(name: str) -> Story:
    """The shortest story that has come to this step, with nothing in the way."""
    found = [
        story
        for story in everywhere().values()
        if story.here == name and not story.talk.ended and not story.talk.paused_until
    ]
    return min(found, key=lambda story: len(story.steps))


def steps_of_the_program(work: Callable[[], Any]) -> int:
    """How many functions are called, ours and Python's own."""
    count = 0

    def seen(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def questions(count: int, *, are_answered: bool) -> tuple[Step, ...]:
    story = in_step("listen").dan("give_account")
    for number in range(1, count + 1):
        story = story.alice("ask_question", text=f"What then, {number}?")
        if are_answered:
            story = story.dan("answer_question", question=number, text="Then it rained.")
    return story.steps


def hidden(count: int, *, goes_back: bool) -> tuple[Step, ...]:
    """Words that wait for the other, who does not say theirs; or who goes back each time."""
    story = in_step("causes")
    for _ in range(count):
        story = story.alice("give_causes")
        if goes_back:
            story = story.dan("step_back")
            while story.here != "causes":
                story = story.alice("give_account")
    return story.steps


@pytest.mark.parametrize(
    "told",
    [
        partial(questions, are_answered=True),
        partial(questions, are_answered=False),
        partial(hidden, goes_back=False),
        partial(hidden, goes_back=True),
    ],
    ids=["answered", "unanswered", "waiting", "going-back"],
)
def test_twice_as_many_words_are_folded_in_twice_the_steps(told: Callable[[int], tuple[Step, ...]]) -> None:
    few, some, many = (told(count) for count in (20, 40, 80))
    taken = [steps_of_the_program(lambda steps=steps: replay(steps)) for steps in (few, some, many)]
    assert taken[2] - taken[1] <= 2 * (taken[1] - taken[0]) + 20


def test_one_step_more_is_the_same_as_all_from_the_beginning() -> None:
    for steps in (
        questions(3, are_answered=True),
        questions(3, are_answered=False),
        hidden(3, goes_back=True),
        hidden(3, goes_back=False),
        *(story.steps for story in everywhere().values()),
    ):
        talk = None
        for place, step in enumerate(steps):
            talk = apply(talk, step)
            if place % 7 == 0 or place == len(steps) - 1:
                assert talk == replay(steps[: place + 1])
