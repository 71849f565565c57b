"""A long talk on one's own computer: its parts looked at on all processors, and how far it is told on stderr.

What may not live here: what is looked for. A request of a server does without: it has one thread, and talks of a length it bears."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from fairlead.core.listening.look import Found
from fairlead.core.listening.marks import Part
from fairlead.doors.cli.words import _

LONG: Final = 600
"""Parts; fewer are looked at before other processes have begun."""
AT_ONCE: Final = 100
PROCESSES_MAX: Final = 4
QUIET: Final = 1.0
"""Seconds before it is told how far it is, and between two times."""

Job = tuple[Callable[[Part], Found], Sequence[Part]]
_job: list[Job] = []
"""In another process: what it was begun for."""


def each(look_at: Callable[[Part], Found], parts: Sequence[Part]) -> Iterator[Found]:
    """As `map` gives it, in the same order."""
    tell = _Telling(len(parts))
    for found in _chunks((look_at, parts)):
        yield from found
        tell.more(len(found))
    tell.end()


def _chunks(job: Job) -> Iterator[list[Found]]:
    starts = range(0, len(job[1]), AT_ONCE)
    with _others(job) as mapped:
        yield from mapped(starts) if mapped else (_chunk(start, job) for start in starts)


@contextmanager
def _others(job: Job) -> Iterator[Callable[[Iterable[int]], Iterable[list[Found]]] | None]:
    """Other processes that look; None for a short talk, on one processor, and where processes may not speak to each other."""
    count = min(PROCESSES_MAX, os.cpu_count() or 1)
    if len(job[1]) < LONG or count < 2:
        yield None
        return
    try:
        pool = multiprocessing.Pool(count, _begin, (job,))
    except (OSError, ImportError):
        yield None
        return
    with pool:
        yield lambda starts: pool.imap(_chunk, starts)


def _begin(job: Job) -> None:
    """Such a process ends with the talk: nothing in it need be looked through for what can be let go."""
    gc.disable()
    _job[:] = [job]


def _chunk(start: int, job: Job | None = None) -> list[Found]:
    look_at, parts = job or _job[0]
    return [look_at(part) for part in parts[start : start + AT_ONCE]]


class _Telling:
    """How far it is, in one line that changes on a terminal, else a line each time."""

    def __init__(self, whole: int) -> None:
        self.whole, self.done, self.told, self.is_told = whole, 0, time.monotonic(), False
        self.ends = "\r" if sys.stderr.isatty() else "\n"

    def more(self, count: int) -> None:
        self.done += count
        if time.monotonic() - self.told >= QUIET:
            self.told, self.is_told = time.monotonic(), True
            self._say(_("Looking at the talk: %(share)s %%") % {"share": 100 * self.done // self.whole})

    def end(self) -> None:
        if self.is_told and self.ends == "\r":
            self._say(" " * 40)

    def _say(self, text: str) -> None:
        sys.stderr.write(text + self.ends)
        sys.stderr.flush()
