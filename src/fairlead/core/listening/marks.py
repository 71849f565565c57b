"""Marks: places in one's own words to look at, each with why it is there. Rules where words can be counted, models where not.

What lives here: which places. What may not: counting them (mirror.py), sentences for people, anybody else's words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from fairlead.core.clarity import Draft, hints
from fairlead.core.clarity.due import find_due
from fairlead.core.listening import phrases
from fairlead.core.listening.features import LONGEST, Passage
from fairlead.core.listening.model import Models
from fairlead.core.listening.pickup import shared_words
from fairlead.core.listening.turns import Turn, passages
from fairlead.core.listening.words import content, spans, stems, tokens

KINDS: Final = ("question", "readback", "telling", "advice", "promise", "request", "offer")
HEARD: Final = 5
"""Words of a turn that can be followed up."""
PLAIN: Final = 0.25
"""The share of what the model asks for that the plain words of a promise need."""
HINTS: Final = frozenset(
    {"no_date", "vague_date", "vague_standard", "nobody", "two_asks", "no_way_to_say_no"}
)
_QUOTES: Final = str.maketrans({"\u2019": "'", "\u2018": "'"})


@dataclass(frozen=True, slots=True)
class Mark:
    """`certainty`: counted or guess. `p` where a model decided. `words`: those shared with the other, of a follow-up."""

    kind: str
    cue: str
    text: str
    certainty: str
    why: tuple[str, ...] = ()
    p: float | None = None
    open: bool | None = None
    follow_up: bool | None = None
    words: tuple[str, ...] = ()
    due: str | None = None
    due_text: str | None = None
    hints: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything needed to look at a talk. is_dated: whether the day of the talk, `now`, is known; else dates stay words."""

    models: Models
    is_punctuated: bool
    now: datetime
    zone: str
    is_dated: bool = False
    is_english: bool = True


@dataclass(frozen=True)
class Own:
    """One's own turn, and the turns of others around it. heard: the other's last turn of five words or more."""

    turn: Turn
    before: str = ""
    after: str = ""
    heard: str = ""
    own_before: str = ""

    @cached_property
    def second(self) -> int:
        """Where the second sentence of the turn begins, or the only one."""
        return max((begins for begins, _ends in spans(self.turn.text)[:2]), default=0)

    @cached_property
    def stems_before(self) -> frozenset[str]:
        return stems(tokens(self.before[-LONGEST:]))


@dataclass(frozen=True, slots=True)
class Part:
    """A passage of one's own turn: where it begins and ends in its text, and what stands around it."""

    own: Own
    begins: int
    ends: int
    before: str
    after: str
    own_before: str


def parts_of(own: Own, *, is_punctuated: bool) -> Iterator[Part]:
    """The passages of a turn, in order."""
    own_before = own.own_before
    for begins, ends, before, after in passages(own.turn, is_punctuated=is_punctuated):
        yield Part(own, begins, ends, before or own.before, after or own.after, own_before)
        own_before = own.turn.text[begins:ends]


def marks_of(part: Part, reader: Reader) -> Iterator[Mark]:
    """Every mark of a passage, in the order of its words."""
    own, begins, ends = part.own, part.begins, part.ends
    text = own.turn.text[begins:ends]
    passage = Passage(text, part.before, part.after, part.own_before, own.heard, marked=reader.is_punctuated)
    pieces = (
        [(begins + one, begins + two) for one, two in spans(text)]
        if reader.is_punctuated
        else [(begins, ends)]
    )
    yield from _questions(own, passage, pieces, reader)
    if reader.is_english:
        yield from _readback(own, passage, pieces, reader)
        yield from _telling(own, passage, pieces, reader)
        yield from _to_act_on(own, passage, _begun_in(part) if reader.is_punctuated else pieces, reader)


def _begun_in(part: Part) -> Sequence[tuple[int, int]]:
    """The sentences that begin in it, also those that go on behind a murmur: the day of a promise may stand there."""
    said = spans(part.own.turn.text)
    return said[bisect_left(said, (part.begins, 0)) : bisect_left(said, (part.ends, 0))]


# ------------------------------------------------------------------ questions


def _questions(own: Own, passage: Passage, pieces: list[tuple[int, int]], reader: Reader) -> Iterator[Mark]:
    found = list(_asking(own, passage, pieces, reader))
    if not found:
        return
    is_open = None
    if reader.is_english:
        asked = " ".join(own.turn.text[begins:ends] for begins, ends, *_ in found)
        is_open = reader.models.judged("open", replace(passage, text=asked))[1]
    for begins, ends, certainty, p, why in found:
        text = own.turn.text[begins:ends]
        is_following, words = _follows(own, text, begins)
        yield Mark(
            "question", own.turn.cue_of(begins, ends), text, certainty, why, p, open=is_open, follow_up=is_following, words=words
        )  # fmt: skip


def _asking(
    own: Own, passage: Passage, pieces: list[tuple[int, int]], reader: Reader
) -> Iterator[tuple[int, int, str, float | None, tuple[str, ...]]]:
    """(begins, ends, certainty, p, why) of every question of a passage."""
    with_mark = [
        one for one in pieces if "?" in own.turn.text[slice(*one)] and not _is_tag(own.turn.text[slice(*one)])
    ]
    if not reader.is_english:
        yield from ((*one, "counted", None, ("?",)) for one in with_mark)
        return
    task = "question" if reader.is_punctuated else "question_bare"
    if reader.is_punctuated and not with_mark and len(passage.words) < HEARD:
        return
    p, is_marked = reader.models.judged(task, passage)
    if not is_marked:
        return
    if with_mark:
        yield from ((*one, "counted", None, ("?",)) for one in with_mark)
    elif others := [one for one in pieces if not _is_tag(own.turn.text[slice(*one)])]:
        yield (*others[-1], "guess", round(p, 2), reader.models.reasons(task, passage))


def _is_tag(text: str) -> bool:
    return phrases.TAG.fullmatch(" ".join(tokens(text))) is not None


def _follows(own: Own, text: str, begins: int) -> tuple[bool, tuple[str, ...]]:
    """Whether it takes up what the other said just before, in the first two sentences of the turn; and the words."""
    if begins > own.second:
        return False, ()
    said = tokens(text)
    shared = tuple(shared_words(said, tokens(own.heard)))
    return bool(shared) or phrases.PROMPT.fullmatch(" ".join(said)) is not None, shared


# ------------------------------------------------------------------ saying back, telling


def _readback(own: Own, passage: Passage, pieces: list[tuple[int, int]], reader: Reader) -> Iterator[Mark]:
    if len(passage.words) < 3 or not passage.before:
        return
    p, is_marked = reader.models.judged("readback", passage)
    if is_marked:
        heard = own.stems_before
        begins, ends = max(
            pieces,
            key=lambda one: (len(heard & set(content(tokens(own.turn.text[slice(*one)])))), one[1] - one[0]),
        )
        yield Mark(
            "readback",
            own.turn.cue_of(begins, ends),
            own.turn.text[begins:ends],
            "guess",
            reader.models.reasons("readback", passage),
            round(p, 2),
        )


def _telling(own: Own, passage: Passage, pieces: list[tuple[int, int]], reader: Reader) -> Iterator[Mark]:
    """Counted where the words are there; elsewhere what the model takes for it."""
    is_there = False
    for begins, ends in pieces:
        text = own.turn.text[begins:ends]
        if words := phrases.TELLING.search(_plain(text)):
            is_there = True
            cue = own.turn.cue_of(begins, ends)
            yield Mark("telling", cue, text, "counted", (words[0],))
            yield Mark("advice", cue, text, "counted", (words[0],))
    if is_there or len(passage.words) < HEARD:
        return
    p, is_marked = reader.models.judged("telling", passage)
    if is_marked:
        begins, ends = max(pieces, key=lambda one: one[1] - one[0])
        yield Mark(
            "telling",
            own.turn.cue_of(begins, ends),
            own.turn.text[begins:ends],
            "guess",
            reader.models.reasons("telling", passage),
            round(p, 2),
        )


def _plain(text: str) -> str:
    return text.lower().translate(_QUOTES)


# ------------------------------------------------------------------ promises, requests, offers


def _to_act_on(
    own: Own, passage: Passage, pieces: Sequence[tuple[int, int]], reader: Reader
) -> Iterator[Mark]:
    """At most one for a sentence: an offer, else a promise or a request, whichever is surer."""
    before = passage.own_before
    for begins, ends in pieces:
        text = own.turn.text[begins:ends]
        # what is earlier plays no part in acts: a passage of one sentence need not be looked at anew
        said = passage if text == passage.text else Passage(text, passage.before, passage.after, before, marked=reader.is_punctuated)  # fmt: skip
        before = text
        if len(said.words) < 3:
            continue
        kind, p, why = _sort_of_act(said, _plain(text), reader)
        if kind:
            yield Mark(
                kind, own.turn.cue_of(begins, ends), text, "guess", why, p, **_due_and_hints(text, kind, reader)
            )  # fmt: skip


def _sort_of_act(passage: Passage, plain: str, reader: Reader) -> tuple[str, float | None, tuple[str, ...]]:
    if "?" in plain or not (words := phrases.PROMISE.search(plain)):
        kind, words = "offer", phrases.OFFER.search(plain)
        if not words:
            kind, words = "request", phrases.REQUEST.search(plain)
    else:
        kind = "promise"
    if words and not (kind == "promise" and _is_outvoted(passage, plain, reader)):
        return kind, None, (words[0],)
    judged = {task: reader.models.judged(task, passage) for task in ("promise", "request")}
    kind, (p, is_marked) = max(judged.items(), key=lambda one: (one[1][1], one[1][0]))
    return (kind, round(p, 2), reader.models.reasons(kind, passage)) if is_marked else ("", None, ())


def _is_outvoted(passage: Passage, plain: str, reader: Reader) -> bool:
    """ "If nobody comes we will have a lot of cake": the words of a promise and nothing else of one, no day either."""
    least = PLAIN * reader.models.tasks["promise"].threshold
    return reader.models.judged("promise", passage)[0] < least and not find_due(
        plain, now=reader.now, zone=reader.zone
    )


def _due_and_hints(text: str, kind: str, reader: Reader) -> dict[str, Any]:
    due = find_due(text, now=reader.now, zone=reader.zone)
    draft = Draft(outcome=text, has_due=bool(due and due.day))
    open_hints = tuple(hint.code for hint in hints(draft) if hint.code in HINTS)
    return {
        "due": due.day.isoformat() if due and due.day and reader.is_dated else None,
        "due_text": due.words if due else None,
        "hints": open_hints if kind != "offer" else (),
    }
