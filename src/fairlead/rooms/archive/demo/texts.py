"""The words and ways of the demo, read from the text files beside this module. No chance and no time here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Ask:
    """Something people ask of each other. Braces stand for a customer, a month or a version."""

    outcome: str
    standard: tuple[str, ...]
    purpose: str | None


@dataclass(frozen=True, slots=True)
class Beat:
    """One step of a way. after: so many working days from `+` the step before, `due`, `check`, or `at` the present day."""

    role: str
    act: str
    after: str
    days: float
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """How a promise goes, and how often. kind: request or offer; is_recorded: made in talk."""

    name: str
    weight: int
    kind: str
    is_recorded: bool
    beats: tuple[Beat, ...]


def _blocks(text: str) -> Iterator[list[str]]:
    for block in text.strip().split("\n\n"):
        yield block.splitlines()


@cache
def asks() -> tuple[Ask, ...]:
    """All of them, the four files mixed like a week is."""
    files = [
        [_ask(lines) for lines in _blocks(file.read_text(encoding="utf-8"))]
        for file in sorted((HERE / "asks").glob("*.txt"))
    ]
    longest = max(len(found) for found in files)
    return tuple(found[place] for place in range(longest) for found in files if place < len(found))


def _ask(lines: list[str]) -> Ask:
    purpose = next((line[2:] for line in lines if line.startswith("> ")), None)
    return Ask(lines[0], tuple(line[2:] for line in lines if line.startswith("- ")), purpose)


@dataclass(frozen=True, slots=True)
class Piece:
    """A promise that is always there: `opens` and `due` in working days from today, people by their place."""

    outcome: str
    asker: int
    doer: int
    opens: float
    due: float
    way: Way
    check_ins: tuple[float, ...] = ()


@cache
def pieces() -> tuple[Piece, ...]:
    """[opens due asker doer kind check-in...] and the outcome, then its beats."""
    return tuple(_piece(title, lines) for title, lines in sections("pieces.txt"))


def _piece(title: str, lines: list[str]) -> Piece:
    opens, due, asker, doer, kind, *check_ins = title.strip("[]").split()
    way = Way(lines[0], 0, kind, is_recorded=False, beats=tuple(_beat(line) for line in lines[1:]))
    when = tuple(map(float, check_ins))
    return Piece(lines[0], int(asker), int(doer), float(opens), float(due), way, when)


def sections(name: str) -> Iterator[tuple[str, list[str]]]:
    title, lines = "", list[str]()
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            if title:
                yield title, lines
            title, lines = line, []
        elif line and not line.startswith("#"):
            lines.append(line)
    yield title, lines


@cache
def sentences() -> dict[str, tuple[str, ...]]:
    return {title.strip("[]"): tuple(lines) for title, lines in sections("sentences.txt")}


@cache
def ways() -> tuple[Way, ...]:
    return tuple(_way(title, lines) for title, lines in sections("ways.txt"))


def _way(title: str, lines: list[str]) -> Way:
    name, _, rest = title.removeprefix("[").partition("] ")
    weight, *more = rest.split()
    kind = "offer" if "offer" in more else "request"
    return Way(name, int(weight), kind, "recorded" in more, tuple(_beat(line) for line in lines))


def _beat(line: str) -> Beat:
    role, act, when, *given = line.split()
    facts = dict(fact.partition("=")[::2] for fact in given)
    for after in ("due", "check", "at"):
        if when.startswith(after):
            return Beat(role, act, after, float(when.removeprefix(after)), facts)
    return Beat(role, act, "+", float(when), facts)
