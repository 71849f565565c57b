"""The long proofs of the pulse: `python -m bench.pulse audit` looks for what a release tells, `calibration` for what is said too surely; `ballots` hands them in.

One line a case; exit code 1 when a promise is not kept. What may not live here: how it is looked for (oracle.py, calibration.py)."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np

from bench import ballots, calibration, oracle
from bench.oracle import Floats
from fairlead.core.pulse.bounds import BANDS, INSIDER, LOWEST, OUTSIDER
from fairlead.core.pulse.disclosure import Cell, Release, Score, release
from fairlead.core.pulse.estimate import balance_of
from fairlead.core.pulse.items import Answered
from fairlead.core.pulse.parents import Node, add_up

NEAR: Final = 1e-4
CORE: Final = {"safe": ("S1", "S2", "S3", "S4"), "matter": ()}
ONE_CORE: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
Line = tuple[str, bool]


# --- what a release tells ---


def one_figure() -> Iterator[Line]:
    """Every size, everything that can be shown, an insider at every point from 0 to 100."""
    for n in range(5, 31):
        outside = min(oracle.most_of_one(n, shown, ()) or 0.0 for shown in oracle.readable(n))
        known = [oracle.most_of_one(n, *case) for case in _with_insiders(n)]
        inside = min(found for found in known if found is not None)
        kept = outside >= OUTSIDER - NEAR and inside >= INSIDER - NEAR
        yield f"{n} people: {outside:.1f} from outside, {inside:.1f} with one insider", kept


def _with_insiders(n: int) -> Iterator[tuple[Score, tuple[float]]]:
    for shown, own in oracle.cases(n, np.linspace(0, 100, 25).tolist()):
        yield shown, (own,)


def with_questions(chance: np.random.Generator, waves: int = 60) -> Iterator[Line]:
    for n in range(8, 31):
        kept = all(_questions_kept(n, chance) for _ in range(waves))
        yield f"{n} people, an axis beside its four questions, {waves} waves", kept


def _questions_kept(n: int, chance: np.random.Generator) -> bool:
    rows = np.stack([_spread(n, oracle.nasty(n, chance), chance) for _ in range(4)], axis=1)
    told = _shown(n, rows)
    items = [told.items[code] for code in CORE["safe"]]
    return all(
        (oracle.most_on_axis(n, told.safe, items, has_insider=has_insider) or 0.0) >= least - NEAR
        for has_insider, least in ((False, OUTSIDER), (True, INSIDER))
    )


def _shown(n: int, rows: Floats) -> Release:
    people = tuple(Answered(float(row.mean()), 50.0, dict(zip(CORE["safe"], map(float, row), strict=True))) for row in rows)  # fmt: skip
    told = release(Cell(people, CORE, n), drawn=defaultdict(float))
    assert told is not None
    return told


def _spread(n: int, total: float, chance: np.random.Generator) -> Floats:
    """The first at 100, the rest shared out by as many as it takes."""
    answers = np.zeros(n)
    answers[0] = 100.0
    left = total - 100.0
    for place in chance.permutation(np.arange(1, n)):
        answers[place] = min(100.0, max(left, 0.0))
        left -= answers[place]
    return answers


def with_parents(chance: np.random.Generator, trees: int = 150) -> Iterator[Line]:
    for count in (3, 4, 5):
        kept = all(_parents_kept(count, chance) for _ in range(trees))
        yield f"parents of {count} teams, {trees} trees", kept


def _parents_kept(count: int, chance: np.random.Generator) -> bool:
    sizes = {name: int(chance.choice([3, 4, 5, 6, 7, 8, 12, 20])) for name in "abcde"[:count]}
    teams = [Node(name, "all", n, {"safe": oracle.nasty(n, chance) / n}) for name, n in sizes.items()]
    outcome = add_up([Node("all"), *teams])
    shown = {name: oracle.seen(of.means["safe"], of.respondents) for name, of in outcome.shown.items()}
    if "all" not in shown:
        return True
    parent = shown.pop("all")
    return all(
        (oracle.most_in_tree(sizes, shown, parent, team=team, has_insider=has_insider) or 0.0) >= least - NEAR
        for team in sizes
        for has_insider, least in ((False, OUTSIDER), (True, INSIDER))
    )


def with_words(chance: np.random.Generator, waves: int = 20) -> Iterator[Line]:
    for n in range(LOWEST.distributions, 31):
        kept = [_word_kept(n, chance, is_split=is_split) for is_split in (True, False) for _ in range(waves)]
        yield f"{n} people, an axis, its four questions and a word, {len(kept)} waves", all(kept)


def _word_kept(n: int, chance: np.random.Generator, *, is_split: bool) -> bool:
    totals = [oracle.nasty(n, chance) for _ in range(4)]
    rows = np.stack(
        [_spread(n, total, chance) if is_split else np.full(n, total / n) for total in totals], axis=1
    )
    told = _shown(n, rows)
    items = [told.items[code] for code in CORE["safe"]]
    of = oracle.Worded(n, told.safe, items, told.alike["safe"] == "alike")
    for insider in (None, 0.0, 50.0, 100.0):
        found = oracle.most_beside_word(of, insider)
        if found is not None and found < (OUTSIDER if insider is None else INSIDER) - NEAR:
            return False
    return True


def joiners(chance: np.random.Generator) -> Iterator[Line]:
    """As bad as it gets: nobody else changes their mind."""
    for n in range(5, 31):
        for joins in (True, False):
            if joins or n > 5:
                found = oracle.explained(
                    _value_of, before=n, joins=joins, histories=2000, stability=1.0, chance=chance
                )
                yield f"{n} people, one {'joins' if joins else 'leaves'}: R^2 {found:.3f}", found <= 0.15


def _value_of(scores: Floats, changed: int | None, draw: float) -> tuple[float, int]:
    people = tuple(Answered(float(score), 50.0, {}) for score in scores)
    told = release(Cell(people, CORE, len(people), changed), drawn=defaultdict(lambda: draw))
    assert told is not None
    return told.safe.value, len(people)


def audit() -> Iterator[Line]:
    chance = np.random.default_rng(42)
    yield from one_figure()
    yield from with_questions(chance)
    yield from with_words(chance)
    yield from with_parents(chance)
    yield from joiners(chance)


# --- how sure it says it is ---


def calibrated() -> Iterator[Line]:
    for n in calibration.SIZES:
        told = calibration.held(n, 40_000, np.random.default_rng(n))
        kept = 0.78 <= told.covered <= 0.82 and told.right >= 0.8
        bars = f"{n} people: 80 % bars hold {told.covered:.3f}; a plain dot names {told.dots_right:.3f} right"
        yield f"{bars}; {told.named} zones named, {told.right:.3f} of them right", kept
        real = calibration.held(n, 10_000, np.random.default_rng(n), on_seven_points=True)
        yield f"  on seven points: {real.covered:.3f}, {real.right:.3f} right", real.right >= 0.8
    yield from _ranges()


def _ranges() -> Iterator[Line]:
    """Beside a single question. They may hold more than they say, since how many answered is told nowhere."""
    for n in calibration.OF_ITEMS:
        for how in ({}, {"on_seven_points": True}, {"is_changed": True}):
            told = calibration.ranges_held(n, 10_000, np.random.default_rng(n), **how)
            kept = told.half >= 0.48 and told.most >= 0.88
            case = next((name.replace("_", " ") for name in how), "as the model has it")
            yield f"{n} people, one question, {case}: ranges hold {told.half:.3f} and {told.most:.3f}", kept


def quick() -> Iterator[Line]:
    times = []
    for band in BANDS:
        for safe, matter in ((Score(60), Score(75)), (Score(band.high, "high"), Score(band.low, "low"))):
            balance_of.cache_clear()
            began = time.process_time()
            balance_of(safe, matter, band)
            times.append(time.process_time() - began)
    middle = sorted(times)[len(times) // 2]
    yield f"one team's posterior, zones and outlines: {1000 * middle:.1f} ms", middle <= 0.02


def table() -> Iterator[Line]:
    """`fairlead pulse statistics` over a million people and twelve questions."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.csv"
        _write(file, np.random.default_rng(1))
        began = time.perf_counter()
        program = "from fairlead.config.cli import main; main()"
        told = ["pulse", "statistics", str(file), "--team", "team"]
        subprocess.run([sys.executable, "-c", program, *told], check=True, capture_output=True)
        seconds = time.perf_counter() - began
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    line = f"statistics of 1,000,000 rows x 12 items: {seconds:.1f} s, {megabytes:.0f} MB"
    yield line, seconds <= 10 and megabytes <= 1024


def _write(file: Path, chance: np.random.Generator) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.write("team," + ",".join(f"q{item}" for item in range(1, 13)) + "\n")
        for block in range(100):
            rows = np.clip(chance.normal(4.5, 1.2, (10_000, 1)) + chance.normal(0, 1, (10_000, 12)), 1, 7)
            cells = np.where(chance.random(rows.shape) < 0.05, "", rows.round().astype(int).astype(str))
            for place, row in enumerate(cells.tolist()):
                out.write(f"t{(block * 10_000 + place) // 8},{','.join(row)}\n")


def close() -> Iterator[Line]:
    """A thousand waves of eight, each of a team with a year behind it, closed as the worker does."""
    with tempfile.TemporaryDirectory() as folder:
        world = {**os.environ, "FAIRLEAD_DATA": folder, "FAIRLEAD_DATABASE_URL": "", **ONE_CORE}
        for step in ("ready", "close"):
            told = subprocess.run(
                [sys.executable, "-m", "bench.closing", step], check=True, env=world, capture_output=True
            )
    found = json.loads(told.stdout)
    line = "a close of 1,000 teams of 8: {seconds:.1f} s of one core ({on_the_clock:.1f} s on the clock), {megabytes:.0f} MB"
    kept = found["seconds"] <= 60 and found["megabytes"] <= 300 and not found["left"]
    yield line.format(**found), kept


PARTS: Final[dict[str, Callable[[], Iterator[Line]]]] = {
    "audit": audit,
    "calibration": calibrated,
    "quick": quick,
    "table": table,
    "ballots": ballots.measured,
    "close": close,
}


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.pulse", description=__doc__)
    asked.add_argument("parts", nargs="*", default=list(PARTS), help=f"any of: {', '.join(PARTS)}")
    kept = True
    for part in asked.parse_args().parts:
        for line, is_kept in PARTS[part]():
            print(f"{line}{'' if is_kept else '   NOT KEPT'}", flush=True)
            kept = kept and is_kept
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
