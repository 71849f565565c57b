"""Fitting one small linear model, and scores by cross-validation: the same numbers on every run.

What lives here: what needs scikit-learn. What may not: reading corpora, deciding what is shipped."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score, precision_recall_curve
from sklearn.svm import LinearSVC

from bench.listening.data import EXTRA, Built, Example
from fairlead.core.listening.model import TASKS, Linear, values
from fairlead.core.listening.pickup import Rarity
from fairlead.core.listening.uptake import begun, uptake_features

Row = list[tuple[str, float]]
SURE: Final = 0.80
DIGITS: Final = 4


OFTEN: Final = 4
LIFT: Final = 2.0
"""Ratings have their middle at 0; a value shown has none below it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One fit. c: the inverse of how strongly weights are held down. is_bayes: n-grams are first scaled by how differently
    often they come with and without the label (Wang and Manning 2012), else by how rare they are. is_hinge: a support
    vector machine, else logistic regression. top: n-grams that are kept, of those that come `least` times. share: what it counts in the sum."""

    c: float
    is_bayes: bool = False
    top: int = 3000
    least: int = 2
    is_hinge: bool = False
    share: float = 1.0


SIDES: Final = (
    Setting(0.2, top=8000, share=1 / 3),
    Setting(0.2, is_bayes=True, top=8000, share=1 / 3),
    Setting(0.03, is_hinge=True, top=8000, share=2 / 3),
)
"""Three fits that err differently, added up: still one sum of weights. The hinge's sums are smaller, so they count twice."""
RARE: Final = (
    Setting(0.3, top=6000, least=3, share=0.5),
    Setting(0.1, is_bayes=True, top=6000, least=3, share=0.5),
)
SETTINGS: Final[Mapping[str, tuple[Setting, ...]]] = {
    "question": (Setting(0.3, is_bayes=True),),
    "question_bare": (Setting(0.3, is_bayes=True),),
    "open": (Setting(0.1, is_bayes=True, top=2000),),
    "readback": SIDES,
    "telling": SIDES,
    "promise": RARE,
    "request": RARE,
    "mail": (Setting(3.0),),
}


def rows_of(task: str, examples: Sequence[Example]) -> list[Row]:
    """Of copies: a passage keeps what was found in it, and there are many."""
    return [list(values(TASKS[task](replace(example.passage)))) for example in examples]


def fit(rows: Sequence[Row], examples: Sequence[Example], settings: Sequence[Setting]) -> Linear:
    """A model without threshold and figures: the sum of its fits."""
    table = _table(rows, examples, min(one.least for one in settings))
    weights: dict[str, float] = {}
    bias = 0.0
    for setting in settings:
        kept, found, start = _fitted(table, setting)
        bias += setting.share * start
        for n, weight in zip(kept, found, strict=True):
            weights[table.names[n]] = weights.get(table.names[n], 0.0) + setting.share * float(weight)
    short = {name: weight for name, long in weights.items() if (weight := _short(long))}
    return Linear(short, _short(bias), 0.5, {})


@dataclass(frozen=True)
class _Table:
    """Examples by features. often, with_label: of how many examples, and of how many with the label, each is."""

    names: list[str]
    matrix: csr_matrix
    labels: Any
    weights: Any
    often: Any
    with_label: Any


def _table(rows: Sequence[Row], examples: Sequence[Example], least: int) -> _Table:
    often: Counter[str] = Counter()
    with_label: Counter[str] = Counter()
    for row, one in zip(rows, examples, strict=True):
        often.update(name for name, _ in row)
        if one.label:
            with_label.update(name for name, _ in row)
    names = sorted(name for name, times in often.items() if times >= least or name[0] == "#")
    return _Table(
        names,
        _matrix(rows, names),
        np.array([one.label for one in examples]),
        np.array([one.weight for one in examples]),
        np.array([often[name] for name in names]),
        np.array([with_label[name] for name in names]),
    )


def _fitted(table: _Table, setting: Setting) -> tuple[Any, Any, float]:
    """(places of the features that are kept, the weight of each, where the sum begins)."""
    scale = _scale(table, setting)
    matrix = (table.matrix @ diags(scale)).tocsr()
    first = _machine(setting).fit(matrix, table.labels, sample_weight=table.weights)
    kept = _strongest(table.names, matrix, first.coef_[0], setting.top)
    found = _machine(setting).fit(matrix[:, kept], table.labels, sample_weight=table.weights)
    return kept, found.coef_[0] * scale[kept], float(found.intercept_[0])


def _machine(setting: Setting) -> LogisticRegression | LinearSVC:
    if setting.is_hinge:
        return LinearSVC(C=setting.c, random_state=0)
    return LogisticRegression(C=setting.c, solver="liblinear", random_state=0, max_iter=300)


def _short(value: float) -> float:
    """Four digits: as good, smaller, and the same on machines that differ in the last ones."""
    return float(f"{value:.{DIGITS}g}") if abs(value) >= 1e-4 else 0.0


def _scale(table: _Table, setting: Setting) -> Any:
    if setting.is_bayes:
        yes, no = table.with_label + 1.0, table.often - table.with_label + 1.0
        scale = 3 * np.abs(np.log((yes / yes.sum()) / (no / no.sum())))
        as_it_is = "#"
    else:
        scale = np.log((1 + len(table.labels)) / (1 + table.often)) + 1
        as_it_is = "#<>"
    return np.where([name[0] in as_it_is for name in table.names], 1.0, scale)


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> csr_matrix:
    place = {name: n for n, name in enumerate(names)}
    cells = [(n, place[name], value) for n, row in enumerate(rows) for name, value in row if name in place]
    at, column, value = zip(*cells, strict=True)
    return csr_matrix((np.array(value), (at, column)), shape=(len(rows), len(names)))


def _strongest(names: Sequence[str], matrix: csr_matrix, found: Any, top: int) -> Any:
    """Places of all dense figures, and of the n-grams that move the most."""
    is_dense = np.array([name[0] == "#" for name in names])
    moves = np.abs(found) * np.sqrt(np.asarray(matrix.multiply(matrix).sum(0)).ravel())
    moves[is_dense] = np.inf
    return np.sort(np.argsort(-moves, kind="stable")[: top + int(is_dense.sum())])


def unseen(
    rows: Sequence[Row], examples: Sequence[Example], settings: Sequence[Setting]
) -> tuple[Any, dict[int, Linear]]:
    """The probability of every example from a model that has not seen its fold, through the scorer that is shipped; and
    the models."""
    found = np.zeros(len(rows))
    folds = np.array([one.fold for one in examples])
    models: dict[int, Linear] = {}
    for fold in sorted({*folds.tolist()} - {EXTRA}):
        seen = np.flatnonzero(folds != fold)
        models[fold] = fit([rows[n] for n in seen], [examples[n] for n in seen], settings)
        for n in np.flatnonzero(folds == fold):
            found[n] = scored(models[fold], rows[n])
    return found, models


def scored(model: Linear, row: Row) -> float:
    total = model.bias + sum(model.weights.get(name, 0.0) * value for name, value in row)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def best_threshold(labels: Any, found: Any) -> float:
    precision, recall, cut = precision_recall_curve(labels, found)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return float(cut[min(int(np.argmax(f1)), len(cut) - 1)])


def sure_threshold(labels: Any, found: Any) -> tuple[float, float]:
    """(threshold, recall): the most that is found while four of five are right."""
    precision, recall, cut = precision_recall_curve(labels, found)
    fits = [(r, c) for p, r, c in zip(precision, recall, cut, strict=False) if p >= SURE]
    recall_there, threshold = max(fits, default=(0.0, 1.0))
    return float(threshold), float(recall_there)


def f1_unseen(labels: Any, found: Any, folds: Any, *, average: str = "binary") -> float:
    """F1 with the threshold of each fold taken from the others."""
    marked = np.zeros(len(labels), bool)
    for fold in sorted(set(folds)):
        here = folds == fold
        cut = (
            best_threshold(labels[~here], found[~here])
            if average == "binary"
            else best_macro(labels[~here], found[~here])
        )
        marked[here] = found[here] >= cut
    return float(f1_score(labels, marked, average=average))


def best_macro(labels: Any, found: Any) -> float:
    cuts = np.arange(0.3, 0.71, 0.02)
    return float(cuts[int(np.argmax([f1_score(labels, found >= cut, average="macro") for cut in cuts]))])


def fit_uptake(builds: Sequence[Built], rarity: Rarity) -> dict[str, float]:
    """Ridge regression on the figures of shared words, each of the same spread, and on how the turn begins."""
    features = [uptake_features(one.own, one.other, rarity) for one in builds]
    names = sorted(features[0])
    table = np.array([[float(row[name]) for name in names] for row in features])
    middle, spread = table.mean(0), table.std(0) + 1e-6
    begins = [list(begun(one.own).items()) for one in builds]
    often = Counter(name for row in begins for name, _ in row)
    starts = sorted(name for name, times in often.items() if times >= OFTEN)
    words = _matrix(begins, starts)
    rated = np.array([one.rated for one in builds])
    found = Ridge(alpha=10, solver="lsqr", tol=1e-10).fit(
        hstack([csr_matrix((table - middle) / spread * 0.5), words]).tocsr(), rated
    )
    slope = found.coef_[: len(names)] / spread * 0.5
    start = found.intercept_ - float((slope * middle).sum())
    pairs = [*zip(names, slope, strict=True), *zip(starts, found.coef_[len(names) :], strict=True)]
    return {"": _short(start + LIFT), **{name: short for name, w in pairs if (short := _short(float(w)))}}
