"""The shipped weights, read once. What may not live here: training them (bench/listening)."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files

from fairlead.core.listening.model import Models


@cache
def models() -> Models:
    packed = files("fairlead.rooms.listening").joinpath("weights.json.gz").read_bytes()
    return Models.of(json.loads(gzip.decompress(packed)))
