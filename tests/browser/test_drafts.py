"""What is typed in a conversation is never lost: reloading, a second tab, no network, a server that is killed; both at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import settled
from tests.browser.people import Village, Visitor, Visitors, comes_true

FORM = "/conversations/{talk}/cause_sentence"
HALF = "“Unattended” meant two thi"


@pytest.fixture
def own(visitors: Visitors) -> Iterator[Village]:
    """A server of its own: it is killed here."""
    with settled() as found:
        yield found
        visitors.close()  # before the server: a page that is open asks for news


def typing(visitors: Visitors, village: Village, who: str, words: str = HALF) -> Visitor:
    visitor = visitors.villager(village, who)
    visitor.go(village.path(FORM))
    visitor.page.locator("#text").press_sequentially(words)
    return visitor


def test_reloading_and_a_second_tab_keep_what_is_typed(visitors: Visitors, own: Village) -> None:
    amara = typing(visitors, own, "Amara")
    amara.page.reload()
    assert amara.page.input_value("#text") == HALF
    amara.sees("did not send is here again")
    second = Visitor(amara.page.context.new_page(), amara.address)
    second.go(own.path(FORM))
    assert second.page.input_value("#text") == HALF
    second.page.locator("#text").press_sequentially("ngs. You always")
    second.page.locator("[data-aside]:visible").wait_for()  # advice for who types, in this browser alone
    for _ in ". You always":
        second.page.keyboard.press("Backspace")
    second.page.locator("[data-aside]:visible").wait_for(state="detached")
    comes_true(amara.page, "document.querySelector('#text').value.endsWith('things')")
    second.page.locator("#text").press("Control+Enter")
    second.page.wait_for_url(f"**/conversations/{own.promises['talk']}")
    second.go(own.path(FORM))
    assert second.page.input_value("#text") == ""


def test_the_next_at_this_browser_finds_nothing_of_what_was_typed(visitors: Visitors, own: Village) -> None:
    amara = typing(visitors, own, "Amara")
    amara.go("/sign-out")
    amara.press("Sign out")
    amara.page.wait_for_url("**/sign-in*")
    assert amara.page.evaluate("Object.keys(localStorage).filter((x) => x.includes('kept'))") == []


def test_without_a_network_nothing_is_sent_and_nothing_lost(visitors: Visitors, own: Village) -> None:
    amara = typing(visitors, own, "Amara")
    amara.page.context.set_offline(True)
    amara.press("Say it in one sentence")
    amara.page.locator("[data-offline]:visible").wait_for()
    assert amara.page.input_value("#text") == HALF
    visitors.troubles.clear()  # asking for news fails meanwhile, and the browser says so
    amara.page.context.set_offline(False)
    amara.press("Say it in one sentence")
    amara.page.wait_for_url(f"**/conversations/{own.promises['talk']}")
    amara.sees(HALF)
    visitors.troubles.clear()


def test_a_server_that_is_killed_takes_nothing_along(visitors: Visitors, own: Village) -> None:
    amara = typing(visitors, own, "Amara")
    own.server.kill()
    amara.press("Say it in one sentence")
    amara.page.wait_for_url("chrome-error://**")
    own.server.start()
    amara.go(own.path(FORM.rpartition("/")[0]))
    amara.go(own.path(FORM))
    assert amara.page.input_value("#text") == HALF
    amara.press("Say it in one sentence")
    amara.page.wait_for_url(f"**/conversations/{own.promises['talk']}")
    amara.sees(HALF)
    visitors.troubles.clear()  # asking for news failed meanwhile, and the browser said so


def test_both_write_at_once_and_each_sees_the_others_step(visitors: Visitors, own: Village) -> None:
    amara, jonas = (typing(visitors, own, who, f"{who} says") for who in ("Amara", "Jonas"))
    watching = visitors.villager(own, "Jonas")
    watching.go(own.path("/conversations/{talk}"))
    assert watching.page.get_attribute("#live", "hx-trigger") == "every 3s"
    amara.press("Say it in one sentence")
    watching.sees("Amara says", within=4_000)  # three seconds, and the time a page takes
    jonas.page.locator("[data-news]:visible").wait_for()
    assert jonas.page.input_value("#text") == "Jonas says"
    jonas.press("Say it in one sentence")
    amara.page.wait_for_url(f"**/conversations/{own.promises['talk']}")
    amara.sees("Jonas says", within=4_000)
