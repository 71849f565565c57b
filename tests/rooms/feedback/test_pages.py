"""The pages of feedback: giving it, hearing, deciding, and what the team reads; all of it without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairlead.doors.clock import now
from fairlead.rooms.feedback.actions.telling import tell_unsigned
from fairlead.rooms.feedback.web import lists
from tests.rooms.feedback.test_signed import FRIDAY, decided, given_to, later, moved
from tests.rooms.feedback.tickets import post, said, ticket_of
from tests.rooms.promises.browser import FormsOf, browser_of, press
from tests.rooms.promises.conftest import Programs

TEXT = "Dates move without a word"


def read(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return str(page.content.decode())


def sent(client: Client, address: str, words: str, **typed: Any) -> str:
    """Press the button with these words; where it leads."""
    answer = press(client, address, words, **typed)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def test_it_is_given_said_back_and_decided_with_plain_forms(programs: Programs) -> None:
    world = programs.world
    alice, dan, olga = map(browser_of, (world.alice, world.dan, world.olga))
    page = read(alice, "/feedback/new")
    assert "What about how we work?" in page
    assert str(world.team) in page
    given = {"about": "way_of_working", "text": TEXT, "to": str(world.dan.person), "leave": "yes"}
    address = sent(alice, "/feedback/new", "Give it", **given)
    assert "Waits to be heard" in read(alice, address)
    assert TEXT in read(dan, "/feedback")
    seen = read(dan, address)
    assert seen.split("<main", 1)[1].count("btn-primary") == 1
    assert "Only you and Alice can read this." in seen
    sent(dan, address, "Say it back", text="You want to hear of it before")
    assert "Dan said it back" in read(alice, address)
    sent(alice, address, "Say so", answer="yes")
    decision = {"decision": "will", "text": "I say so the same day", "date": FRIDAY}
    sent(dan, address, "Give this answer", **decision)
    assert "Make it a promise" not in read(alice, address)
    assert "I say so the same day" in read(olga, "/team")
    offer = sent(dan, address, "Make it a promise")
    assert offer.startswith("/offer?draft=")
    composer = read(dan, offer)
    assert "I say so the same day" in composer
    assert FRIDAY in composer


def test_what_is_wrong_is_said_at_its_field_and_every_word_stays(programs: Programs) -> None:
    world = programs.world
    alice, dan = browser_of(world.alice), browser_of(world.dan)
    answer = press(alice, "/feedback/new", "Give it", text=TEXT)
    page = answer.content.decode()
    assert (answer.status_code, TEXT in page, "err-sum" in page) == (422, True, True)
    meant = {"about": "way_of_working", "to": str(world.dan.person), "text": TEXT, "way": "unsigned"}
    answer = press(alice, "/feedback/new", "Give it", **meant)
    page = answer.content.decode()
    assert (
        answer.status_code,
        TEXT in page,
        "Nothing was given" in page,
        " checked>" in page.partition('id="way"')[2],
    ) == (422, True, True, False)
    assert not programs.dan.get("/feedback").data["items"], (
        "what was to go without a name is not given with it"
    )
    made = given_to(programs.alice, world.dan.person)
    address = f"/feedback/{made['id']}"
    moved(programs.dan, made["id"], "hear", text="So?")
    moved(programs.alice, made["id"], "confirm", answer="yes")
    wrong = {"decision": "not_now", "text": "No hands before", "date": "2028-01-01"}
    answer = press(dan, address, "Give this answer", **wrong)
    page = answer.content.decode()
    assert (answer.status_code, "No hands before" in page) == (422, True)
    assert page.count("within half a year") == 3, "the hint, the summary, and the field"
    answer = press(dan, address, "Give this answer", **wrong, version="2")
    assert (answer.status_code, "No hands before" in answer.content.decode()) == (409, True)


def test_what_waits_comes_first_also_where_newer_things_fill_the_page(
    programs: Programs, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dan = browser_of(programs.world.dan)
    given_to(programs.alice, programs.world.dan.person, text="The older one waits for Dan")
    later(programs, clock, days=1)
    made = given_to(programs.alice, programs.world.dan.person, text="The newer one waits for Alice")
    moved(programs.dan, made["id"], "hear", text="So?")
    for shown in (20, 1):
        monkeypatch.setattr(lists, "SHOWN", shown)
        awaited, _, rest = read(dan, "/feedback").partition("On its way, and answered")
        assert "The older one waits for Dan" in awaited
        assert "The newer one waits for Alice" in rest
        assert "The older one" not in rest


def test_a_page_that_holds_everything_reads_it_once(programs: Programs) -> None:
    dan = browser_of(programs.world.dan)
    given_to(programs.alice, programs.world.dan.person)
    with CaptureQueriesContext(connection) as statements:
        read(dan, "/feedback")
    assert len([one for one in statements.captured_queries if "FROM feedback_move" in one["sql"]]) == 1


def test_what_waits_is_said_by_age_to_the_whole_team(programs: Programs, clock: Any) -> None:
    given_to(programs.alice, programs.world.dan.person)
    later(programs, clock, days=5)
    page = read(browser_of(programs.world.olga), "/feedback")
    assert "In Delivery one thing waits for an answer, for 5 days." in page
    assert "Dan" not in page.split("<main", 1)[1].split("</main", 1)[0]


def test_the_team_reads_what_was_decided_and_nothing_else(programs: Programs) -> None:
    made = decided(programs, leave="yes")
    page = read(browser_of(programs.world.olga), "/team")
    assert "I say so the same day" in page
    assert TEXT not in page
    moved(programs.dan, made["id"], "done")
    assert "Done" in read(browser_of(programs.world.olga), "/team")


def test_an_unsigned_one_is_read_by_its_recipient_and_followed_by_its_receipt(
    programs: Programs, clock: Any
) -> None:
    world = programs.world
    body = said(world.dan.person, TEXT, **ticket_of(world.olga, at=now()))
    tell_unsigned(at=now())
    receipt = post("/unsigned", body).data["receipt"]
    for one in (world.alice, world.dan):
        ticket_of(one, at=now())
    programs = later(programs, clock, days=1)
    tell_unsigned(at=now())
    dan = browser_of(world.dan)
    assert "Somebody, without a name" in read(dan, "/feedback")
    [item] = programs.dan.get("/feedback").data["items"]
    address = f"/feedback/{item['id']}"
    assert "Nobody knows who wrote it." in read(dan, address)
    sent(dan, address, "Say it back", text="You want to hear of it before")
    part = post("/unsigned/read", {"receipt": receipt}, HTTP_ACCEPT="text/html").content.decode()
    assert "Dan said it back" in part
    assert "csrf" not in part
    assert "feedback/" not in part
    answer = {"receipt": receipt, "act": "confirm", "answer": "yes", "version": 2, "text": ""}
    part = post("/unsigned/answer", answer, HTTP_ACCEPT="text/html").content.decode()
    assert "You answered: Yes, that’s it" in part


def test_a_stranger_finds_nothing_and_who_is_not_signed_in_is_shown_the_way(programs: Programs) -> None:
    made = given_to(programs.alice, programs.world.dan.person)
    address = f"/feedback/{made['id']}"
    olga, dan = browser_of(programs.world.olga), browser_of(programs.world.dan)
    assert olga.get(address).status_code == 404
    form, _ = FormsOf(read(dan, address)).with_button("Say it back")
    proof = dict(form["fields"])["csrfmiddlewaretoken"]
    assert dan.post(f"{address}/promise", {"csrfmiddlewaretoken": proof}).status_code == 404
    for page in ("/feedback", "/feedback/new", address):
        assert Client().get(page)["Location"].startswith("/sign-in")
