"""People at a browser: each with a context of their own, and a watch on what a page must never do.

What may not live here: what is expected of single pages."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.server import Server

PATIENCE = 20_000
"""Milliseconds: for a machine that does other things, too. What has to be quick is tested as such."""
QUIET_STATUS = ("404", "409", "422", "403", "405")


@dataclass
class Village:
    """The server with the people and promises of village.py."""

    server: Server
    cookie: str
    people: dict[str, dict[str, str]]
    promises: dict[str, str]

    def path(self, path: str) -> str:
        """`/promises/{finance}` and `/ask?to={@Sam}` as addresses."""
        for name, one in self.people.items():
            path = path.replace(f"{{@{name}}}", one["id"])
        for key, promise in self.promises.items():
            path = path.replace(f"{{{key}}}", promise)
        return path


def assert_some(found: Locator, page: Page, words: str, *, within: float = PATIENCE) -> None:
    try:
        found.first.wait_for(timeout=within)
    except TookTooLong as error:
        raise AssertionError(f"nothing says {words!r} at {page.url}:\n{page.inner_text('main')}") from error


def comes_true(page: Page, said: str, arg: Any = None) -> None:
    """Waits until JavaScript says yes. (Playwright's own wait looks again with `eval` in the page, which our policy refuses.)"""
    until = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(said, arg):
        assert time.monotonic() < until, f"never true at {page.url}: {said}"
        page.wait_for_timeout(50)


@dataclass
class Visitor:
    """Somebody at a browser."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> Any:
        return self.page.goto(path if path.startswith("http") else self.address + path)

    def press(self, words: str) -> None:
        """The button or link that begins with these words, the first that can be seen."""
        pressed = self.page.locator("main :is(button, a)").filter(
            visible=True, has_text=re.compile(rf"^\s*{re.escape(words)}")
        )
        assert_some(pressed, self.page, words)
        pressed.first.click()

    def sees(self, words: str, *, within: float = PATIENCE) -> None:
        assert_some(self.page.get_by_text(words), self.page, words, within=within)


class Visitors:
    """Lets people in and remembers what went wrong in any of their pages."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.troubles: list[str] = []

    def somebody(self, address: str, **more: Any) -> Visitor:
        settings = {"locale": "en-GB", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce", **more}
        context = self._browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        self._watch(page, address)
        return Visitor(page, address, self.troubles)

    def villager(self, village: Village, name: str, **more: Any) -> Visitor:
        visitor = self.somebody(village.server.address, **more)
        visitor.page.context.add_cookies(
            [
                {
                    "name": village.cookie,
                    "value": village.people[name]["session"],
                    "url": village.server.address,
                }
            ]
        )
        return visitor

    def _watch(self, page: Page, address: str) -> None:
        def asked(request: Request) -> None:
            if not request.url.startswith((address, "data:", "blob:")):
                self.troubles.append(f"asked elsewhere: {request.url}")

        def said(message: Any) -> None:
            expected = any(f"status of {status}" in message.text for status in QUIET_STATUS)
            if message.type in ("error", "warning") and not expected:
                self.troubles.append(f"console at {page.url}: {message.text}")

        page.on("request", asked)
        page.on("console", said)
        page.on("pageerror", lambda error: self.troubles.append(f"script at {page.url}: {error}"))

    def close(self) -> None:
        while self._contexts:
            self._contexts.pop().close()

    def leave(self) -> None:
        self.close()
        assert self.troubles == [], "\n".join(self.troubles)
