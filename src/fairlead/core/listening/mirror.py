"""The figures about one's own listening: one table, each with its minimum, and why it is not shown below it.

What lives here: counting. What may not: a score, a norm, anything about others, sentences for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from types import MappingProxyType
from typing import Any, Final

from fairlead.core.listening import phrases
from fairlead.core.listening.marks import Mark
from fairlead.core.listening.transcript import Transcript
from fairlead.core.listening.turns import Turn, wait
from fairlead.core.listening.words import spans

WORDS_MIN: Final = 300
TURNS_MIN: Final = 8
CHANGES_MIN: Final = 10
QUESTION_TURNS_MIN: Final = 5
OPEN_MIN: Final = 8
PAUSE: Final = 1.5
OVERLAP: Final = 0.2
OVERLAP_WORDS: Final = 3
_SNAPPED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Figure:
    """status: counted, guess, list (places to look at, no rate) or not_shown with `reason`. `cues`: the lines behind it."""

    id: str
    value: float | None
    n: int
    status: str
    unit: str = "count"
    reason: str = ""
    cues: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Talk:
    """A talk as one of its people looks at it. wrong: `figure.cue` of what they said is no such place."""

    transcript: Transcript
    turns: Sequence[Turn]
    me: str
    marks: Sequence[Mark]
    is_english: bool
    wrong: frozenset[str] = frozenset()

    @cached_property
    def own(self) -> list[Turn]:
        return [turn for turn in self.turns if turn.speaker == self.me]

    def changes(self) -> list[tuple[Turn, Turn]]:
        """(the other's turn, the own one after it), where both have times."""
        pairs = zip(self.turns, self.turns[1:], strict=False)
        return [
            (one, two)
            for one, two in pairs
            if two.speaker == self.me != one.speaker and one.end is not None and two.start is not None
        ]

    def of(self, *kinds: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind in kinds]

    def is_asked(self, mark: Mark) -> bool:
        """A question; where there are marks of punctuation, one that has its own."""
        return mark.kind == "question" and (mark.certainty == "counted" or not self.transcript.is_punctuated)

    @property
    def asked(self) -> list[Mark]:
        return [mark for mark in self.marks if self.is_asked(mark)]

    def is_right(self, figure: str, cue: str) -> bool:
        return f"{figure}.{cue}" not in self.wrong

    def worded(self, figure: str) -> list[tuple[str, str]]:
        """(cue, sentence) of one's own with the words of this figure."""
        found = [
            (turn, begins, ends)
            for turn in self.own
            if _has(figure, turn.text)
            for begins, ends in spans(turn.text)
            if _has(figure, turn.text[begins:ends])
        ]
        placed = [(turn.cue_of(begins, ends), turn.text[begins:ends]) for turn, begins, ends in found]
        return [(cue, sentence) for cue, sentence in placed if self.is_right(figure, cue)]


WORDED: Final = {"blame_words": phrases.BLAME, "apologies": phrases.APOLOGY, "thanks": phrases.THANKS}


def _has(figure: str, text: str) -> bool:
    return WORDED[figure].search(text.lower().replace("\u2019", "'")) is not None


def figures_of(talk: Talk) -> list[Figure]:
    """Every figure, in the order of the table."""
    return [make(talk) for make in TABLE]


def _not_shown(id_: str, n: int, reason: str, unit: str = "count") -> Figure:
    return Figure(id_, None, n, "not_shown", unit, reason)


def _talk_share(talk: Talk) -> Figure:
    speakers = talk.transcript.speakers
    words = sum(one.words for one in speakers)
    if words < WORDS_MIN or len(speakers) < 2:
        reason = "only one speaker" if len(speakers) < 2 else f"fewer than {WORDS_MIN} words"
        return _not_shown("talk_share", words, reason, "share")
    mine = next((one for one in speakers if one.name == talk.me), None)
    whole = sum(one.seconds or 0.0 for one in speakers)
    if talk.transcript.is_timed and whole and mine and mine.seconds is not None:
        share, measure = mine.seconds / whole, "seconds"
    else:
        share, measure = (mine.words if mine else 0) / words, "words"
    return Figure("talk_share", round(share, 2), words, "counted", "share", more={"measured": measure})


def _turn_words(talk: Talk) -> Figure:
    own = talk.own
    if len(own) < TURNS_MIN:
        return _not_shown("turn_words", len(own), f"fewer than {TURNS_MIN} turns of yours", "words")
    longest = max(own, key=lambda turn: turn.words)
    more = {"longest": longest.words}
    return Figure(
        "turn_words",
        median(turn.words for turn in own),
        len(own),
        "counted",
        "words",
        cues=(longest.cues[0].id,),
        more=more,
    )


def _timing_reason(talk: Talk, changes: Sequence[tuple[Turn, Turn]]) -> str:
    if not talk.transcript.is_timed:
        return "no reliable end times"
    if len(changes) < CHANGES_MIN:
        return f"fewer than {CHANGES_MIN} changes from another to you"
    snapped = sum(abs((two.start or 0) - (one.end or 0)) < 0.01 for one, two in changes)
    return "no reliable end times" if snapped > _SNAPPED * len(changes) else ""


def _pauses(talk: Talk) -> Figure:
    changes = talk.changes()
    if reason := _timing_reason(talk, changes):
        return _not_shown("pauses", len(changes), reason)
    waits = [(wait(one.end or 0, two.start or 0), two) for one, two in changes]
    long = [turn for waited, turn in waits if waited >= PAUSE and talk.is_right("pauses", turn.cues[0].id)]
    more = {"median_seconds": round(median(waited for waited, _ in waits), 2)}
    return Figure(
        "pauses", len(long), len(changes), "counted", cues=tuple(turn.cues[0].id for turn in long), more=more
    )


def _overlaps(talk: Talk) -> Figure:
    changes = talk.changes()
    if reason := _timing_reason(talk, changes):
        return _not_shown("overlaps", len(changes), reason)
    found = [
        two
        for one, two in changes
        if two.words >= OVERLAP_WORDS
        and wait(two.start or 0, one.end or 0) >= OVERLAP
        and (two.end or 0) > (one.end or 0)
        and talk.is_right("overlaps", two.cues[0].id)
    ]
    more = {"note": "some may be support"}
    return Figure(
        "overlaps",
        len(found),
        len(changes),
        "counted",
        cues=tuple(turn.cues[0].id for turn in found),
        more=more,
    )


def _questions(talk: Talk) -> Figure:
    if len(talk.own) < QUESTION_TURNS_MIN:
        return _not_shown("questions", len(talk.own), f"fewer than {QUESTION_TURNS_MIN} turns of yours")
    found = talk.asked
    status = "counted" if talk.transcript.is_punctuated else "guess"
    if not talk.is_english and not talk.transcript.is_punctuated:
        return _not_shown("questions", len(talk.own), "without marks of punctuation only in English")
    return Figure("questions", len(found), len(talk.own), status, cues=_cues(found))


def _open_questions(talk: Talk) -> Figure:
    asked = [mark for mark in talk.asked if mark.open is not None]
    is_open = [mark for mark in asked if mark.open]
    if not talk.is_english:
        return _not_shown("open_questions", len(asked), "only in English", "share")
    if len(asked) < OPEN_MIN:
        return Figure(
            "open_questions",
            None,
            len(asked),
            "list" if asked else "not_shown",
            "share",
            f"fewer than {OPEN_MIN} questions",
            _cues(is_open),
        )
    return Figure(
        "open_questions",
        round(len(is_open) / len(asked), 2),
        len(asked),
        "guess",
        "share",
        cues=_cues(is_open),
    )


def _cues(marks: Sequence[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.cue for mark in marks))


def _list(
    id_: str, *kinds: str, only: Callable[[Mark], bool] = lambda _mark: True
) -> Callable[[Talk], Figure]:
    """Places to look at: no number is made of them."""

    def make(talk: Talk) -> Figure:
        found = [mark for mark in talk.of(*kinds) if only(mark)]
        if not talk.is_english:
            return _not_shown(id_, 0, "only in English")
        return Figure(
            id_,
            None,
            len(found),
            "list" if found else "not_shown",
            reason="" if found else "nothing found",
            cues=_cues(found),
        )

    return make


def _telling(talk: Talk) -> Figure:
    if not talk.is_english:
        return _not_shown("telling", 0, "only in English")
    found = [mark for mark in talk.of("telling") if mark.certainty == "counted"]
    return Figure("telling", len(found), len(talk.own), "counted", cues=_cues(found))


def _first_advice(talk: Talk) -> Figure:
    """Own turns before the first words of telling; seconds from the beginning where there are times."""
    found = talk.of("advice")
    if not talk.is_english or not found:
        return _not_shown(
            "first_advice", 0, "nothing found" if talk.is_english else "only in English", "turns"
        )
    before = next(
        (n for n, turn in enumerate(talk.own) if any(cue.id == found[0].cue for cue in turn.cues)), 0
    )
    start = next((cue.start for cue in talk.transcript.cues if cue.id == found[0].cue), None)
    began = talk.transcript.cues[0].start
    more = {"seconds": round(start - began, 1)} if start is not None and began is not None else {}
    return Figure("first_advice", before, len(talk.own), "counted", "turns", cues=(found[0].cue,), more=more)


def _worded(id_: str, status: str) -> Callable[[Talk], Figure]:
    """Sentences of one's own with such words."""

    def make(talk: Talk) -> Figure:
        if not talk.is_english:
            return _not_shown(id_, 0, "only in English")
        found = talk.worded(id_)
        cues = tuple(dict.fromkeys(cue for cue, _ in found))
        if status == "counted":
            return Figure(id_, len(found), len(talk.own), status, cues=cues)
        return Figure(
            id_,
            None,
            len(found),
            "list" if found else "not_shown",
            reason="" if found else "nothing found",
            cues=cues,
        )

    return make


TABLE: Final[tuple[Callable[[Talk], Figure], ...]] = (
    _talk_share,
    _turn_words,
    _pauses,
    _overlaps,
    _questions,
    _open_questions,
    _list("follow_ups", "question", only=lambda mark: bool(mark.follow_up)),
    _list("readbacks", "readback"),
    _telling,
    _first_advice,
    _worded("blame_words", "counted"),
    _worded("apologies", "list"),
    _worded("thanks", "list"),
    _list("promises", "promise"),
    _list("requests", "request"),
    _list("offers", "offer"),
)
