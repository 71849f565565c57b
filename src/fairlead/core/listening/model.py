"""Small linear models, scored in plain Python: features times weights, and why.

What lives here: weights and the sum. What may not: reading the file with the weights, training (bench/listening)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import mul
from typing import Any, Final

from fairlead.core.listening.echoes import told
from fairlead.core.listening.features import Features, Passage, asked, promised, spoken
from fairlead.core.listening.pickup import Rarity

TASKS: Final[Mapping[str, Callable[[Passage], Features]]] = {
    "question": asked,
    "question_bare": spoken,
    "open": asked,
    "readback": told,
    "telling": told,
    "promise": promised,
    "request": promised,
    "mail": promised,
}
"""Every task with the features it looks at. question_bare: for text without marks. mail: an ask or promise in mail."""

REASONS: Final = 3
NEIGHBOURS: Final = 0.3
"""What a word of a neighbouring turn counts, against a word of one's own."""
_SIGNS: Final = str.maketrans("", "", "^$~?")


def values(features: Features) -> Iterator[tuple[str, float]]:
    """Every feature with its value. A long passage has no louder voice than a short one: its n-grams share one length."""
    found, near, dense = features
    own = 1 / math.sqrt(max(1, len(found)))
    yield from ((gram, own) for gram in found)
    yield from ((gram, NEIGHBOURS) for gram in near)
    yield from ((f"#{name}", float(value)) for name, value in dense.items() if value)


@dataclass(frozen=True)
class Linear:
    """One task. `threshold`: from this probability on it is marked. `figures`: its cross-validated scores."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    figures: Mapping[str, float]

    def probability(self, features: Features) -> float:
        """The sum of `values` times weights, without making them all first."""
        found, near, dense = features
        weigh, weigh_dense = self.weights.get, self._dense.get
        total = self.bias + sum(map(weigh, found, repeat(0.0))) / math.sqrt(max(1, len(found)))
        total += sum(map(weigh, near, repeat(0.0))) * NEIGHBOURS
        total += sum(map(mul, map(weigh_dense, dense, repeat(0.0)), dense.values()))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    @cached_property
    def _dense(self) -> Mapping[str, float]:
        """The weights of dense figures, by the names these have in `Features`."""
        return {name[1:]: weight for name, weight in self.weights.items() if name[0] == "#"}

    def reasons(self, features: Features) -> list[str]:
        """The strongest words for it, as n-grams of the passage itself."""
        weigh = self.weights.get
        weighed = sorted(
            ((weight, gram) for gram in features[0] if (weight := weigh(gram, 0.0)) > 0), reverse=True
        )
        words = (_bare(gram) for _weight, gram in weighed)
        return list(dict.fromkeys(word for word in words if word))[:REASONS]


def _bare(gram: str) -> str:
    """Its words, without the signs for where it stands."""
    return gram.translate(_SIGNS).strip()


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

    def judged(self, task: str, passage: Passage) -> tuple[float, bool]:
        """(probability, whether it is marked)."""
        model = self.tasks[task]
        p = model.probability(passage.seen_as(TASKS[task]))
        return p, p >= model.threshold

    def reasons(self, task: str, passage: Passage) -> tuple[str, ...]:
        """The strongest words for it, of what is marked."""
        return tuple(self.tasks[task].reasons(passage.seen_as(TASKS[task])))
