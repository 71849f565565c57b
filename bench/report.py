"""The table of figures: printed, and kept in bench/README.md with its date. What may not: measuring."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fairlead.doors.clock import now

README: Final = Path(__file__).with_name("README.md")
BEGINS, ENDS = "<!-- figures -->", "<!-- end of figures -->"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. wanted: what the issue asks for; is_met: None where it asks for nothing."""

    what: str
    figure: str
    wanted: str = ""
    is_met: bool | None = None
    detail: str = ""


def write(lines: list[Line], *, people: int, promises: int, load: str) -> None:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {load}"
    head = f"{now():%Y-%m-%d %H:%M} UTC, {people:,} people, {promises:,} promises, {machine}"
    text = f"{head}\n\n{_table(lines)}"
    print(text)
    found = README.read_text(encoding="utf-8")
    new = re.sub(f"{BEGINS}.*{ENDS}", lambda _: f"{BEGINS}\n{text}\n{ENDS}", found, flags=re.DOTALL)
    README.write_text(new, encoding="utf-8")


def say(lines: list[Line]) -> None:
    """Printed only: one part."""
    print(_table(lines), flush=True)


def _table(lines: list[Line]) -> str:
    rows = [f"| {one.what} | {one.figure} | {one.wanted} | {_met(one)} | {one.detail} |" for one in lines]
    return "\n".join(["| what | figure | wanted | met | |", "|---|---|---|---|---|", *rows])


def _met(line: Line) -> str:
    return "" if line.is_met is None else "yes" if line.is_met else "**no**"
