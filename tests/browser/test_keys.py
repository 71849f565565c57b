"""Without a mouse: asking, answering and saying done by keys alone; and the price of a first promise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page

from tests.browser.people import Village, Visitor, Visitors
from tests.browser.server import Server
from tests.browser.wall import today

FOCUS = """() => {
  const x = document.activeElement, box = x.getBoundingClientRect(), style = getComputedStyle(x);
  const ring = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none';
  const chip = x.matches('.chips input') && getComputedStyle(x.nextElementSibling).outlineStyle !== 'none';
  const bar = document.querySelector('.nav'), fixed = getComputedStyle(bar).position === 'fixed' && !bar.contains(x);
  const low = fixed ? bar.getBoundingClientRect().top : innerHeight;
  const shown = x === document.body || (box.bottom > 0 && box.top < low && box.bottom <= low + 1) || box.height > innerHeight / 2;
  return [x.id || x.textContent.trim().slice(0, 40), x === document.body || x.id === 'main' || ring || chip, shown];
}"""
SOON = today() + timedelta(days=2)
DAY = next(
    day.strftime("%d%m%Y") for day in (SOON + timedelta(days=n) for n in range(70)) if day.day == day.month
)
"""A day that is typed alike wherever the month stands first or second."""


def tab_to(page: Page, where: str, *, most: int = 40) -> None:
    """Tab until the focus is there; each stop on the way can be seen."""
    for _press in range(most):
        if page.evaluate("(where) => document.activeElement.matches(where)", where):
            return
        page.keyboard.press("Tab")
        name, is_ringed, is_shown = page.evaluate(FOCUS)
        assert is_ringed, f"no ring around {name!r}"
        assert is_shown, f"{name!r} has the focus and cannot be seen"
    raise AssertionError(f"Tab does not get to {where}")


def press_and_go(visitor: Visitor, key: str, pattern: str) -> None:
    visitor.page.keyboard.press(key)
    visitor.page.wait_for_url(re.compile(pattern))


def asks_by_keys(amara: Visitor) -> None:
    amara.go("/")
    press_and_go(amara, "a", r"/ask$")
    keys = amara.page.keyboard
    tab_to(amara.page, "#to")
    keys.type("Sam Okafor")
    tab_to(amara.page, "#outcome")
    with amara.page.expect_response("**/ask"):  # kept while typing ...
        keys.type("The keys of the van")
    tab_to(amara.page, "#due")
    keys.type(DAY)
    tab_to(amara.page, "#standard-1")
    with amara.page.expect_response("**/ask"):  # ... as one draft, however often ...
        keys.type("They hang at the door")
    press_and_go(amara, "Control+Enter", r"/promises/[0-9a-f-]{36}$")


def test_amara_asks_sam_promises_and_says_done_by_keys_alone(visitors: Visitors, village: Village) -> None:
    amara, sam = (visitors.villager(village, name) for name in ("Amara", "Sam"))
    asks_by_keys(amara)
    sam.go("/")
    for _row in range(12):
        sam.page.keyboard.press("j")
        if "keys of the van" in sam.page.evaluate("document.activeElement.textContent"):
            break
    press_and_go(sam, "Enter", r"/promises/[0-9a-f-]{36}$")
    here = sam.page.url
    amara.go("/promises/drafts")
    assert "keys of the van" not in amara.page.inner_text("main"), "... which is gone when it is sent"
    sam.page.keyboard.press("y")
    assert sam.page.url == here, "a single key only opens"
    assert sam.page.evaluate("document.activeElement.id") == "read_back"
    sam.page.keyboard.type("On the hook")
    sam.page.keyboard.press("Control+Enter")
    sam.sees("You both agreed")
    press_and_go(sam, "d", r"/report_done$")
    tab_to(sam.page, "#text")
    sam.page.keyboard.type("They hang there.")
    press_and_go(sam, "Control+Enter", r"/promises/[0-9a-f-]{36}$")
    sam.sees("They hang there.")
    sam.sees("Please check")


def test_single_keys_lead_to_the_places_and_can_be_switched_off(visitors: Visitors, village: Village) -> None:
    mei = visitors.villager(village, "Mei")
    mei.go("/")
    for key, pattern in (("o", r"/offer$"), ("/", r"/promises")):
        mei.go("/")
        press_and_go(mei, key, pattern)
    assert mei.page.evaluate("document.activeElement.id") == "q"
    mei.page.keyboard.press("a")
    assert mei.page.input_value("#q") == "a", "in a field a key is a letter"
    mei.go("/")
    mei.page.keyboard.press("g")
    press_and_go(mei, "p", r"/promises$")
    mei.page.keyboard.press("?")
    mei.page.locator("dialog[open]").wait_for()
    mei.page.keyboard.press("Escape")
    mei.page.locator("dialog[open]").wait_for(state="detached")
    for key, act in (("c", "counter"), ("t", "answer_by"), ("n", "decline"), ("q", "ask")):
        mei.go(village.path("/promises/{offer}"))
        mei.page.keyboard.press(key)
        mei.page.wait_for_url(f"**/{act}")
    mei.go("/you")
    mei.page.uncheck("[name=has_shortcuts]")
    mei.press("Save keyboard")
    mei.page.wait_for_load_state()
    mei.go("/")
    mei.page.keyboard.press("a")
    mei.page.wait_for_timeout(300)
    assert mei.page.url.endswith("/"), "switched off means off"
    mei.go("/you")
    mei.page.check("[name=has_shortcuts]")
    mei.press("Save keyboard")


@dataclass
class Price:
    """The keystroke-level model: what a practised hand needs, in seconds, without reading."""

    keys: int = 0
    presses: int = 0
    pages: int = 0
    thoughts: int = 0

    def seconds(self) -> float:
        key, point_and_click, home, think, page = 0.28, 1.3, 0.4, 1.35, 0.7
        return (
            self.keys * key
            + self.presses * (point_and_click + home)
            + self.thoughts * think
            + self.pages * page
        )

    def types(self, visitor: Visitor, where: str, text: str) -> None:
        self.keys += len(text)
        self.presses += 1
        self.thoughts += 1
        visitor.page.focus(where)
        visitor.page.keyboard.type(text)

    def puts(self, visitor: Visitor, words: str) -> None:
        self.presses += 1
        self.thoughts += 1
        self.pages += 1
        visitor.press(words)


INSTALLING = 60
"""Seconds of `make run` on a fresh machine: "first page within a minute"."""


def first_promise(visitors: Visitors, server: Server, *, is_typed: bool) -> Price:
    price = Price(pages=2)
    alice = visitors.somebody(server.address)
    alice.go(server.sign_in)
    price.types(alice, "#name", "Alice")
    price.types(alice, "#email", "alice@example.org")
    price.types(alice, "#team", "Delivery")
    price.puts(alice, "Start with an ask")
    if is_typed:
        price.types(alice, "#outcome", "A rota for the Christmas support desk")
    else:
        price.puts(alice, "Read this by Thursday")
    price.types(alice, "#to", "Sam")
    price.types(alice, "#due", DAY)
    price.types(alice, "#standard-1", "Every day has two names" if is_typed else "I know what is unclear")
    price.puts(alice, "Ask")
    address = alice.page.input_value("#link-1")
    price.presses += 2  # copy it, and paste it into whatever they talk by
    price.thoughts += 2
    alice.press("To the promise")
    sam = visitors.somebody(server.address, viewport={"width": 390, "height": 844}, has_touch=True)
    sam.go(address)
    sam.sees("Done means")
    if is_typed:
        price.types(sam, "#read_back", "Two names for each day")
    price.puts(sam, "Yes, I promise")
    sam.sees("How would you like to come back?")
    alice.sees("You both agreed")
    return price


def test_a_first_promise_takes_less_than_three_minutes(visitors: Visitors, empty_server: Server) -> None:
    price = first_promise(visitors, empty_server, is_typed=True)
    print(f"\na first promise, typed: {price}, {price.seconds():.0f} s in the pages")  # noqa: T201
    assert price.seconds() <= 90
    assert INSTALLING + price.seconds() <= 180


def test_a_first_promise_from_a_starter_takes_less_still(visitors: Visitors, empty_server: Server) -> None:
    price = first_promise(visitors, empty_server, is_typed=False)
    print(f"\na first promise, from a starter: {price}, {price.seconds():.0f} s in the pages")  # noqa: T201
    assert price.seconds() <= 75
