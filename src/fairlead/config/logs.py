"""What the log may hold: where it went wrong and of what kind, never what somebody wrote.

An exception's message can quote a row, and a path can be somebody's one-time link: both stay out."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType

Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Writes the frames of a traceback and the names of its exceptions, without their messages."""

    def formatException(self, ei: Caught) -> str:  # noqa: N802 - logging's name
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class WithoutPaths(logging.Filter):
    """Django names the path of a request that went wrong: name the address's pattern instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        if record.args:
            route = getattr(match, "route", None) or "an address"
            record.args = tuple(route if str(arg).startswith("/") else arg for arg in record.args)
        return True
