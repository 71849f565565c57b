"""Dan looks back on his week in a browser without JavaScript."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise

import pytest

from fairlead.core.reflection import NUMBERS, Week, short_week
from fairlead.rooms.promises.actions.drafts import drafts_of
from fairlead.rooms.reflections import words
from fairlead.rooms.reflections.actions.write import write_week
from fairlead.rooms.reflections.queries.read import of_week
from tests.doors.program import Program
from tests.rooms.promises.browser import browser_of, press
from tests.rooms.promises.world import NOW, World

HERE = Week.of(NOW.date())
SHORT = "?short=1"


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_dan_begins_answers_skips_goes_back_and_ends(world: World) -> None:
    dan = browser_of(world.dan)
    first = page(dan, "/reflect")
    assert "Only you can see this. Takes about four minutes." in first
    assert 'href="/reflect/2026-W48/1"' in first
    asked = page(dan, "/reflect/2026-W48/1")
    assert "Did I make it clear" in asked
    assert "You asked for nothing in Fairlead this week." in asked
    answer = press(dan, "/reflect/2026-W48/1", "Next", answers="I think so\r\nmostly")
    assert (answer.status_code, answer["Location"]) == (303, "/reflect/2026-W48/2")
    assert press(dan, "/reflect/2026-W48/2", "Next")["Location"] == "/reflect/2026-W48/3"
    assert press(dan, "/reflect/2026-W48/2", "Previous", answers="Where")["Location"] == "/reflect/2026-W48/1"
    assert "I think so\nmostly" in page(dan, "/reflect/2026-W48/1")
    assert press(dan, "/reflect/2026-W48/9", "To the end", answers="The order")["Location"].endswith("/end")
    assert press(dan, "/reflect/2026-W48/4", "Leave it", answers="The root")["Location"] == "/reflect"
    assert of_week(world.dan, HERE).answers == {
        1: "I think so\nmostly",
        2: "Where",
        4: "The root",
        9: "The order",
    }
    home = page(dan, "/reflect")
    assert "You wrote about 4 questions." in home
    assert 'href="/reflect/2026-W48/3"' in home
    week = page(dan, "/reflect/2026-W48")
    assert all(text in week for text in ("I think so", "Where", "The root", "The order"))


def test_every_question_has_a_page_with_its_words(world: World) -> None:
    dan = browser_of(world.dan)
    for number in NUMBERS:
        shown = page(dan, f"/reflect/2026-W48/{number}")
        assert f"<h1>{words.question(number)}</h1>" in shown
        assert words.theme(number) in shown
        assert "data-theme" not in shown, "light or dark is the frame's"
    for address in ("/reflect/2026-W48/0", "/reflect/2026-W48/10", "/reflect/nothing", "/reflect/2026-W99/1"):
        assert dan.get(address).status_code == 404


def test_a_short_week_asks_three_in_a_row(world: World) -> None:
    dan, order = browser_of(world.dan), short_week(HERE, world.dan.person)
    assert f'href="/reflect/2026-W48/{order[0]}{SHORT}"' in page(dan, "/reflect")
    for here, there in pairwise(order):
        answer = press(dan, f"/reflect/2026-W48/{here}{SHORT}", "Next", answers="a word")
        assert answer["Location"] == f"/reflect/2026-W48/{there}{SHORT}"
    last = press(dan, f"/reflect/2026-W48/{order[-1]}{SHORT}", "To the end", answers="a word")
    assert last["Location"] == "/reflect/2026-W48/end"
    other = next(number for number in NUMBERS if number not in order)
    assert dan.get(f"/reflect/2026-W48/{other}{SHORT}").status_code == 404


def test_what_is_typed_is_kept_behind_the_writers_back(world: World) -> None:
    dan = browser_of(world.dan)
    dan.get("/reflect/2026-W48/3")
    token = dan.cookies["fairlead-csrf"].value
    sent = {"csrfmiddlewaretoken": token, "answers": "half a thou"}
    kept = dan.post("/reflect/2026-W48/3", sent, headers={"X-Draft": "1"})
    assert (kept.status_code, kept.content) == (204, b"")
    assert "half a thou" in page(dan, "/reflect/2026-W48/3")


def test_too_long_an_answer_comes_back_whole(world: World) -> None:
    answer = press(browser_of(world.dan), "/reflect/2026-W48/3", "Next", answers="x" * 10_001)
    assert answer.status_code == 422
    assert "x" * 10_001 in answer.content.decode()
    assert "At most 10000 characters" in answer.content.decode()


def test_one_press_makes_an_answer_the_draft_of_an_ask_and_its_words_are_in_no_address(world: World) -> None:
    dan = browser_of(world.dan)
    write_week(viewer=world.dan, week="2026-W48", answers={"8": "Ask <b>Alice</b> first"}, at=NOW)
    answer = press(dan, "/reflect/2026-W48/end", "Make this a promise")
    [draft] = drafts_of(viewer=world.dan)
    assert answer["Location"] == f"/ask?draft={draft.id}"
    assert "Ask &lt;b&gt;Alice&lt;/b&gt; first" in page(dan, answer["Location"])
    assert dan.get("/reflect/2026-W48/8/promise").status_code == 405


def test_the_fact_opens_each_theme(world: World) -> None:
    promise = world.ask()
    world.ask(standard=[])
    world.move(world.dan, promise, "ask", text="Which?")
    alice, dan = browser_of(world.alice), browser_of(world.dan)
    assert "You made 2 asks. One says what done means." in page(alice, "/reflect/2026-W48/2")
    assert "You asked one question." in page(dan, "/reflect/2026-W48/5")
    assert "You suggested no change in Fairlead this week." in page(dan, "/reflect/2026-W48/9")


def test_a_year_of_ones_own_words(world: World) -> None:
    dan = browser_of(world.dan)
    assert "Nothing written this year." in page(dan, "/reflect/year/2026")
    assert dan.get("/reflect/year/2025").status_code == 404
    for week in ("2026-W03", "2026-W48", "2025-W50"):
        write_week(viewer=world.dan, week=week, answers={"6": f"words of {week}"}, at=NOW)
    shown = page(dan, "/reflect/year/2026")
    assert shown.index("words of 2026-W03") < shown.index("words of 2026-W48")
    assert "words of 2025-W50" not in shown
    assert "words of 2025-W50" in page(dan, "/reflect/year/2025")


def test_a_week_to_come_is_not_there_yet(world: World) -> None:
    assert browser_of(world.dan).get("/reflect/2026-W49").status_code == 422


def test_the_place_is_in_the_rail_with_its_lock_and_key(world: World) -> None:
    rail = page(browser_of(world.dan), "/promises").partition("<main")[0]
    assert 'href="/reflect" data-key="g r"' in rail
    assert "#feather" in rail
    assert "#lock" in rail


@pytest.mark.parametrize(
    "address",
    ["/reflect", "/reflect/2026-W48", "/reflect/2026-W48/1", "/reflect/2026-W48/end", "/reflect/year/2026"],
)
def test_who_is_not_signed_in_is_shown_the_way_in(world: World, client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/sign-in")


def test_dan_takes_his_weeks_with_him_and_a_token_for_reading_does_not(world: World) -> None:
    write_week(viewer=world.dan, week="2026-W48", answers={"2": "where <it> was"}, at=NOW)
    packed = zipfile.ZipFile(io.BytesIO(browser_of(world.dan).get("/you/export").content))
    data = json.loads(packed.read("fairlead.json"))
    assert data["reflections"] == [{"week": "2026-W48", "answers": {"2": "where <it> was"}}]
    assert "where &lt;it&gt; was" in packed.read("fairlead.html").decode()
    for viewer, scopes, found in (
        (world.dan, ("read",), False),
        (world.dan, ("read", "reflect"), True),
        (world.alice, ("read", "reflect"), False),
    ):
        answer = Program.of(viewer, at=NOW, scopes=scopes).get("/me/export")
        assert answer.status_code == 200
        assert (b"where <it> was" in answer.content) is found
        assert (b"where &lt;it&gt; was" in answer.content) is found
