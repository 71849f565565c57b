"""Small linear models, scored in plain Python: features times weights, and why.

What lives here: weights and the sum. What may not: reading the file with the weights, training (bench/listening)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from fairlead.core.listening.features import Features, Passage, asked
from fairlead.core.listening.pickup import Rarity

_spoken: Final = attrgetter("as_spoken")
_promised: Final = attrgetter("as_promised")

TASKS: Final[Mapping[str, Callable[[Passage], Features]]] = {
    "question": asked,
    "question_bare": _spoken,
    "open": asked,
    "readback": _spoken,
    "telling": _spoken,
    "promise": _promised,
    "request": _promised,
    "mail": _promised,
}
"""Every task with the features it looks at. question_bare: for text without marks. mail: an ask or promise in mail."""

REASONS: Final = 3
NEIGHBOURS: Final = 0.3
"""What a word of a neighbouring turn counts, against a word of one's own."""


def values(features: Features) -> Iterator[tuple[str, float]]:
    """Every feature with its value. A long passage has no louder voice than a short one: its n-grams share one length."""
    found, dense = features
    own = 1 / math.sqrt(max(1, sum(gram[0] not in "<>" for gram in found)))
    for gram in found:
        yield gram, NEIGHBOURS if gram[0] in "<>" else own
    for name, value in dense.items():
        if value:
            yield f"#{name}", float(value)


@dataclass(frozen=True)
class Linear:
    """One task. `threshold`: from this probability on it is marked. `figures`: its cross-validated scores."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    figures: Mapping[str, float]

    def probability(self, features: Features) -> float:
        weights = self.weights
        total = self.bias + sum(weights[name] * value for name, value in values(features) if name in weights)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def reasons(self, features: Features) -> list[str]:
        """The strongest words for it, as n-grams of the passage itself."""
        weighed = [
            (self.weights[name] * value, name)
            for name, value in values(features)
            if name[0] not in "#<>" and name in self.weights
        ]
        strongest = sorted((one for one in weighed if one[0] > 0), reverse=True)[:REASONS]
        return [name.replace("^", "").replace("$", "").strip() or name for _, name in strongest]


@dataclass(frozen=True)
class Models:
    """All that is shipped: a model a task, the table of rarity, the weights of uptake, and where it comes from."""

    tasks: Mapping[str, Linear]
    uptake: Mapping[str, float]
    rarity: Rarity
    about: Mapping[str, Any]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Models:
        """From the JSON of the file."""
        tasks = {
            name: Linear(task["weights"], task["bias"], task["threshold"], task["figures"])
            for name, task in data["tasks"].items()
        }
        rarity = Rarity(data["rarity"], data["rarity_unknown"])
        return cls(tasks, data["uptake"], rarity, data["about"])

    def judged(self, task: str, passage: Passage) -> tuple[float, bool, list[str]]:
        """(probability, whether it is marked, the strongest words for it)."""
        features, model = TASKS[task](passage), self.tasks[task]
        p = model.probability(features)
        is_marked = p >= model.threshold
        return p, is_marked, model.reasons(features) if is_marked else []
