"""Times as transcripts write them. What may not live here: anything else."""

from __future__ import annotations

import re
from typing import Final

CLOCK: Final = r"(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{1,2}(?:[.,][0-9]{1,7})?"
TIMING: Final = re.compile(rf"\s*(?P<start>{CLOCK})\s*--?>\s*(?P<end>{CLOCK})(?P<rest>(?:\s[^\n]*)?)$")
ALONE: Final = re.compile(rf"[\[(]?(?P<start>{CLOCK})[\])]?$")
BEFORE: Final = re.compile(rf"[\[(]?(?P<start>{CLOCK})[\])]?\s*(?:[-\u2013|]\s*)?(?=\S)")


def seconds(clock: str) -> float:
    """ "1:02:03.450" as 3723.45."""
    parts = clock.replace(",", ".").split(":")
    return round(sum(float(part) * 60.0**power for power, part in enumerate(reversed(parts))), 3)
