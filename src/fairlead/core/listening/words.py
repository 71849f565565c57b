"""English words: tokens, sentences, stems, and those that carry no content.

What lives here: text into pieces, in linear time. What may not: what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import eq
from typing import Final, Protocol, TypeVar

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_MARK: Final = re.compile(r"[.?!\u2026]+[\"')\u201d]*")
_SHORTENED: Final = re.compile(r"(?:^|[\s(])(?:mr|mrs|ms|dr|prof|vs|approx|e\.g|i\.e)\.$", re.IGNORECASE)
_QUOTES: Final = str.maketrans({"\u2019": "'", "\u2018": "'"})
_MURMUR: Final = re.compile(r"\b(?:mm-?hmm|uh-?huh|mhm)\b")
FILLERS: Final = frozenset({"um", "uh", "mm", "hmm", "er", "ah", "uhm", "eh", "erm"})

STOP: Final = frozenset(
    "a an and the of to in on at for with is am are was were be been being do does did have has had having i you he she it we they me him her us them my your his its our their mine yours this that these those there here what which who whom whose when where why how not no nor so but or if then than as by from up down out about into over after before again just very too also can could will would shall should may might must i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll we'll they'll isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't won't wouldn't can't couldn't shouldn't that's there's what's who's let's yeah yes okay ok mmhmm right well oh um uh like know mean kind sort really got get gonna wanna going go think thing things lot bit little some any all one".split()  # noqa: SIM905  a list of a hundred and ninety lines is no easier to read
)
QUESTION_WORDS: Final = frozenset(
    {
        "what",
        "when",
        "where",
        "why",
        "how",
        "who",
        "which",
        "whose",
        "what's",
        "how's",
        "where's",
        "who's",
        "when's",
    }
)
AUXILIARIES: Final = frozenset(
    "do does did is are was were am can could will would should shall have has had may might don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't haven't hasn't".split()  # noqa: SIM905  as above
)
ANSWERS: Final = frozenset(
    {
        "yeah",
        "yes",
        "yep",
        "mmhmm",
        "right",
        "exactly",
        "no",
        "nope",
        "nah",
        "absolutely",
        "definitely",
        "sure",
        "okay",
        "ok",
        "true",
        "yea",
        "correct",
        "totally",
    }
)
ACKNOWLEDGEMENTS: Final = (
    ANSWERS
    | FILLERS
    | {
        "oh",
        "alright",
        "great",
        "good",
        "cool",
        "fine",
        "nice",
        "wow",
        "really",
        "thanks",
        "see",
        "i",
        "all",
        "got",
        "it",
        "of",
        "course",
        "hm",
        "aha",
        "yup",
        "gotcha",
        "perfect",
        "understood",
        "ja",
        "genau",
        "stimmt",
        "klar",
        "gut",
        "richtig",
        "ach",
        "so",
        "verstehe",
        "danke",
    }
)
_ENDINGS: Final = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "ly", "s", "e", "y")


class Memory(Protocol):
    def cache_clear(self) -> None: ...


KEPT: Final[list[Memory]] = []
"""What was kept to be quick."""
M = TypeVar("M", bound=Memory)


def forgotten(memory: M) -> M:
    """Emptied by `forget`."""
    KEPT.append(memory)
    return memory


@forgotten
@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[str, ...]:
    """Small letters, without marks, fillers, and words said twice in a row. A turn is looked at many times."""
    small = text.lower().translate(_QUOTES)
    if "hm" in small or "uh" in small:
        small = _MURMUR.sub("mmhmm", small)
    found = [word for word in _WORD.findall(small) if word not in FILLERS]
    if any(map(eq, found, found[1:])):
        return tuple(word for word, _again in groupby(found))
    return tuple(found)


@forgotten
@lru_cache(maxsize=1_024)
def spans(text: str) -> Sequence[tuple[int, int]]:
    """Where each sentence begins and ends; pieces without a word go with the one before."""
    found: list[tuple[int, int]] = []
    for first, last in _pieces(text):
        piece = text[first:last].strip()
        if not piece:
            continue
        begins = text.index(piece[0], first)
        if found and not _WORD.search(piece):
            found[-1] = (found[-1][0], begins + len(piece))
        else:
            found.append((begins, begins + len(piece)))
    return tuple(found)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Up to a mark with a space behind it. A mark inside a word or a number ends nothing, nor does one that shortens it."""
    at = 0
    for mark in _MARK.finditer(text):
        first, ends = mark.span()
        if ends < len(text) and not (
            text[ends].isspace() and _SHORTENED.search(text[max(at, first - 7) : ends]) is None
        ):
            continue
        yield at, ends
        at = ends
    if at < len(text):
        yield at, len(text)


def sentences(text: str) -> list[str]:
    """With their marks."""
    return [text[begins:ends] for begins, ends in spans(text)]


@forgotten
@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without the endings that do not change what it is about: a rough cut, the same for all."""
    cut = word.split("'", maxsplit=1)[0]
    for ending in _ENDINGS:
        if cut.endswith(ending) and len(cut) - len(ending) >= 3:
            cut = cut[: -len(ending)]
            is_doubled = len(cut) > 3 and cut[-1] == cut[-2] and ending in {"ing", "ed"}
            return cut[:-1] if is_doubled else cut
    return cut


def content(words: Sequence[str]) -> list[str]:
    """Stems of the words that carry content, names and numbers among them."""
    return [one for one in map(_carried, words) if one]


@forgotten
@lru_cache(maxsize=65_536)
def _carried(word: str) -> str:
    return "" if word in STOP or len(word) < 2 else stem(word)


@forgotten
@lru_cache(maxsize=4_096)
def stems(words: tuple[str, ...]) -> frozenset[str]:
    """The same, each once: the turn before is looked at for every passage after it."""
    return frozenset(filter(None, map(_carried, words)))


def forget() -> None:
    """No word of a talk stays behind in what was kept to be quick."""
    for memory in KEPT:
        memory.cache_clear()
