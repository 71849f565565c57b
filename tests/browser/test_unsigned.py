"""Saying something without a name in a real browser: the ticket, the receipt, and the way back; and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Request

from tests.browser.people import Visitor, Visitors
from tests.browser.server import Server
from tests.browser.test_pages import look
from tests.browser.test_two_people import asked, founded, in_days

TEXT = "Dates move without a word to those who wait for them."
TICKET = """() => new Promise((there) => {
  const look = () => (localStorage.getItem('fairlead-tickets') ? there() : requestAnimationFrame(look));
  look();
})"""
"""When the browser has fetched it, by itself."""
FORGED = """() => {
  const [one] = JSON.parse(localStorage.getItem('fairlead-tickets'));
  const first = one.signature.startsWith('A') ? 'B' : 'A';
  localStorage.setItem('fairlead-tickets', JSON.stringify([{...one, signature: first + one.signature.slice(1)}]));
}"""


def choose(visitor: Visitor, words: str) -> None:
    """One of a few."""
    visitor.page.get_by_role("radio", name=words, exact=True).check()


def two(visitors: Visitors, server: Server) -> tuple[Visitor, Visitor]:
    """Alice, and Dan by her link."""
    alice = founded(visitors, server)
    address = asked(alice, "Dan")
    dan = visitors.somebody(server.address)
    dan.go(address)
    dan.page.fill("#name", "Dan Dorn")
    dan.press("Yes, I promise")
    return alice, dan


def said(dan: Visitor, axe: str, found: list[str]) -> str:
    """Dan says it to Alice without his name, and holds the receipt."""
    page = dan.page
    dan.go("/feedback")
    page.evaluate(TICKET)
    found += look(dan, axe, "/feedback with nothing in it")
    dan.go("/feedback/new")
    found += look(dan, axe, "/feedback/new")
    choose(dan, "A way of working")
    page.select_option("#to", label="Alice Adams")
    choose(dan, "Without my name")
    page.fill("#text", TEXT)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/unsigned" in request.url else None)
    dan.press("Give it")
    dan.sees("It is said, and nobody knows by whom")
    found += look(dan, axe, "the receipt")
    assert not {"cookie", "referer"} & set(sent[0].all_headers())
    receipt = page.input_value("#receipt")
    assert len(receipt) == 29
    assert page.evaluate("localStorage.getItem('fairlead-tickets')") == "[]"
    assert receipt not in str(page.evaluate("Object.entries(localStorage)"))
    return receipt


def say_back(alice: Visitor, words: str) -> None:
    alice.page.fill("#hear-text", words)
    alice.press("Say it back")
    alice.sees(words)


def test_a_person_says_it_without_a_name_follows_it_is_answered_and_answers(
    visitors: Visitors, empty_server: Server, axe: str
) -> None:
    alice, dan = two(visitors, empty_server)
    found: list[str] = []
    receipt = said(dan, axe, found)
    empty_server.run("tests.browser.tomorrow")
    alice.go("/feedback")
    alice.sees(TEXT)
    found += look(alice, axe, "/feedback")
    alice.page.click(f"text={TEXT}")
    alice.sees("Nobody knows who wrote it.")
    say_back(alice, "You want to hear of it before.")
    dan.go("/unsigned")
    dan.page.fill("#receipt", receipt.lower())
    dan.press("Show what became of it")
    dan.sees("You want to hear of it before.")
    found += look(dan, axe, "/unsigned with what became of it")
    choose(dan, "Partly")
    dan.page.fill("#confirm-text", "And why.")
    dan.press("Say so")
    dan.sees("And why.")
    alice.page.reload()
    say_back(alice, "And why it moves.")
    dan.press("Show what became of it")
    choose(dan, "Yes, that’s it")
    dan.press("Say so")
    dan.sees("Heard: waits for an answer")
    decided(alice, axe, found)
    assert found == []


def decided(alice: Visitor, axe: str, found: list[str]) -> None:
    alice.page.reload()
    found += look(alice, axe, "/feedback/ID to decide")
    choose(alice, "We will")
    alice.page.fill("#decide-text", "Whoever moves a date says so the same day.")
    alice.page.fill("#date", in_days(9))
    alice.press("Give this answer")
    alice.go("/team")
    alice.sees("Whoever moves a date says so the same day.")
    found += look(alice, axe, "/team")


def test_what_is_refused_loses_no_word_and_says_why(visitors: Visitors, empty_server: Server) -> None:
    _, dan = two(visitors, empty_server)
    page = dan.page
    dan.go("/feedback")
    page.evaluate(TICKET)
    page.evaluate(FORGED)
    dan.go("/feedback/new")
    choose(dan, "Without my name")
    page.fill("#text", TEXT)
    dan.press("Give it")
    dan.sees("Please fill this in.")
    assert page.input_value("#text") == TEXT
    choose(dan, "A way of working")
    page.select_option("#to", label="Alice Adams")
    dan.press("Give it")
    dan.sees("This ticket is not good for that.")
    dan.press("Give it")
    dan.sees("This browser has no ticket just now.")
    assert page.input_value("#text") == TEXT
    choose(dan, "With my name")
    dan.press("Give it")
    dan.sees("From you to Alice Adams, with your name.")
    dan.go("/unsigned")
    page.fill("#receipt", "AAAAA AAAAA AAAAA AAAAA AAAAA")
    dan.press("Show what became of it")
    dan.sees("There is nothing here for you.")


def test_without_javascript_the_page_says_what_needs_it(visitors: Visitors, empty_server: Server) -> None:
    plain = visitors.somebody(empty_server.address, java_script_enabled=False)
    plain.go("/unsigned")
    assert "This needs JavaScript" in plain.page.inner_text("main")
    assert not plain.page.is_visible("#follow")
