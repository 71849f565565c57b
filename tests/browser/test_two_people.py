"""Two people and a promise, each at a browser of their own, with and without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.browser.people import Visitor, Visitors
from tests.browser.server import Server
from tests.browser.wall import today


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def founded(visitors: Visitors, server: Server, **more: object) -> Visitor:
    alice = visitors.somebody(server.address, **more)
    alice.go(server.sign_in)
    alice.page.fill("#name", "Alice Adams")
    alice.page.fill("#email", "alice@example.org")
    alice.page.fill("#team", "Delivery")
    alice.press("Start with an ask")
    return alice


def asked(alice: Visitor, name: str) -> str:
    """Ask somebody who is not here yet; the address to send them."""
    page = alice.page
    page.fill("#to", name)
    page.fill("#outcome", "A rota for the Christmas support desk")
    page.fill("#due", in_days(10))
    page.fill("#standard-1", "Every day has two names")
    page.fill("#standard-2", "Everyone on it has said yes")
    alice.press("Ask")
    return page.input_value("#link-1")


CYCLE = (
    ("Alice", "Ask Dan a question", {"#text": "Is the eleventh possible?"}, "Is the eleventh possible?"),
    ("Dan", "Answer", {"#text": "The twelfth it is."}, "The twelfth it is."),
    ("Alice", "I need time", {"#date": "+2", "#text": "I ask the desk."}, "I ask the desk."),
    ("Alice", "Yes, I promise", None, "You both agreed"),
    ("Dan", "I see a risk", {"#text": "Two names are ill."}, "Two names are ill."),
    ("Alice", "Thanks for telling me", None, "Alice said thanks"),
    ("Dan", "I need to renegotiate", {"#due": "+14", "#text": "Two days more?"}, "Two days more?"),
    ("Alice", "I agree to this change", None, "as version 3"),
    ("Dan", "Done: please check", {"#text": "It hangs at the desk."}, "It hangs at the desk."),
    ("Alice", "Not yet", {"[name=conditions][value='2']": True, "#text": "Jo has not said yes."}, "Jo has not said yes."),
    ("Dan", "I’ll put it right by", {"#date": "+13"}, "Dan said when they put it right"),
    ("Dan", "Done: please check", {"#text": "Jo has said yes."}, "Jo has said yes."),
    ("Alice", "That’s it, thank you", {"#text": "Lovely."}, "Lovely."),
)  # fmt: skip
"""Who, which button, what is filled in (+2: a day from today; None: one press), what the other then sees."""


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_two_people_go_through_the_whole_cycle(
    visitors: Visitors, empty_server: Server, javascript: bool
) -> None:
    alice = founded(visitors, empty_server, java_script_enabled=javascript)
    address = asked(alice, "Dan")
    alice.press("To the promise")
    here = re.sub(r"^https?://[^/]+", "", alice.page.url)
    dan = visitors.somebody(empty_server.address, java_script_enabled=javascript)
    dan.go(address)
    dan.sees("Every day has two names")
    dan.press("Suggest a change")
    assert dan.page.input_value("#due-time") == "17:00"
    dan.page.fill("#name", "Dan Dorn")
    dan.page.fill("#due", in_days(12))
    dan.page.fill("#text", "I am away until the ninth.")
    dan.press("Suggest a change")
    dan.press("Later")
    seen(alice, here, "I am away until the ninth.", javascript)

    both = {"Alice": (alice, dan), "Dan": (dan, alice)}
    for number, (name, act, fields, words) in enumerate(CYCLE):
        who, other = both[name]
        moved(who, here, act, fields)
        seen(other, here, words, javascript and number % 3 == 0)  # waiting for every one takes a minute
    alice.go(here)
    alice.sees("Kept")
    alice.press("Say thanks")
    seen(dan, here, "Alice said thanks", javascript)


def moved(who: Visitor, here: str, act: str, fields: dict[str, object] | None) -> None:
    who.go(here)
    who.press(act)
    if fields is not None:
        filled(who, fields)
        who.press(act)
    who.page.wait_for_url(f"**{here}*")


def filled(who: Visitor, fields: dict[str, object]) -> None:
    for where, what in fields.items():
        if what is True:
            who.page.check(where, force=True)
        else:
            text = str(what)
            who.page.fill(where, in_days(int(text)) if text.startswith("+") else text)


def seen(who: Visitor, here: str, words: str, javascript: bool) -> None:
    """With JavaScript it comes by itself, asked for every four seconds; without, when the page is opened again."""
    if not javascript or here not in who.page.url:
        who.go(here)
    else:
        assert who.page.get_attribute("#live", "hx-trigger") == "every 4s"
    who.sees(words)


def test_what_is_being_typed_stays_when_the_other_moves(visitors: Visitors, empty_server: Server) -> None:
    alice = founded(visitors, empty_server)
    address = asked(alice, "Dan")
    alice.press("To the promise")
    here = re.sub(r"^https?://[^/]+", "", alice.page.url)
    dan = visitors.somebody(empty_server.address)
    dan.go(address)
    dan.press("Ask Alice a question")
    dan.page.fill("#name", "Dan Dorn")
    dan.page.fill("#text", "Which desk?")
    dan.press("Ask Alice a question")
    dan.press("Later")
    dan.go(here)
    dan.page.fill("#read_back", "Two willing names a day")
    dan.page.locator("h1").click()  # what was typed counts, not where the cursor is
    alice.go(here)
    alice.press("Answer")
    alice.page.fill("#text", "The one at the door.")
    typing = visitors.somebody(empty_server.address)
    typing.page.context.add_cookies(dan.page.context.cookies())
    typing.go(f"{here}/counter")
    typing.page.fill("#text", "Half a sen")
    alice.press("Answer")
    for one, box, words in (
        (dan, "#read_back", "Two willing names a day"),
        (typing, "#text", "Half a sen"),
    ):
        one.page.locator("[data-news]:visible").wait_for()
        assert one.page.input_value(box) == words
    dan.page.fill("#read_back", "")
    dan.page.locator("h1").click()
    dan.sees("The one at the door.")
