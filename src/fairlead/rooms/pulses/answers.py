"""Answers out of a table of one's own: a million rows in seconds, and for what does not fit one line that says where.

What may not live here: any figure about them."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np

from fairlead.core.pulse.agreement import Answers
from fairlead.doors.cli.words import _, ngettext

NOT_ITEMS: Final = frozenset({"resp", "respondent", "id"})
TOLD_EVERY: Final = 1 << 20
Tick = Callable[[int], object]
Begun = Callable[[int], Tick]


class Unreadable(Exception):
    """What the table is not, in one sentence."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """items: empty means every column but the team's and those that name a person. turned: those to turn round."""

    team: str
    points: int
    items: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()


@dataclass(slots=True)
class Read:
    """What was read so far. codes: row by row, 0 where nothing was answered."""

    names: dict[str, int] = field(default_factory=dict)
    teams: array[int] = field(default_factory=lambda: array("i"))
    codes: bytearray = field(default_factory=bytearray)
    teamless: int = 0


class Points(dict[str, int]):
    """Cells by how they are typed, each looked at once: `5`, ` 5`, `5.0` are one point, an empty one is none."""

    def __init__(self, points: int) -> None:
        super().__init__({"": 0})
        self.points = points

    def __missing__(self, cell: str) -> int:
        number = float(cell) if cell.strip() else 0.0
        if "_" in cell or (cell.strip() and not (number.is_integer() and 1 <= number <= self.points)):
            raise ValueError  # Python takes 1_000 for a number, and nobody else does
        self[cell] = int(number)
        return self[cell]


def answers_in(file: Path, wanted: Wanted, begun: Begun) -> tuple[Answers, tuple[str, ...], tuple[str, ...]]:
    """The answers, the names of the items, and what somebody should know about the table, in sentences."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            items, read = _read(text, wanted, begun(file.stat().st_size))
    except OSError as problem:
        told = _("%(file)s cannot be read: %(why)s")
        raise Unreadable(told % {"file": file, "why": problem.strerror}) from None
    except UnicodeDecodeError:
        raise Unreadable(_("%(file)s is not text in UTF-8") % {"file": file}) from None
    except csv.Error as problem:
        raise Unreadable(_("%(file)s is no table: %(why)s") % {"file": file, "why": problem}) from None
    return _answers(read, items, wanted)


def _read(text: TextIO, wanted: Wanted, tick: Tick) -> tuple[tuple[str, ...], Read]:
    first = text.readline()
    mark = max(",", ";", "\t", key=first.count)
    head = [name.strip() for name in next(csv.reader([first], delimiter=mark), [])]
    items = _items(head, wanted)
    read = Read()
    _rows(csv.reader(_lines(text, tick), delimiter=mark, strict=True), head, items, wanted, read)
    return items, read


def _lines(text: TextIO, tick: Tick) -> Iterator[str]:
    since = 0
    for line in text:
        since += len(line)
        if since > TOLD_EVERY:
            tick(since)
            since = 0
        yield line


def _twice(names: Sequence[str]) -> str:
    return next((name for name in names if names.count(name) > 1), "")


def _items(head: list[str], wanted: Wanted) -> tuple[str, ...]:
    if not any(head):
        raise Unreadable(_("There is no line of names at the top"))
    if twice := _twice(head):
        raise Unreadable(_("There are two columns named %(name)s") % {"name": twice})
    if twice := _twice(wanted.items):
        raise Unreadable(_("%(name)s is named twice among the items") % {"name": twice})
    items = wanted.items or tuple(
        name for name in head if name != wanted.team and name.lower() not in NOT_ITEMS
    )
    if missing := next((name for name in (wanted.team, *items) if name not in head), ""):
        there = ", ".join(head)
        raise Unreadable(
            _("No column is named %(name)s; there are %(there)s") % {"name": missing, "there": there}
        )
    if strange := next((name for name in wanted.turned if name not in items), ""):
        raise Unreadable(_("%(name)s is not one of the items") % {"name": strange})
    if not items or wanted.team in items:
        raise Unreadable(_("Items are columns of answers, beside the one of the team"))
    return items


def _rows(reader: Any, head: list[str], items: tuple[str, ...], wanted: Wanted, read: Read) -> None:
    known = Points(wanted.points)
    place, width = head.index(wanted.team), len(head)
    columns = [head.index(name) for name in items]
    pick = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
    cell, names = known.__getitem__, read.names
    for row in reader:
        if len(row) != width:
            if not row:
                continue
            raise Unreadable(
                _("Line %(line)d has %(number)d cells, the line of names has %(width)d")
                % {"line": reader.line_num + 1, "number": len(row), "width": width}
            )
        team = row[place].strip()
        if not team:
            read.teamless += 1
            continue
        try:
            read.codes.extend([*map(cell, pick(row))])
        except ValueError:
            raise _no_point(row, items, columns, known, line=reader.line_num + 1) from None
        read.teams.append(names.setdefault(team, len(names)))


def _no_point(
    row: list[str], items: tuple[str, ...], columns: list[int], known: Points, *, line: int
) -> Unreadable:
    for name, column in zip(items, columns, strict=True):
        try:
            known[row[column]]
        except ValueError:
            told = _("Line %(line)d, column %(name)s: %(cell)s is not one of the points 1 to %(points)d")
            facts = {"line": line, "name": name, "cell": row[column][:40], "points": known.points}
            return Unreadable(told % facts)
    raise AssertionError  # one of them raised a moment ago


def _answers(
    read: Read, items: tuple[str, ...], wanted: Wanted
) -> tuple[Answers, tuple[str, ...], tuple[str, ...]]:
    codes = np.frombuffer(read.codes, dtype=np.int8).reshape(-1, len(items))
    teams = np.frombuffer(read.teams, dtype=np.int32) if read.teams else np.zeros(0, np.int32)
    for name in wanted.turned:
        column = codes[:, items.index(name)]
        column[column > 0] = wanted.points + 1 - column[column > 0]
    answered = codes.any(axis=1)
    silent = int(len(codes) - answered.sum())
    if silent == len(codes):
        raise Unreadable(_("Nobody answered anything"))
    if silent:
        codes, teams = codes[answered], teams[answered]
    used, places = np.unique(teams, return_inverse=True)
    by_number = {number: name for name, number in read.names.items()}
    names = tuple(by_number[int(number)] for number in used)
    answers = Answers(codes, places.astype(np.int32), names, wanted.points)
    return answers, items, tuple(_notes(read, silent, int((codes == 0).sum())))


def _notes(read: Read, silent: int, empty: int) -> Iterator[str]:
    if read.teamless:
        yield ngettext(
            "%(number)d row without a team is left out",
            "%(number)d rows without a team are left out",
            read.teamless,
        ) % {"number": read.teamless}
    if silent:
        yield ngettext(
            "%(number)d row without an answer is left out",
            "%(number)d rows without an answer are left out",
            silent,
        ) % {"number": silent}
    if empty:
        yield ngettext(
            "%(number)d empty cell is an answer that was not given",
            "%(number)d empty cells are answers that were not given",
            empty,
        ) % {"number": empty}
