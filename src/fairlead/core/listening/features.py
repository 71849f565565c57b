"""What the small models look at: word 1-3-grams and about twenty dense figures of a passage and its neighbours.

What lives here: text into features, the same for training and for use. What may not: weights, decisions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import Final

from fairlead.core.listening.phrases import Phrases
from fairlead.core.listening.words import (
    ANSWERS,
    AUXILIARIES,
    QUESTION_WORDS,
    forgotten,
    sentences,
    stems,
    tokens,
)

LEADING: Final = frozenset(
    {
        "so",
        "and",
        "but",
        "okay",
        "well",
        "then",
        "now",
        "like",
        "just",
        "yeah",
        "right",
        "mmhmm",
        "alright",
        "oh",
        "yes",
        "no",
        "great",
        "good",
        "or",
        "cool",
        "because",
    }
)
_FUTURE: Final = frozenset(
    {
        "i'll",
        "we'll",
        "will",
        "gonna",
        "let",
        "let's",
        "should",
        "could",
        "can",
        "would",
        "wanna",
        "going",
        "try",
        "shall",
    }
)
_IMPERATIVES: Final = frozenset(
    {"go", "look", "take", "put", "get", "try", "give", "send", "tell", "let", "make", "check", "write", "read", "wait", "hold", "stop", "use", "see", "ask", "talk", "say", "think", "remember", "keep", "turn", "close", "open", "come", "just", "please", "do", "don't", "add", "call", "finish", "bring"}
)  # fmt: skip
_PAST: Final = frozenset(
    {"was", "were", "did", "had", "said", "went", "got", "been", "thought", "didn't", "wasn't"}
)
_NOT: Final = frozenset({"not", "never"})
FIRST: Final = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my"})
_WE: Final = frozenset({"we", "we're", "we'll", "we've", "us", "let's", "our"})
_SAID: Final = frozenset(
    {"sounds", "saying", "hearing", "heard", "seems", "feel", "feels", "feeling", "looks", "said"}
)
_ADVICE: Final = Phrases(
    re.compile(
        r"\b(?:you (?:should|need to|have to|must|could|might want to|want to|ought to|can)|make sure|why don't you|i (?:would|'d)? ?(?:suggest|recommend|advise)|try to|it's important|important to|if i were you)\b"
    ),
    ("you", "make sure", "suggest", "recommend", "advise", "try to", "important"),
)
_TELL_ME: Final = Phrases(
    re.compile(
        r"\b(?:tell me|talk (?:to me )?about|describe|explain|walk me|say more|i(?:'m| am) (?:wondering|curious)|i wonder)\b"
    ),
    ("tell me", "talk ", "describe", "explain", "walk me", "say more", "wonder", "curious"),
)
_MEASURED: Final = Phrases(
    re.compile(
        r"\b(?:how (?:many|much|long|often|old|far|big)|what (?:time|day|age|number|kind|type|grade)|scale|which|when)\b"
    ),
    ("how ", "what ", "scale", "which", "when"),
)
_WIDE: Final = Phrases(
    re.compile(
        r"\b(?:how (?:do|did|would|are|is|does|has|have|'s)|what (?:do|did|would|are|is|about|makes|made|else|brings|happened|happens|might|could)|why)\b"
    ),
    ("how ", "what ", "why"),
)
_POLITE: Final = Phrases(
    re.compile(
        r"\b(?:(?:can|could|would|will) you (?:tell|describe|explain|say|talk|share|give)|(?:would|is) it (?:be )?(?:okay|ok|alright|all right)|do you mind|(?:can|may|could) i)\b"
    ),
    (" you ", " it ", "can i", "may i", "could i"),
)


Features = tuple[list[str], list[str], dict[str, float]]
"""(n-grams, each once; words of the turns around; dense figures by name, about 0 to 1)."""
LONGEST: Final = 2_000
"""Signs of a turn around that are looked at: else a speech would be read again for every passage after it."""


@dataclass(frozen=True)
class Passage:
    """Something one person said, what the other said before and after, and what this one said before it.

    earlier: the other's last turn of five words or more, where `before` is not one.
    marked: whether the text has marks of punctuation that can be trusted."""

    text: str
    before: str = ""
    after: str = ""
    own_before: str = ""
    earlier: str = ""
    marked: bool = True
    seen: dict[Callable[[Passage], Features], Features] = field(
        default_factory=dict, init=False, compare=False
    )

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tokens(self.text)

    @cached_property
    def heard(self) -> tuple[str, ...]:
        return tokens(self.before[-LONGEST:])

    @cached_property
    def answer(self) -> tuple[str, ...]:
        return tokens(self.after[:400])

    @cached_property
    def heard_before(self) -> tuple[str, ...]:
        return tokens(self.earlier[-LONGEST:]) if self.earlier else self.heard

    @cached_property
    def own(self) -> tuple[str, ...]:
        return tokens(self.own_before[-LONGEST:])

    @cached_property
    def sentences(self) -> list[str]:
        return sentences(self.text) if self.marked else [self.text]

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.words)

    def seen_as(self, look: Callable[[Passage], Features]) -> Features:
        """Its features, looked at once for all models that look at the same."""
        if look not in self.seen:
            self.seen[look] = look(self)
        return self.seen[look]

    @cached_property
    def surroundings(self) -> dict[str, float]:
        return {**neighbours(self), **persons(self.words)}


def grams(said: Iterable[Sequence[str]]) -> list[str]:
    """Word 1-3-grams within sentences, with ^ and $ at their ends."""
    return list(dict.fromkeys(chain.from_iterable(map(_grams, map(tuple, said)))))


@forgotten
@lru_cache(maxsize=4_096)
def _grams(words: tuple[str, ...]) -> list[str]:
    """Of one sentence, by where they begin: most of the models ask for them."""
    row = ("^", *words, "$")
    twos = [f"{one} {two}" for one, two in pairwise(row)]
    threes = [f"{two} {three}" for two, three in zip(twos, row[2:], strict=False)]
    begun = zip(("", *words), twos, (*threes, ""), strict=True)
    return [gram for here in begun for gram in here if gram]


def around(passage: Passage) -> Iterator[str]:
    """How the other answers, and how they ended before: words of their own, marked with > and <."""
    yield from (f"> {word}" for word in passage.answer[:2])
    if len(passage.answer) > 1:
        yield f"> {passage.answer[0]} {passage.answer[1]}"
    yield from (f"< {word}" for word in passage.heard[-2:])


def _share(some: int, whole: int) -> float:
    return min(1.0, 5 * some / max(1, whole))


def _long(count: int) -> float:
    return math.log1p(count) / 4


def neighbours(passage: Passage) -> dict[str, float]:
    """Lengths, the answer, and what is shared with the turns around."""
    answer, heard, own = passage.answer, passage.heard, passage.stems
    known = stems(heard)
    shared = len(own & known)
    return {
        "length": _long(len(passage.words)),
        "is short": len(passage.words) <= 3,
        "heard length": _long(len(heard)),
        "heard nothing": not heard,
        "heard a question": passage.marked and "?" in passage.before[-LONGEST:],
        "answer length": _long(len(answer)),
        "answer is short": len(answer) <= 4,
        "answer is long": len(answer) > 12,
        "no answer": not answer,
        "answered yes or no": bool(answer) and answer[0] in ANSWERS,
        "only yes or no": 0 < len(answer) <= 4 and answer[0] in ANSWERS,
        "shared": shared / max(1, len(own)),
        "shared of heard": shared / max(1, len(known)),
        "shares": bool(shared),
        "shared with before": len(own & stems(passage.own)) / max(1, len(own)),
    }


def persons(words: Sequence[str]) -> dict[str, float]:
    """Who is spoken of, and how."""
    count = len(words)
    sorts = [sort for sort in map(_sort, words) if sort]
    you, first, we, asks, numbers, nots, said, past, future = (
        map(sum, zip(*sorts, strict=True)) if sorts else (0,) * 9
    )
    return {
        "you": _share(you, count),
        "i": _share(first, count),
        "we": _share(we, count),
        "you, not i": bool(you and not first),
        "asks with a word": _share(asks, count),
        "a number": bool(numbers),
        "not": _share(nots, count),
        "says what was said": bool(said),
        "past": bool(past),
        "to come": bool(future),
    }


@forgotten
@lru_cache(maxsize=16_384)
def _sort(word: str) -> tuple[bool, ...]:
    """In the order of `persons`; () for a word that is none of these, as most are."""
    sort = (
        word.startswith("you"),
        word in FIRST,
        word in _WE,
        word in QUESTION_WORDS,
        word.isdigit(),
        "n't" in word or word in _NOT,
        word in _SAID,
        word in _PAST or word.endswith("ed"),
        word in _FUTURE,
    )
    return sort if any(sort) else ()


def marks(passage: Passage) -> dict[str, float]:
    if not passage.marked:
        return {}
    text = passage.text.rstrip()
    return {
        "a question mark": "?" in text,
        "ends with a question mark": text.endswith("?"),
        "question marks": min(3, text.count("?")) / 3,
        "broken off": text.endswith(("-", "\u2014", "==")),
        "sentences": math.log1p(len(passage.sentences)) / 2,
    }


def spoken(passage: Passage) -> Features:
    """Of a passage: for saying back, telling, and questions without marks."""
    said = [tokens(one) for one in passage.sentences]
    text = " ".join(passage.words)
    dense = {**passage.surroundings, **marks(passage)}
    dense["advises"] = bool(_ADVICE.search(text))
    dense["asks to tell"] = bool(_TELL_ME.search(text))
    starts = [_start(words) for words in said]
    dense |= {f"begins with {kind}": kind in starts for kind in ("a question word", "an auxiliary", "you")}
    return grams(said), list(around(passage)), dense


def _bare(words: Sequence[str]) -> Sequence[str]:
    """Without "so", "and", "okay" in front."""
    place = next((n for n, word in enumerate(words) if word not in LEADING), 0)
    return words[place:]


def _start(words: Sequence[str]) -> str:
    bare = _bare(words)
    if not bare:
        return ""
    if bare[0] in QUESTION_WORDS or (
        len(bare) > 1
        and bare[0] in {"in", "to", "for", "at", "on", "with", "from", "about"}
        and bare[1] in QUESTION_WORDS
    ):
        return "a question word"
    if bare[0] in AUXILIARIES:
        return "an auxiliary"
    if bare[0].startswith("you"):
        return "you"
    if any(word in QUESTION_WORDS for word in bare[:5]):
        return "a question word soon"
    return "tell" if bare[0] in {"tell", "describe", "explain", "talk", "say", "help"} else "a statement"


def asked(passage: Passage) -> Features:
    """Of the questions of a passage: open or closed, and whether a sentence with its mark asks at all."""
    said = [tokens(one) for one in passage.sentences]
    bare = [tuple(_bare(words)) for words in said if words] or [()]
    text = " ".join(passage.words)
    dense = {**passage.surroundings, **marks(passage)}
    kinds = [_start(words) for words in bare]
    for kind in ("a question word", "an auxiliary", "a question word soon", "tell", "a statement", "you"):
        dense |= {f"one begins with {kind}": kind in kinds, f"the last begins with {kind}": kinds[-1] == kind}
    dense |= {
        "asks to tell": bool(_TELL_ME.search(text)),
        "asks for a measure": bool(_MEASURED.search(text)),
        "asks widely": bool(_WIDE.search(text)),
        "asks politely": bool(_POLITE.search(text)),
        "or": any("or" in words for words in bare),
        "the last is short": len(bare[-1]) <= 3,
        "length of the last": _long(len(bare[-1])),
    }
    starts = [f"^^ {' '.join(words[:size])}" for words in bare for size in (1, 2) if len(words) >= size]
    return [*grams(bare), *dict.fromkeys(starts)], list(around(passage)), dense


def promised(passage: Passage) -> Features:
    """Of a sentence: whether it promises or asks for something."""
    words, before = passage.words, passage.own
    dense = dict(passage.surroundings)
    dense |= {
        "begins as an order": bool(words) and words[0] in _IMPERATIVES,
        "broken off": passage.text.rstrip().endswith(("-", "==")),
        "if": "if" in words,
        "a question mark": "?" in passage.text,
        "before: to come": any(word in _FUTURE for word in before),
        "before: i will": "i'll" in before or "i will" in " ".join(before),
        "before: we will": "we'll" in before,
    }
    own = (f"<< {word}" for word in before[:3])
    return grams([words]), [*around(passage), *own], dense
