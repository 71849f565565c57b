"""The log says where and what kind, and never repeats anybody's words."""

from __future__ import annotations

import logging
import sys
from types import SimpleNamespace

from fairlead.config.logs import WithoutPaths, WithoutWords


def test_a_traceback_has_places_and_kinds_but_no_words() -> None:
    try:
        try:
            raise KeyError("the words of Alice")
        except KeyError as first:
            raise ValueError("key (email)=(alice@p.example) is there already") from first
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "went wrong", (), sys.exc_info())
    written = WithoutWords("{message}", style="{").format(record)
    assert "builtins.KeyError" in written
    assert "builtins.ValueError" in written
    assert "test_logs.py" in written
    assert "lice" not in written


def test_a_path_is_named_by_its_pattern() -> None:
    record = logging.LogRecord(
        "x", logging.ERROR, __file__, 1, "Internal Server Error: %s", ("/in/secret",), None
    )
    record.request = SimpleNamespace(resolver_match=SimpleNamespace(route="in/<code>"))
    WithoutPaths().filter(record)
    assert record.getMessage() == "Internal Server Error: in/<code>"


def test_a_path_without_a_pattern_is_not_named() -> None:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "Bad: %s", ("/in/secret",), None)
    WithoutPaths().filter(record)
    assert "secret" not in record.getMessage()
