"""The reference values and the two tables they are about, as tests read them. What may not: asserting."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from fairlead.core.pulse.agreement import Answers

DATA: Final = Path(__file__).with_name("data")
VECTORS: Final[dict[str, Any]] = json.loads((DATA / "vectors.json").read_text(encoding="utf-8"))


def answers_of(name: str) -> Answers:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    items = [column for column in rows[0] if column not in {"team", "resp"}]
    names = sorted({row["team"] for row in rows})
    return Answers(
        codes=np.array([[int(float(row[item] or 0)) for item in items] for row in rows], np.int8),
        teams=np.array([names.index(row["team"]) for row in rows], np.int32),
        names=tuple(names),
        points=7,
    )
