"""Two at once, a lost connection, a retry: one true state, on both databases."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection

from fairlead.core.refusals import Refusal
from fairlead.doors import sql
from fairlead.rooms.promises.actions.make_move import make_move
from fairlead.rooms.promises.actions.make_promise import Wanted, make_promise
from fairlead.rooms.promises.actions.rebuild import rebuild
from fairlead.rooms.promises.models import Move, Words
from fairlead.rooms.promises.queries.lists import Asked, promises_page
from fairlead.rooms.promises.queries.show import show
from fairlead.rooms.promises.queries.stored import BOOK
from tests.rooms.promises.world import World, terms, the_world


@pytest.fixture
def world(committed: None) -> World:
    return the_world()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do these in threads that start together; a refusal is an answer like any other."""
    start = threading.Barrier(len(works))
    answers: list[Any] = [None] * len(works)

    def one(index: int, work: Callable[[], Any]) -> None:
        start.wait(10)
        try:
            answers[index] = work()
        except Refusal as refusal:
            answers[index] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def chain_is_whole() -> bool:
    found = rebuild(write=False)
    return (found.differed, found.torn) == (0, ())


def test_a_yes_and_a_taking_back_at_once_have_one_outcome(world: World) -> None:
    for _ in range(5):
        asked = world.ask()

        def move(who: Any, act: str, promise: Any = asked) -> Any:
            return make_move(viewer=who, promise=promise.id, act=act, version=1, at=world.at).state.stage

        answers = at_once(lambda: move(world.dan, "accept"), lambda: move(world.alice, "withdraw"))
        last = show(viewer=world.alice, promise=asked.id, at=world.at).state
        assert last.number == 2
        assert last.stage in ("PROMISED", "withdrawn")
        assert last.stage in answers
        assert {"ended", "not_your_move"} & set(answers)
    assert chain_is_whole()


def test_twelve_notes_at_once_all_stand_one_behind_the_other(world: World) -> None:
    asked = world.ask()
    works = [
        lambda number=number, who=who: make_move(
            viewer=who, promise=asked.id, act="note", facts={"text": f"note {number}"}, at=world.at
        )
        for number, who in enumerate([world.alice, world.dan] * 6)
    ]
    at_once(*works)
    story = show(viewer=world.dan, promise=asked.id, at=world.at, with_story=True).story
    assert [told.number for told in story] == list(range(1, 14))
    assert {told.text for told in story[1:]} == {f"note {number}" for number in range(12)}
    assert chain_is_whole()


def test_a_double_click_on_yes_is_one_yes(world: World) -> None:
    asked = world.ask()
    works = [
        lambda: (
            make_move(viewer=world.dan, promise=asked.id, act="accept", version=1, at=world.at).state.stage
        )
    ] * 3
    assert Counter(at_once(*works)) == {"PROMISED": 1, "not_your_move": 2}


def test_an_ask_sent_twice_at_once_is_one_promise(world: World) -> None:
    promise = world.ask().id  # an id that looks like one
    wanted = Wanted(kind="request", to=world.dan.person, terms=terms(outcome="Once"))
    once = type(promise)(int=promise.int + 1)
    work = lambda: make_promise(viewer=world.alice, wanted=wanted, at=world.at, promise=once).id  # noqa: E731
    assert set(at_once(work, work, work)) == {once}
    assert len(promises_page(viewer=world.alice, asked=Asked(), at=world.at).rows) == 2
    assert chain_is_whole()


class Lost(OperationalError):
    """What a driver says when the connection is gone."""


@contextmanager
def lost_once(monkeypatch: pytest.MonkeyPatch, *, is_committed: bool):
    """The next write loses its connection, before or after it was committed."""
    real, times = sql.written, []

    def write(*args: Any, **words: Any) -> Any:
        if not times:
            times.append(1)
            if is_committed:
                answered = real(*args, **words)
                if connection.in_atomic_block:
                    return answered  # SQLite: there is no wire to lose behind a commit
            message = (
                "database is locked" if connection.vendor == "sqlite" else "server closed the connection"
            )
            raise Lost(message)
        return real(*args, **words)

    with monkeypatch.context() as patch:
        patch.setattr(sql, "written", write)
        yield


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_move_whose_connection_is_lost_is_made_once(
    world: World, monkeypatch: pytest.MonkeyPatch, is_committed: bool
) -> None:
    asked = world.ask()
    with lost_once(monkeypatch, is_committed=is_committed):
        make_move(viewer=world.dan, promise=asked.id, act="accept", version=1, at=world.at)
    assert Move.objects.filter(promise_id=asked.id).count() == 2
    assert chain_is_whole()


def test_a_move_that_cannot_be_kept_whole_is_not_kept_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = world.ask()
    monkeypatch.setitem(vars(BOOK), "insert_words", "INSERT INTO no_such_table VALUES (%s, %s, %s, %s)")
    with pytest.raises(Exception, match="no_such_table"):
        make_move(viewer=world.dan, promise=asked.id, act="note", facts={"text": "half"}, at=world.at)
    assert Move.objects.filter(promise_id=asked.id).count() == 1
    assert Words.objects.filter(promise_id=asked.id).count() == 1
    assert show(viewer=world.dan, promise=asked.id, at=world.at).state.number == 1
    assert chain_is_whole()
