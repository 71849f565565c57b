"""Names that people, teams and tokens bear: one readable line.

What lives here: when a name is one. What may not: sentences, storage."""

from __future__ import annotations

import unicodedata
from typing import Final

from fairlead.core.refusals import Refusal

LONGEST: Final = 100

# Embedding, override and isolate marks turn round the sentence a name stands in; the plain
# left-to-right and right-to-left marks do not.
TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_ENDS: Final = frozenset("\u2028\u2029")


def plain_name(text: str, *, field: str = "name", longest: int = LONGEST) -> str:
    """The name without blanks around it. Refused when it is empty, long, or more than one line."""
    name = text.strip()
    if not any(unicodedata.category(mark)[0] in "LNPS" for mark in name[: longest + 1]):
        raise Refusal("missing_field" if not name else "bad_field", field=field)
    if len(name) > longest:
        raise Refusal("bad_field", field=field, longest=longest)
    if any(_is_unfit(mark) for mark in name):
        raise Refusal("bad_field", field=field, marks=True)
    return name


def _is_unfit(mark: str) -> bool:
    return mark in TURNING or mark in LINE_ENDS or unicodedata.category(mark) in {"Cc", "Cs"}
