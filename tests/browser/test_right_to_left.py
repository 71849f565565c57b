"""Somebody whose language runs from right to left: the whole page turns, and nothing hangs out of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import settled
from tests.browser.people import Village, Visitors
from tests.browser.test_pages import SIDEWAYS

TURNED = """() => {
  const found = [], box = (s) => document.querySelector(s)?.getBoundingClientRect();
  if (document.documentElement.dir !== 'rtl') found.push('dir is ' + document.documentElement.dir);
  if (innerWidth > 900) {
    const rail = box('.rail'), main = box('main');
    if (rail.left < main.right - 1) found.push('the rail is not on the right');
  }
  return found;
}"""


@pytest.fixture
def turned_village(visitors: Visitors) -> Iterator[Village]:
    with settled(DJANGO_SETTINGS_MODULE="tests.browser.pseudo") as found:
        yield found
        visitors.close()


def test_pages_run_from_right_to_left(visitors: Visitors, turned_village: Village) -> None:
    amara = visitors.villager(turned_village, "Amara")
    amara.go("/you")
    amara.page.select_option("#language", "ar")
    amara.page.locator("[action='/you/appearance'] .btn").click()
    amara.page.wait_for_load_state()
    found = []
    for path in (
        "/",
        "/promises",
        "/promises/{finance}",
        "/promises/{welcome}/counter",
        "/ask?to={@Sam}",
        "/you",
        "/setup",
    ):
        amara.go(turned_village.path(path))
        for width in (1280, 390, 320):
            amara.page.set_viewport_size({"width": width, "height": 900})
            found += [f"{path} at {width}: {problem}" for problem in amara.page.evaluate(TURNED)]
            found += [f"{path} at {width}: {problem}" for problem in amara.page.evaluate(SIDEWAYS)]
        assert any("\u0600" <= letter <= "\u06ff" for letter in amara.page.inner_text("main")), path
    assert found == []
