"""The hints themselves: what a draft has, and what somebody would have to ask back.

What lives here: the rules and their order. What may not: sentences, English words (english.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal

from fairlead.core.clarity import english

Kind = Literal["good", "open", "info"]

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "has_date": "good",
        "no_date": "open",
        "vague_date": "open",
        "date_in_words": "open",
        "has_standard": "good",
        "no_standard": "open",
        "vague_standard": "open",
        "nobody": "open",
        "two_asks": "open",
        "no_way_to_say_no": "open",
        "has_reason": "good",
        "no_reason": "open",
        "softener": "info",
    }
)
CODES: Final = tuple(KINDS)
"""Every code there is, in the order in which they are given."""

_ENGLISH: Final = frozenset({"the", "and", "of", "to", "for", "with", "by", "please", "you", "your", "this", "that", "is", "are", "should", "could", "would", "can", "send", "on", "from"})  # fmt: skip
_GERMAN: Final = frozenset({"der", "das", "den", "dem", "ein", "eine", "einen", "und", "bis", "bitte", "ich", "du", "mir", "mich", "uns", "wir", "ist", "für", "mit", "von", "zu", "zum", "zur", "nicht", "auf", "im", "kannst", "könntest", "sollte", "sollten", "man", "jemand"})  # fmt: skip
"""Small words that only one of the two has."""
_SHOWN: Final = 3
_A_THING: Final = 2
_WORD_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A request or offer in the making, as far as it is typed. Nothing in it is required.

    `has_due`: the date field holds a moment. `due_words`: what is typed for a date otherwise
    (`soon`). `language`: the person's, as `en` or `de-AT`; words are read in English and German."""

    outcome: str = ""
    has_due: bool = False
    due_words: str = ""
    standard: tuple[str, ...] = ()
    purpose: str = ""
    background: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing about a draft. `facts` by code: `words` what was found (as typed),
    `count` how many points, `point` the number (from 1) of the point the words are in."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """good: it is there. open: somebody may have to ask back. info: only worth knowing."""
        return KINDS[self.code]


def hints(draft: Draft) -> tuple[Hint, ...]:
    """What to show beside a draft, in the order of CODES. Takes time linear in its length."""
    words = _words(draft)
    found = [*_date(draft, words), *_standard(draft, words)]
    if words is not None:
        found += [*_wording(draft, words), _reason(draft, words)]
    ordered = sorted(found, key=lambda hint: CODES.index(hint.code))
    return tuple(_as_typed(hint, draft) for hint in ordered)


def _as_typed(hint: Hint, draft: Draft) -> Hint:
    """What was found, in the letters it was typed in: nobody wrote "thursday"."""
    words = hint.facts.get("words")
    if not isinstance(words, str):
        return hint
    there = " ".join("\n".join((draft.outcome, draft.due_words, *draft.standard)).split())
    place = there.lower().find(words)
    typed = there[place : place + len(words)]
    return Hint(hint.code, {**hint.facts, "words": typed}) if typed.lower() == words else hint


def _words(draft: Draft) -> Any:
    """The words of the draft's language, all under the same names; None where only the date and the points are
    looked at. German is read when the first German draft is."""
    language = _language(draft)
    if language == "de":
        from fairlead.core.clarity import german

        return german
    return english if language == "en" else None


def _language(draft: Draft) -> str:
    """The person's; of English and German the one in which it is written, where two small words tell."""
    persons = draft.language.casefold().replace("_", "-").split("-")[0]
    typed = set(english.plain(" ".join((draft.outcome, draft.due_words, *draft.standard))).split())
    is_english, is_german = (len(typed & small) > 1 for small in (_ENGLISH, _GERMAN))
    if persons in {"en", "de"} and is_english != is_german:
        return "en" if is_english else "de"
    return persons


def _date(draft: Draft, words: Any) -> Iterator[Hint]:
    if draft.has_due:
        yield Hint("has_date")
        return
    text = words.plain(f"{draft.due_words}\n{draft.outcome}") if words else ""
    if words and (exact := words.DATE_WORDS.search(text)):
        yield Hint("date_in_words", {"words": exact[0]})
    elif words and (vague := words.VAGUE_DATE.search(text)):
        yield Hint("vague_date", {"words": vague[0]})
    else:
        yield Hint("no_date")


def _standard(draft: Draft, words: Any) -> Iterator[Hint]:
    points = [(n, point) for n, point in enumerate(draft.standard, 1) if point.strip()]
    if points:
        yield Hint("has_standard", {"count": len(points)})
    else:
        yield Hint("no_standard")
    for number, point in (points or [(0, draft.outcome)]) if words else ():
        if vague := _vague(point, words):
            yield Hint("vague_standard", {"words": vague, "point": number})


def _vague(point: str, words: Any) -> str:
    """The words that two people may read differently; none where a figure says how much."""
    text = words.plain(point)
    found = words.VAGUE_STANDARD.search(text)
    return "" if found is None or any(map(str.isdigit, words.DATE_WORDS.sub("", text))) else found[0]


def _wording(draft: Draft, words: Any) -> Iterator[Hint]:
    text = words.plain(draft.outcome)
    if nobody := words.NOBODY.search(text):
        yield Hint("nobody", {"words": nobody[0]})
    if second := _second_ask(text, words):
        yield Hint("two_asks", {"words": second})
    if pressing := _pressing(text, words):
        yield Hint("no_way_to_say_no", {"words": pressing})
    if soft := _several(words.SOFTENER, text):
        yield Hint("softener", {"words": soft})


def _second_ask(text: str, words: Any) -> str:
    """Where a second ask seems to begin, or nothing."""
    asks = [clause for clause in _clauses(text) if words.ASKING_START.match(clause)]
    if len(asks) > 1:
        return _start(asks[1])
    within = words.SECOND_ASK.search(text)
    # "Check and sign the lease" is one thing: its first verb has nothing of its own.
    if (
        within is None
        or len(text[: within.start()].removeprefix("please ").removeprefix("bitte ").split()) < _A_THING
    ):
        return ""
    return str(within[0]).strip(", ")


def _pressing(text: str, words: Any) -> str:
    if found := words.PRESSING.search(text):
        return str(found[0]).strip(", ")
    pressed = (c for c in _clauses(text) if words.PRESSING_START.match(c))
    return _start(next(pressed, ""))


def _clauses(text: str) -> list[str]:
    return [clause for part in english.CLAUSES.split(text) if (clause := part.strip())]


def _start(clause: str) -> str:
    return " ".join(clause[:_WORD_LENGTH].split()[:4])


def _several(pattern: re.Pattern[str], text: str) -> str:
    """The first few different finds, joined by commas."""
    return ", ".join(list(dict.fromkeys(m[0] for m in pattern.finditer(text)))[:_SHOWN])


def _reason(draft: Draft, words: Any) -> Hint:
    text = words.plain(f"{draft.outcome}\n{draft.background}")
    is_given = bool(draft.purpose.strip()) or words.REASON.search(text) is not None
    return Hint("has_reason" if is_given else "no_reason")
