"""How a person's name is shown: the first name in a sentence, two letters in a face.

People choose what they are called; nothing here knows what a surname is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def first_name(name: str) -> str:
    """ "Amara" of "Amara Osei"; the whole of a name without a space."""
    return name.split(maxsplit=1)[0] if name.strip() else name


@lru_cache(maxsize=8192)
def initials(name: str) -> str:
    """ "AO" of "Amara Osei", "M" of "Mei", "?" of nothing to show."""
    words = [word for word in name.split() if unicodedata.category(word[0])[0] in "LN"]
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()
