"""A browser and a server with the village, once for all browser tests of a run; people to look through it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.people import Village, Visitors
from tests.browser.server import FOUNDED, ROOT, Server
from tests.once import once

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker("browser")


def chromium() -> str:
    """The machine's, else what tests/set-up brought."""
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    brought = sorted((ROOT / ".cache" / "chromium").glob("chromium-*/chrome-linux*/chrome"))
    assert brought, "no Chromium is here: tests/set-up brings one"
    return str(brought[-1])


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@contextmanager
def launched(playwright: Playwright, *more: str) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS, *more])
    yield started
    started.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with launched(playwright) as started:
        yield started


@pytest.fixture(scope="session")
def still_browser(playwright: Playwright) -> Iterator[Browser]:
    """Lays pages out and never paints them, a third of the work: nothing can be clicked in it."""
    with launched(playwright, "--disable-threaded-compositing") as started:
        yield started


@contextmanager
def lived_in(*who: str, **more: str) -> Iterator[tuple[Server, str]]:
    """A server with somebody in it who settled there once in this run, and what they left word of; more: settings."""

    def settle(place: Path) -> None:
        server = Server(**more)
        server.settle(*who)
        server.folder.rename(place)

    folder = once(re.sub(r"\W", "_", " ".join([*who, *more.values()])), settle)
    server = Server(begun_from=folder, **more)
    try:
        server.start()
        yield server, (folder / FOUNDED).read_text(encoding="utf-8")
    finally:
        server.end()


@contextmanager
def settled(who: str = "tests.browser.village", **more: str) -> Iterator[Village]:
    """A server with the village in it, or somebody else."""
    with lived_in(who, **more) as (server, told):
        yield Village(server, **json.loads(told))


@pytest.fixture(scope="session")
def village() -> Iterator[Village]:
    with settled() as found:
        yield found


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    everybody = Visitors(browser)
    yield everybody
    everybody.leave()


@pytest.fixture
def onlookers(still_browser: Browser) -> Iterator[Visitors]:
    """People who open pages and press nothing."""
    everybody = Visitors(still_browser)
    yield everybody
    everybody.leave()


@pytest.fixture
def empty_server(visitors: Visitors) -> Iterator[Server]:
    server = Server()
    try:
        yield server.start()
    finally:
        visitors.close()  # before the server: a page that is open asks for news
        server.end()


@pytest.fixture(scope="session")
def axe() -> str:
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
