"""From what two agree in a conversation to a promise that cites it and is kept, at two browsers, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.browser.conftest import settled
from tests.browser.people import Village, Visitors


@pytest.fixture
def own_village() -> Iterator[Village]:
    """A village of its own: what is agreed here would be missed in the other tests."""
    with settled() as found:
        yield found


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_two_agree_becomes_a_promise_that_is_kept(
    visitors: Visitors, own_village: Village, javascript: bool
) -> None:
    amara, jonas = (
        visitors.villager(own_village, name, java_script_enabled=javascript) for name in ("Amara", "Jonas")
    )
    talk = own_village.path("/conversations/{talk}")
    jonas.go(talk)
    jonas.press("I agree to it")
    jonas.press("The agreement, and how it stands")
    jonas.sees("In force")
    agreement = re.sub(r"^https?://[^/]+", "", jonas.page.url)
    jonas.press("Ask Amara for it")
    jonas.sees("It comes out of what you agreed")
    promise = re.sub(r"^https?://[^/]+", "", jonas.page.url)
    amara.go(agreement)
    amara.press("Waiting for a reply")
    amara.press("Yes, I promise")
    amara.sees("You both agreed")
    amara.press("Done: please check")
    amara.press("Done: please check")
    jonas.go(promise)
    for _ in range(2):
        jonas.press("That’s it, thank you")
    jonas.sees("Kept")
    for where in (agreement, talk):
        amara.go(where)
        amara.sees("Kept")
    amara.go(own_village.path("/promises/{runbook}"))
    amara.press("What you agreed then")
    amara.sees("What we agreed")
    assert amara.page.url.endswith(agreement)
