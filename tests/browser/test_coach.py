"""A third person at a browser reads along as a coach: invited, agreed to, asks, and sees nothing once it has ended."""

from __future__ import annotations

import pytest

from tests.browser.people import Visitor, Visitors
from tests.browser.server import Server
from tests.browser.test_pages import look
from tests.browser.test_talk import STEPS, demo, sees, signed_in, take, the_conversation

__all__ = ["demo"]
UP_TO_THE_ACCOUNT = 10
QUESTION = "What would each of you like to understand first?"


def listening(people: dict[str, Visitor], here: str) -> None:
    """Up to the doer's account: the gate is shut, the asker has not said back what they heard."""
    for name, words, fields, _shown in STEPS[:UP_TO_THE_ACCOUNT]:
        take(people[name], here, words, fields, is_by_keys=False)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_coach_reads_what_both_read_asks_and_is_gone_when_one_says_so(
    visitors: Visitors, demo: tuple[Server, dict[str, str]], axe: str, javascript: bool
) -> None:
    server, codes = demo
    people = {
        name: signed_in(visitors, server, codes[name], java_script_enabled=javascript)
        for name in ("Sam", "Jonas", "Priya")
    }
    sam, jonas, priya = people.values()
    here = the_conversation(sam)
    listening(people, here)
    jonas.go(f"{here}/coach")
    jonas.page.select_option("#coach", label="Priya Nair")
    jonas.press("Ask Sam for a yes")
    priya.go(here)
    priya.sees("There is nothing here for you")
    sam.go(here)
    sam.sees("Jonas would like Priya to read along.")
    sam.press("Answer")
    sam.press("Yes, Priya can read it")
    sees(sam, here, "Priya can read this page.", is_live=False)
    read_along(priya, people, here, axe if javascript else "")
    sam.go(here)
    sam.press("Stop sharing")
    for address in (here, f"{here}/coach/ask"):
        priya.go(address)
        priya.sees("There is nothing here for you")
    priya.go("/coaching")
    priya.sees("Nothing is shared with you.")
    sees(jonas, here, QUESTION, is_live=False)


def read_along(priya: Visitor, people: dict[str, Visitor], here: str, axe: str) -> None:
    """Priya finds it on her own page, reads the account, asks; both read it; the asker's box is still shut."""
    priya.go("/coaching")
    usable(priya, axe)
    priya.press("Looking back together")
    priya.sees("I saw it on Friday.")
    assert "Everybody was busy." not in priya.page.content()
    usable(priya, axe)
    priya.press("Ask a question")
    usable(priya, axe)
    priya.page.fill("#text", QUESTION)
    priya.press("Put it there")
    for name in ("Sam", "Jonas"):
        sees(people[name], here, QUESTION, is_live=False)
    people["Jonas"].sees("Sam speaks first. Your account opens after")


def usable(who: Visitor, axe: str) -> None:
    if axe:
        assert look(who, axe, who.page.url) == []
