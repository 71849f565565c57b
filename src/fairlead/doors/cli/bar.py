"""A progress bar on a terminal, none in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import click


@contextmanager
def bar(length: int, label: str) -> Iterator[Callable[[int], object]]:
    """Called with how many more are done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as shown:
        yield shown.update


@contextmanager
def bar_later(label: str) -> Iterator[Callable[[int], Callable[[int], object]]]:
    """The same, for who learns only on the way how much there is."""
    with ExitStack() as held:
        yield lambda length: held.enter_context(bar(length, label))
