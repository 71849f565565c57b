"""`make listen-model`: trains the models of the listening mirror anew, byte for byte the same, and prints every figure.

`--measure` prints the figures and writes nothing. What may not live here: how a model is fitted (training.py)."""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bench.listening import data, figures, training
from bench.listening.shown import shown
from fairlead.core.listening.model import TASKS, Linear
from fairlead.core.listening.pickup import Rarity
from fairlead.core.listening.words import content, tokens

MADE: Final = (
    Path(__file__).resolve().parents[2] / "src" / "fairlead" / "rooms" / "listening" / "weights.json.gz"
)
TRAINED_ON: Final = "2026-11-25"
"""Written into the file. Change it by hand when the data or the features change, so that the same is made the same."""
MOST: Final = 6000
LARGEST: Final = 500_000


def rarity() -> Rarity:
    """IDF of stems, from every text there is."""
    often: Counter[str] = Counter()
    count = 0
    for text in data.talks():
        count += 1
        often.update(set(content(tokens(text))))
    table = {
        stem: round(math.log(1 + (count - n + 0.5) / (n + 0.5)), 2) for stem, n in often.items() if n >= 3
    }
    kept = dict(sorted(sorted(table.items()), key=lambda one: one[1])[:MOST])
    return Rarity(dict(sorted(kept.items())), round(math.log(1 + (count - 0.5) / 1.5), 2))


def made(*, is_measuring: bool) -> tuple[dict[str, Any], list[figures.Figure]]:
    found: list[figures.Figure] = []
    tasks: dict[str, Any] = {}
    unseen: dict[str, Mapping[int, Linear]] = {}
    for task in TASKS:
        examples, rows = figures.examples_of(task)
        measured = figures.measured(task, examples, rows)
        found += measured.figures
        unseen[task] = measured.unseen
        for line in measured.figures:
            print(_line(line), flush=True)
        if not is_measuring:
            model = training.fit(rows, examples, training.SETTINGS[task])
            tasks[task] = {
                "weights": dict(sorted(model.weights.items())),
                "bias": model.bias,
                "threshold": round(measured.threshold, 4),
                "figures": {name: round(value, 3) for name, value in measured.scores.items()},
            }
    rare, builds = rarity(), data.uptakes()
    line = figures.uptake_figure(builds, rare)
    for other in (line, *figures.due_figures(), *shown(unseen, rare)):
        print(_line(other), flush=True)
    whole = {
        "about": {"trained_on": TRAINED_ON, "data": data.hashes(), "uptake_rho": round(line.value, 3)},
        "rarity": dict(rare.table),
        "rarity_unknown": rare.unknown,
        "tasks": tasks,
        "uptake": training.fit_uptake(builds, rare),
    }
    return whole, [*found, line]


def _line(figure: figures.Figure) -> str:
    met = "met" if figure.is_met else f"missed by {figure.wanted - figure.value:.3f}"
    beside = f"{figure.baseline:.3f} ({figure.rule})" if figure.baseline is not None else ""
    return f"{figure.what:42} {figure.value:.3f}   goal {figure.wanted:.2f} {met:18} plain rule {beside}"


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.listening.make", description=__doc__)
    asked.add_argument("--measure", action="store_true")
    is_measuring = asked.parse_args().measure
    whole, _found = made(is_measuring=is_measuring)
    if is_measuring:
        return
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    if len(packed) > LARGEST:
        raise SystemExit(f"{len(packed)} bytes: more than may be shipped")
    MADE.parent.mkdir(parents=True, exist_ok=True)
    MADE.write_bytes(packed)
    print(f"{MADE.name}: {len(packed):,} bytes")


if __name__ == "__main__":
    main()
