"""The same figures as the product gives them: whole talks go through the mirror, and its marks are laid beside the labels.

What lives here: talks as files, marks by cue. What may not: fitting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sklearn.metrics import f1_score

from bench.listening.data import rows
from bench.listening.figures import WANTED, Figure
from fairlead.core.listening.look import look
from fairlead.core.listening.model import Linear, Models
from fairlead.core.listening.pickup import Rarity
from fairlead.core.listening.transcript import read

LABELS: Final = {"question": "q", "readback": "refl", "telling": "input"}
LISTENS: Final = "Ana"
_MARKS: Final = re.compile(r"[^\w\s']")

Unseen = Mapping[str, Mapping[int, Linear]]
"""By task and fold: the model that has not seen it."""


def as_file(session: Any, *, is_marked: bool = True) -> bytes:
    """A line an utterance, so that its number is the cue."""
    lines = (
        f"{LISTENS if one['who'] == 'therapist' else 'Bo'}: {one['text'] if is_marked else _bare(one['text'])}"
        for one in session["utterances"]
    )
    return "\n".join(lines).encode()


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text).split()) or "um"


def shown(unseen: Unseen, rarity: Rarity) -> list[Figure]:
    """Of every talk with labels, looked at by models that have not seen it."""
    marked, bare = _counted(unseen, rarity, is_marked=True), _counted(unseen, rarity, is_marked=False)
    opens = [(labelled, found) for (labelled, found), times in marked["open"].items() for _ in range(times)]
    whether_open = f1_score(*zip(*opens, strict=True), average="macro")
    sure = marked["readback"]
    precision, recall = _precision(sure), _recall(sure)
    return [
        Figure("shown: question, F1", _f1(marked["question"]), WANTED["question"]),
        Figure("shown: question without marks, F1", _f1(bare["question"]), WANTED["question_bare"]),
        Figure("shown: open, of questions found, F1", float(whether_open), WANTED["open"]),
        Figure("shown: readback, recall", recall, 0.60),
        Figure("shown: readback, precision there", precision, 0.80),
        Figure("shown: telling, F1", _f1(marked["telling"]), WANTED["telling"]),
    ]


Counts = Counter[tuple[bool, bool]]
"""(as people labelled it, as it was marked)."""


def _counted(unseen: Unseen, rarity: Rarity, *, is_marked: bool) -> dict[str, Counts]:
    counts: dict[str, Counts] = {kind: Counter() for kind in (*LABELS, "open")}
    for session in rows("annomi_dev.jsonl.gz"):
        tasks = {task: models[session["fold"] % len(models)] for task, models in unseen.items()}
        seen = look(
            read(as_file(session, is_marked=is_marked)),
            me=LISTENS,
            models=Models(tasks, {"": 0.0}, rarity, {}),
        )
        kinds = {(mark.cue, mark.kind) for mark in seen.marks}
        opens = {(mark.cue, bool(mark.open)) for mark in seen.marks if mark.kind == "question"}
        for cue, one in _labelled(session):
            for kind, label in LABELS.items():
                counts[kind][bool(one[label]), (cue, kind) in kinds] += 1
            if "q_kind" in one and (cue, "question") in kinds:
                counts["open"][one["q_kind"] == "open", (cue, True) in opens] += 1
    return counts


def _labelled(session: Any) -> Iterator[tuple[str, Any]]:
    for number, one in enumerate(session["utterances"], 1):
        if one["who"] == "therapist":
            yield str(number), one


def _precision(counts: Counts) -> float:
    return counts[True, True] / max(1, counts[True, True] + counts[False, True])


def _recall(counts: Counts) -> float:
    return counts[True, True] / max(1, counts[True, True] + counts[True, False])


def _f1(counts: Counts) -> float:
    return 2 * counts[True, True] / max(1, 2 * counts[True, True] + counts[False, True] + counts[True, False])
