"""Takes the pictures of docs/screens anew: a server, the village, Chromium. `make screens`.

What may not live here: checks; those are tests."""

from __future__ import annotations

import json
from collections.abc import Mapping

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.people import Village
from tests.browser.server import ROOT, Server

FOLDER = ROOT / "docs" / "screens"
TALL = {"balance": 1500}
"""Pixels, of a page of which a part is enough here."""
PAGES = {
    "today": "/",
    "promise": "/promises/{finance}",
    "ask": "/ask?to={@Sam}",
    "promises": "/promises",
    "talk": "/conversations/{talk}",
    "agreement": "/agreements/{pact}",
    "balance": "/pulses/{wave}",
    "mirror": "/listening",
    "practice": "/practice",
}
ANSWERING = {"pulse": "/pulses/{Seven}/3"}


def filled(page: Page, name: str) -> None:
    if name == "pulse":
        page.keyboard.press("4")
    if name == "mirror":
        page.get_by_role("button", name="A made-up talk").click()
        page.check("input[value=Ruth]")
        page.get_by_role("button", name="Show me").click()
        page.locator("#readbacks > summary").click()
    if name != "ask":
        return
    page.fill("#outcome", "A rota for the Christmas support desk")
    page.fill("#standard-1", "Every day from 21 Dec to 3 Jan has two names")
    page.fill("#standard-2", "Everyone on it has said yes")
    page.fill("#due", page.evaluate("new Date(Date.now() + 16 * 864e5).toISOString().slice(0, 10)"))
    page.wait_for_timeout(1200)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def taken(village: Village, who: str, pages: Mapping[str, str]) -> None:
    with sync_playwright() as playwright:
        args = [*ARGUMENTS, "--font-render-hinting=none"]  # letters stand as far apart as on a screen
        browser = playwright.chromium.launch(executable_path=chromium(), args=args)
        for width in (390, 1280):
            for scheme in ("light", "dark"):
                page = browser.new_context(
                    viewport={"width": width, "height": 800},
                    color_scheme="dark" if scheme == "dark" else "light",
                    locale="en-GB",
                ).new_page()
                session = village.people[who]["session"]
                page.context.add_cookies(
                    [{"name": village.cookie, "value": session, "url": village.server.address}]
                )
                for name, path in pages.items():
                    page.set_viewport_size({"width": width, "height": 800})
                    page.goto(village.server.address + village.path(path))
                    filled(page, name)
                    height = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(height, TALL.get(name, height))})
                    page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")
        browser.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for settlers, who, pages in (("village", "Amara", PAGES), ("asked", "Seven 3", ANSWERING)):
        server = Server(FAIRLEAD_SMTP_URL="smtp://127.0.0.1:1")
        try:
            found = json.loads(server.settle(f"tests.browser.{settlers}"))
            server.start()
            taken(Village(server, **found), who, pages)
        finally:
            server.end()


if __name__ == "__main__":
    main()
