"""Where a page leads after a no, after a read-back that was not quite it, before one more ask, and after a first yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from fairlead.core.policy import Viewer
from fairlead.rooms.promises.queries.show import PromiseShown
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW, World


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        yield


def seen(viewer: Viewer, promise: PromiseShown) -> str:
    page = browser_of(viewer).get(f"/promises/{promise.id}")
    assert page.status_code == 200
    return page.content.decode()


def test_after_a_clear_no_alice_can_ask_someone_else(world: World) -> None:
    asked = world.move(world.dan, world.ask(), "decline")
    assert "It’s a clear no" in seen(world.alice, asked)
    assert "It’s a clear no" not in seen(world.dan, asked), "who said it need not be told"
    page = browser_of(world.alice).get(f"/ask?again={asked.id}&to=").content.decode()
    assert "A rota for the Christmas support desk" in page
    assert "Whom do you ask?" in page
    assert f'name="linked_to" value="{asked.id}"' not in page, "to somebody else it follows nothing"
    offered = world.move(world.alice, world.offer(), "decline")
    assert f"/offer?again={offered.id}&amp;to=" in seen(world.dan, offered)
    given_back = world.move(world.dan, world.promised(), "revoke", text="I am ill")
    assert "Ask someone else" not in seen(world.alice, given_back)


def test_alice_who_was_not_quite_understood_can_say_it_another_way(world: World) -> None:
    ways = []
    for answer in ("yes", "partly", "no"):
        said = world.move(world.dan, world.promised(), "read_back", text="A list of names")
        here = f"/promises/{said.id}"
        words = {"yes": "Yes, that’s it", "partly": "Partly", "no": "Not quite"}[answer]
        assert press(browser_of(world.alice), here, words).status_code == 303
        ways.append("Say it more clearly" in seen(world.alice, said))
        assert "On its way" in seen(world.dan, said), "nothing moves by it"
    assert ways == [False, True, True]


def test_alice_alone_sees_how_much_she_has_asked_of_dan_already(world: World) -> None:
    def line(viewer: Viewer, path: str) -> str:
        page = browser_of(viewer).get(path).content.decode()
        return next((words for words in page.splitlines() if "Only you see this" in words), "")

    to_dan = f"/ask?to={world.dan.person}"
    assert line(world.alice, to_dan) == ""
    world.ask()
    assert "Dan has one open ask from you already." in line(world.alice, to_dan)
    world.move(world.dan, world.ask(), "decline")
    world.promised()
    assert "Dan has 2 open asks from you already." in line(world.alice, to_dan)
    assert line(world.alice, f"/offer?to={world.dan.person}") == ""
    assert line(world.olga, to_dan) == ""


def test_one_page_has_the_links_for_all_who_are_new(world: World) -> None:
    page = press(
        browser_of(world.alice), "/ask", "Ask", to="Dan Dorn, Mei, Sam", outcome="Read it", new="yes"
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert (text.count("<h1"), text.count('id="link-'), text.count('class="qr-box"')) == (1, 2, 2)
    for words in ("Mei</h2>", "Sam</h2>", "Dan Dorn</p>"):
        assert words in text


def test_a_first_promise_is_worth_a_word(world: World) -> None:
    promised = world.promised()
    assert "You have your first promise." in seen(world.alice, promised)
    assert "Add the rest of the team" in seen(world.alice, promised)
    assert "You have your first promise." in seen(world.dan, promised)
    assert "Add the rest of the team" not in seen(world.dan, promised), "that is for who sets it up"
    world.ask()
    assert "You have your first promise." not in seen(world.alice, promised)
