"""A pytest plugin: a whole run fails when there is an address that no test has called.

It remembers what Django resolved, in every worker, and compares at the end. Addresses of single tests or of a
selection are not compared. What may not live here: what an address should answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest

CALLED: Final[set[str]] = set()
NOT_OURS: Final = ("api/v1/docs", "api/v1/openapi.json")
"""Made by the API's kit; tests/doors have their own tests of them."""


def pytest_configure(config: pytest.Config) -> None:
    from django.core.handlers.base import BaseHandler

    resolve = BaseHandler.resolve_request

    def remember(self: BaseHandler, request: Any) -> Any:
        match = resolve(self, request)
        CALLED.add(match.route)
        return match

    BaseHandler.resolve_request = remember  # type: ignore[method-assign]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands over what it saw; the one who leads the run compares."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["addresses"] = sorted(CALLED)
    elif is_whole(session.config) and session.exitstatus == 0 and never_called():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    CALLED.update(getattr(node, "workeroutput", {}).get("addresses", ()))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if is_whole(config) and not terminalreporter.stats.get("failed") and (missing := never_called()):
        terminalreporter.section("addresses that no test has called", red=True)
        for route in missing:
            terminalreporter.line(f"/{route}")


def is_whole(config: pytest.Config) -> bool:
    options = config.option
    is_narrowed = options.keyword or options.markexpr or getattr(options, "lf", False) or options.collectonly
    return not is_narrowed and config.args in ([], ["tests"]) and not options.deselect and not options.ignore


def never_called() -> list[str]:
    return sorted(set(addresses()) - CALLED)


def addresses() -> Iterator[str]:
    from django.urls import get_resolver

    for route in routes("", get_resolver().url_patterns):
        if not route.startswith(NOT_OURS):
            yield route


def routes(start: str, patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        route = start + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(route, pattern.url_patterns)
        else:
            yield route
