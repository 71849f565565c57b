"""Every figure the issue asks for, cross-validated, beside its goal and a baseline.

What lives here: one line a figure. What may not: fitting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from scipy.stats import spearmanr

from bench.listening import training
from bench.listening.data import EXAMPLES, EXTRA, Built, Example
from bench.listening.data import rows as rows_of
from fairlead.core.clarity.due import find_due
from fairlead.core.listening.model import Linear
from fairlead.core.listening.pickup import Rarity, pickup
from fairlead.core.listening.uptake import uptake
from fairlead.core.listening.words import content, tokens

OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Figure:
    """wanted: the goal of the issue. baseline: what a plain rule reaches on the same examples, and its name."""

    what: str
    value: float
    wanted: float
    baseline: float | None = None
    rule: str = ""

    @property
    def is_met(self) -> bool:
        return self.value >= self.wanted


WANTED: Final = {
    "question": 0.92,
    "question_bare": 0.78,
    "open": 0.80,
    "readback": 0.77,
    "telling": 0.62,
    "promise": 0.48,
    "request": 0.50,
    "mail": 0.78,
}
_RULES: Final = {
    "question": (re.compile(r"\?"), "a question mark"),
    "question_bare": (
        re.compile(
            r"\b(?:what|how|why|when|who|where|which|(?:do|did|are|have|can|would|could|is) (?:you|it|there))\b"
        ),
        "a question word",
    ),
    "open": (re.compile(r"\b(?:what|how|why|tell me)\b"), "what, how, why"),
    "readback": (re.compile(r"^(?:so|it sounds|you(?:'re| are)?)\b"), "begins with so, you, it sounds"),
    "telling": (re.compile(r"\byou (?:should|need to|have to|can|could)\b"), "you should, need to, can"),
    "promise": (re.compile(r"\b(?:i'll|i will|we'll|let me)\b"), "I'll, we'll, let me"),
    "request": (
        re.compile(r"^(?:please|go|look|take|can you|could you|let's|you should)\b"),
        "begins as an order",
    ),
    "mail": (
        re.compile(r"\b(?:please|can you|could you|let me know|i'll|i will|need)\b"),
        "please, can you, I'll",
    ),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one task: its figures, the thresholds to ship, and the models that have not seen a fold."""

    figures: tuple[Figure, ...]
    threshold: float
    scores: dict[str, float]
    unseen: dict[int, Linear]


def measured(task: str, examples: Sequence[Example], rows: Sequence[training.Row]) -> Measured:
    found, models = training.unseen(rows, examples, training.SETTINGS[task])
    measured_on = [n for n, one in enumerate(examples) if one.fold != EXTRA]
    found, examples = found[measured_on], [examples[n] for n in measured_on]
    labels = np.array([one.label for one in examples])
    folds = np.array([one.fold for one in examples])
    average = "macro" if task == "open" else "binary"
    f1 = training.f1_unseen(labels, found, folds, average=average)
    rule, name = _RULES[task]
    plain = np.array([bool(rule.search(one.passage.text.lower())) for one in examples])
    figures = [
        Figure(
            f"{task}, F1", f1, WANTED[task], float(training.f1_score(labels, plain, average=average)), name
        )
    ]
    scores = {"f1": f1}
    acts = np.array([one.group not in {"", OTHER} for one in examples])
    if acts.any():
        told = training.f1_unseen(labels[acts], found[acts], folds[acts])
        figures.append(Figure(f"{task}, F1 where people saw an act", told, WANTED[task]))
        scores["f1_acts"] = told
    if task == "readback":
        recall = training.sure_threshold(labels, found)[1]
        figures.append(Figure("readback, recall at precision .80", recall, 0.60))
        scores["recall_at_80"] = recall
    models = {
        fold: replace(model, threshold=_threshold(task, labels[folds != fold], found[folds != fold]))
        for fold, model in models.items()
    }
    return Measured(tuple(figures), _threshold(task, labels, found), scores, models)


def _threshold(task: str, labels: Any, found: Any) -> float:
    """Saying back is only marked where it is sure."""
    if task == "open":
        return training.best_macro(labels, found)
    if task == "readback":
        return training.sure_threshold(labels, found)[0]
    return training.best_threshold(labels, found)


def uptake_figure(builds: Sequence[Built], rarity: Rarity) -> Figure:
    """How alike the value and people's ratings order the turns."""
    found = np.zeros(len(builds))
    folds = np.array([one.fold for one in builds])
    for fold in sorted(set(folds)):
        weights = training.fit_uptake([one for one in builds if one.fold != fold], rarity)
        for n in np.flatnonzero(folds == fold):
            found[n] = uptake(builds[n].own, builds[n].other, rarity, weights)
    rated = [one.rated for one in builds]
    plain = [pickup(content(tokens(one.own)), content(tokens(one.other)), rarity) for one in builds]
    return Figure("uptake, Spearman's rho", _rho(found, rated), 0.57, _rho(plain, rated), "BM25 alone")


def _rho(one: Any, two: Any) -> float:
    return float(spearmanr(one, two).statistic)


def examples_of(task: str) -> tuple[list[Example], list[training.Row]]:
    examples = EXAMPLES[task]()
    return examples, training.rows_of(task, examples)


def due_figures() -> list[Figure]:
    """Of the phrases written for it: how many days are right, and how many of those meant are found."""
    zone = "Europe/Berlin"
    right = read = meant = 0
    for row in rows_of("due_phrases_dev.jsonl.gz"):
        at = datetime.fromisoformat(row["now"]).replace(tzinfo=ZoneInfo(zone))
        found = find_due(row["text"], now=at, zone=zone)
        day = found.day.isoformat() if found and found.day else None
        right += day is not None and day in (row["due"], *row["also"])
        read += day is not None
        meant += row["due"] is not None
    return [
        Figure("due phrases, precision", right / read, 0.97),
        Figure("due phrases, recall", right / meant, 0.92),
    ]
