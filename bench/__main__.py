"""`make bench`: every figure of the issue as a ratio, measured side by side in one run, and the table in README.md.

Fairlead and what it is measured against take turns (A/B/A/B), so that a busy machine slows both. What may not
live here: how a thing is measured."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from bench import each_page, lighthouse, live, measures, places, report

SMALLEST: Final = 500
"""promises: in fewer, which are told from a handful of patterns, it may be that nobody has an open one"""


def arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--people", type=int, default=10_000)
    asked.add_argument("--promises", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--seconds", type=float, default=5.0, help="of each measurement in a round")
    return asked.parse_args()


def main() -> None:
    asked = arguments()
    # before anything is measured: what others load the machine with
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    turns = measures.Turns(asked.rounds, asked.seconds)
    lines: list[report.Line] = []
    with ExitStack() as stack:
        cluster = stack.enter_context(places.postgresql())
        big = {"people": asked.people, "promises": asked.promises}
        small = {"people": max(8, asked.people // 100), "promises": max(SMALLEST, asked.promises // 100)}
        worlds = measures.Worlds(
            big=places.world("big", **big, cluster=cluster),
            small=places.world("small", **small, cluster=cluster),
            sqlite=places.world("big", **big),
        )
        parts: tuple[Callable[[], list[report.Line]], ...] = (
            lambda: measures.pages(worlds, turns),
            lambda: measures.moves(worlds, turns, cluster),
            lambda: measures.starts(worlds),
            lambda: each_page.lines(cluster, asked.rounds),
            lambda: live.lines(cluster, asked.rounds),
            lambda: lighthouse.pages(worlds.small),
        )
        for part in parts:
            found = part()
            report.say(found)  # at once: a part that breaks off takes nothing along
            lines += found
    report.write(lines, people=asked.people, promises=asked.promises, load=load)


if __name__ == "__main__":
    main()
