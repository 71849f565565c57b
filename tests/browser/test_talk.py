"""Two people look back on a promise of the demo that slipped, through all eleven steps, each at a browser.

Once by keys alone, each seeing the other's step without loading, and once with JavaScript off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import lived_in
from tests.browser.people import Visitor, Visitors
from tests.browser.server import Server
from tests.browser.test_keys import tab_to
from tests.browser.wall import today

TODAY = today()
ABOUT = "The status page says the truth by itself"
Fields = dict[str, str | bool]
HEARD = "You saw it on Friday and had nobody to tell."
SENTENCE = "Red was agreed on, and nobody said green again."

STEPS: tuple[tuple[str, str, Fields | None, str], ...] = (
    ("Sam", "What made it hard to say?", {"#text": "Everybody was busy."}, ""),
    ("Sam", "Invite to talk", {"#purpose": "What “by itself” means", "[name=mode][value=live]": True}, "What “by itself” means"),
    ("Jonas", "Yes, let’s talk", None, "What was promised"),
    ("Sam", "Say what you understood", {"#text": "It turns red by itself.", "[name=was_a_yes][value=yes]": True}, ""),
    ("Jonas", "Say what you understood", {"#text": "Red and green by itself.", "[name=was_a_yes][value=yes]": True}, "Red and green by itself."),
    ("Sam", "Same picture", None, ""),
    ("Jonas", "Same picture", None, "What is open"),
    ("Jonas", "Say what is open", {"[name=conditions][value='1']": True, "#text": "It stayed red over the weekend."}, "It stayed red over the weekend."),
    ("Sam", "That’s right", None, "That’s right."),
    ("Sam", "Tell how it was for you", {"#text": "I saw it on Friday.", "#point-0": "On Fridays nobody is there to ask"}, "I saw it on Friday."),
    ("Jonas", "Ask an open question", {"#text": "What would have helped on Friday?"}, "What would have helped on Friday?"),
    ("Sam", "Answer the question", {"#text": "A name to ring."}, "A name to ring."),
    ("Jonas", "What I heard", {"#text": HEARD}, HEARD),
    ("Sam", "Is that it?", {"[name=answer][value=yes]": True}, "Yes, that’s it."),
    ("Jonas", "Name your own part", {"#text": "I left at noon and said nothing."}, "I left at noon and said nothing."),
    ("Jonas", "Tell how it was for you", {"#text": "Customers rang me at home."}, "Customers rang me at home."),
    ("Sam", "Choose where it came apart", {"[name=codes][value=LATE_WARNING]": True}, ""),
    ("Jonas", "Choose where it came apart", {"[name=codes][value=STANDARD_UNSHARED]": True}, "no shared picture of done"),
    ("Jonas", "Say what would set it right", {"#text": "A note to the two customers", "[name=side][value=asker]": True}, "A note to the two customers"),
    ("Sam", "Nothing is owed", None, "Nothing is owed."),
    ("Sam", "Say it in one sentence", {"#text": SENTENCE}, SENTENCE),
    ("Sam", "Propose an agreement", {
        "#action-doer-1": "Say at risk the same morning", "#action-asker-1": "Write a name for Fridays into the ask",
        "#answer-1": "There is a name for every Friday", "#look_again_on": "today"}, "Write a name for Fridays into the ask"),
    ("Jonas", "I agree to it", None, "What we agree from here"),
    ("Sam", "Accept the summary", None, ""),
    ("Jonas", "Accept the summary", None, "Look again"),
    ("Sam", "Look at it again", {"[name=verdict][value=keep]": True, "#text": "The name was there."}, ""),
    ("Jonas", "Look at it again", {"[name=verdict][value=keep]": True, "#text": "Nobody rang me."}, "Closed"),
)  # fmt: skip
"""Who, which button, what is filled in (None: one press), and what the other then reads ("": nothing yet)."""
NOT_YET = ("Everybody was busy.", "It turns red by itself.", "no early word", "The name was there.")
"""What the other does not read in the step in which it was written."""


@pytest.fixture
def demo() -> Iterator[tuple[Server, dict[str, str]]]:
    with lived_in("fairlead", "demo", "--weeks", "4") as (server, told):
        yield server, {line.split()[0]: line.rpartition("/sign-in/")[2] for line in told.splitlines()}


def signed_in(visitors: Visitors, server: Server, code: str, **more: Any) -> Visitor:
    somebody = visitors.somebody(server.address, **more)
    somebody.go(f"/sign-in/{code}")
    somebody.page.locator("main button").first.click()
    somebody.page.wait_for_url(re.compile(r"/(you/come-back.*)?$"))
    return somebody


def the_conversation(sam: Visitor) -> str:
    """The one that Sam has begun to prepare, found the way people do: from the promise."""
    sam.go("/promises?place=mine")
    sam.page.get_by_role("link", name=ABOUT).first.click()
    sam.page.wait_for_url("**/promises/*-*")
    sam.page.locator("main a[href^='/conversations/']").first.click()
    sam.page.wait_for_url("**/conversations/*-*")
    return re.sub(r"^https?://[^/]+", "", sam.page.url)


# --- by hand ---


def press(who: Visitor, words: str) -> None:
    who.press(words)


def fill(who: Visitor, where: str, what: str | bool) -> None:
    if what is True:
        who.page.check(where, force=True)
    else:
        who.page.fill(where, TODAY.isoformat() if what == "today" else str(what))


# --- by keys ---

BEGINS = "(words) => document.activeElement.closest('main') && document.activeElement.matches('a, button') && document.activeElement.textContent.trim().startsWith(words)"


def press_by_keys(who: Visitor, words: str) -> None:
    for _stop in range(120):
        if who.page.evaluate(BEGINS, words):
            who.page.keyboard.press("Enter")
            return
        who.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not get to {words!r} at {who.page.url}")


def fill_by_keys(who: Visitor, where: str, what: str | bool) -> None:
    keys = who.page.keyboard
    if what is True:
        choose_by_keys(who, where)
    elif what == "today":
        tab_to(who.page, where, most=120)
        for form in ("%m%d%Y", "%d%m%Y"):  # whichever stands first on this machine
            for _part in range(3):
                keys.press("ArrowLeft")
            keys.type(TODAY.strftime(form))
            if who.page.input_value(where) == TODAY.isoformat():
                return
        raise AssertionError("the day cannot be typed")
    else:
        tab_to(who.page, where, most=120)
        keys.type(str(what))


def choose_by_keys(who: Visitor, where: str) -> None:
    """Tab stops once in a group of radio buttons; the arrows choose there."""
    if who.page.get_attribute(where, "type") != "radio":
        tab_to(who.page, where, most=120)
        who.page.keyboard.press("Space")
        return
    tab_to(who.page, re.sub(r"\[value=.*", "", where), most=120)
    who.page.keyboard.press("Space")
    for _choice in range(5):
        if who.page.is_checked(where):
            return
        who.page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows do not get to {where}")


# --- together ---


def take(
    who: Visitor, here: str, words: str, fields: Fields | None, *, is_by_keys: bool, is_there: bool = False
) -> None:
    """is_there: they have just read it, and go on from what they see."""
    to_press: Callable[[Visitor, str], None] = press_by_keys if is_by_keys else press
    to_fill: Callable[[Visitor, str, str | bool], None] = fill_by_keys if is_by_keys else fill
    if not is_there:
        who.go(here)
    with who.page.expect_navigation():
        to_press(who, words)
    if fields is None:
        return
    who.page.wait_for_url(re.compile(rf"{here}/\w+"))
    for where, what in fields.items():
        to_fill(who, where, what)
    if is_by_keys:
        who.page.keyboard.press("Control+Enter")
    else:
        who.press("Keep it for me" if "notes" in who.page.url else words)
    who.page.wait_for_url(re.compile(rf"{here}(/notes/\d)?(#sent)?$"))


def sees(who: Visitor, here: str, words: str, *, is_live: bool) -> None:
    """With JavaScript within the time of one question every three seconds; without, when the page is opened again."""
    if not is_live or not who.page.url.endswith(here) or not who.page.locator("#live").count():
        who.go(here)
    who.sees(words)


@pytest.mark.parametrize("is_by_keys", [True, False], ids=["by keys alone", "without JavaScript"])
def test_two_people_look_back_through_all_eleven_steps(
    visitors: Visitors, demo: tuple[Server, dict[str, str]], is_by_keys: bool
) -> None:
    server, codes = demo
    both = {
        name: signed_in(visitors, server, codes[name], java_script_enabled=is_by_keys)
        for name in ("Sam", "Jonas")
    }
    here = the_conversation(both["Sam"])
    read_by = ""
    for number, (name, words, fields, then) in enumerate(STEPS):
        next_one = "Jonas" if name == "Sam" else "Sam"
        other = both[next_one]
        take(both[name], here, words, fields, is_by_keys=is_by_keys, is_there=name == read_by)
        is_live = is_by_keys and number % 4 == 0  # waiting for every one takes a minute
        read_by = "" if is_live else next_one
        if then:
            sees(other, here, then, is_live=is_live)
        else:
            other.go(here)
            read = other.page.inner_text("main")
            assert not [hidden for hidden in NOT_YET if hidden in read and hidden in str(fields)]
