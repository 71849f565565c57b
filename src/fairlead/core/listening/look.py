"""A whole look into the mirror: bytes of a transcript and who is asking, into marks, pickups and figures.

What lives here: putting the parts together, and the form other programs read (fairlead.listen/1). What may not: files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import Any, Final

from fairlead.core.calendar import at_local
from fairlead.core.listening.marks import Mark, Own, Part, Reader, marks_of, parts_of
from fairlead.core.listening.mirror import Figure, Talk, figures_of
from fairlead.core.listening.model import Models
from fairlead.core.listening.pickup import shared_words
from fairlead.core.listening.transcript import Transcript
from fairlead.core.listening.turns import Turn, turns_of
from fairlead.core.listening.uptake import uptake
from fairlead.core.listening.words import STOP, forget, tokens
from fairlead.core.refusals import Refusal

SCHEMA: Final = "fairlead.listen/1"
HEARD: Final = 5
_ENGLISH: Final = 0.25
_SAMPLE: Final = 5_000
_PICKED: Final = 3
MORNING: Final = time(9)
SOME_DAY: Final = date(2026, 1, 7)
"""Where the day of the talk is not known, words of dates are found all the same, and stay words."""


@dataclass(frozen=True, slots=True)
class Pickup:
    """A turn of one's own with words of the one before. A place to look at, never a rate."""

    cue: str
    value: float
    words: tuple[str, ...]


Found = tuple[list[Mark], list[Pickup]]
Each = Callable[[Callable[[Part], Found], Sequence[Part]], Iterable[Found]]


@dataclass(frozen=True)
class Look:
    transcript: Transcript
    me: str
    is_english: bool
    turns: Sequence[Turn]
    marks: Sequence[Mark]
    pickups: Sequence[Pickup]
    figures: Sequence[Figure]


def look(
    transcript: Transcript,
    *,
    me: str,
    models: Models,
    on: date | None = None,
    zone: str = "UTC",
    each: Each = map,
) -> Look:
    """What `me` may look at. on: the day of the talk. each: like `map`; what is found in one part of a talk hangs on no other.
    Refusal `bad_field` of `me` with the names there are."""
    name = _named(transcript, me)
    now = at_local(on or SOME_DAY, MORNING, zone).moment.at_utc
    try:
        is_english = _is_english(transcript)
        reader = Reader(
            models, transcript.is_punctuated, now, zone, is_dated=on is not None, is_english=is_english
        )
        return _looked(transcript, name, reader, each)
    finally:
        forget()


def _looked(transcript: Transcript, name: str, reader: Reader, each: Each) -> Look:
    turns = turns_of(transcript.cues)
    parts = [
        part for own in _own_turns(turns, name) for part in parts_of(own, is_punctuated=reader.is_punctuated)
    ]
    marks: list[Mark] = []
    pickups: list[Pickup] = []
    for its_marks, its_pickups in each(partial(_found_in, reader), parts):
        marks += its_marks
        pickups += its_pickups
    talk = Talk(transcript, turns, name, marks, reader.is_english)
    return Look(transcript, name, reader.is_english, turns, marks, pickups, figures_of(talk))


def _found_in(reader: Reader, part: Part) -> Found:
    """What a turn takes up is found with its first passage."""
    is_first = part.begins == 0 and reader.is_english
    return list(marks_of(part, reader)), list(_pickups(part.own, reader.models)) if is_first else []


def _named(transcript: Transcript, me: str) -> str:
    """The speaker meant: by the whole name, or by a beginning that only one has; in any letters."""
    names = [one.name for one in transcript.speakers]
    small = me.strip().casefold()
    for fits in (
        [name for name in names if name == me],
        [name for name in names if name.casefold() == small],
        [name for name in names if small and name.casefold().startswith(small)],
    ):
        if len(fits) == 1:
            return fits[0]
    raise Refusal("bad_field", field="me", why="unknown", names=names)


def _is_english(transcript: Transcript) -> bool:
    """One word in four is one of the small words of English."""
    seen = said = 0
    for cue in transcript.cues:
        found = tokens(cue.text)
        seen += len(found)
        said += sum(word in STOP for word in found)
        if seen > _SAMPLE:
            break
    return said >= _ENGLISH * seen


def _own_turns(turns: Sequence[Turn], me: str) -> list[Own]:
    found: list[Own] = []
    heard = own_before = ""
    for place, turn in enumerate(turns):
        if turn.speaker != me:
            heard = turn.text if turn.words >= HEARD else heard
            continue
        before = turns[place - 1] if place else None
        after = turns[place + 1] if place + 1 < len(turns) else None
        found.append(
            Own(
                turn,
                before=before.text if before and before.speaker != me else "",
                after=after.text if after and after.speaker != me else "",
                heard=heard,
                own_before=own_before,
            )
        )
        own_before = turn.text
    return found


def _pickups(own: Own, models: Models) -> Iterator[Pickup]:
    """One, if the turn takes something up."""
    if not own.before or own.turn.words < _PICKED:
        return
    if words := shared_words(tokens(own.turn.text), tokens(own.before)):
        value = uptake(own.turn.text, own.before, models.rarity, models.uptake)
        yield Pickup(own.turn.cues[0].id, round(value, 2), tuple(words))


# ------------------------------------------------------------------ for other programs


def as_data(seen: Look) -> dict[str, Any]:
    """The form of `fairlead listen --format json`."""
    source = seen.transcript
    turns = {one.name: 0 for one in source.speakers}
    for turn in seen.turns:
        turns[turn.speaker] = turns.get(turn.speaker, 0) + 1
    return {
        "schema": SCHEMA,
        "me": seen.me,
        "source": {
            "format": source.format,
            "timed": source.is_timed,
            "punctuated": source.is_punctuated,
            "english": seen.is_english,
            "words": source.words,
            "unread": [{"line": one.line, "text": one.text} for one in source.unread],
            "speakers": [
                {"name": one.name, "words": one.words, "seconds": one.seconds, "turns": turns[one.name]}
                for one in source.speakers
            ],
        },
        "marks": [_mark(mark) for mark in seen.marks],
        "pickups": [{"cue": one.cue, "value": one.value, "words": list(one.words)} for one in seen.pickups],
        "figures": [_figure(figure) for figure in seen.figures],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": mark.kind, "cue": mark.cue, "text": mark.text}
    if mark.kind == "question":
        data |= {"open": mark.open, "follow_up": bool(mark.follow_up)}
        data |= {"words": list(mark.words)} if mark.words else {}
    if mark.hints is not None:
        data |= {"due": mark.due, "due_text": mark.due_text, "hints": list(mark.hints)}
    data["certainty"] = mark.certainty
    if mark.p is not None:
        data["p"] = mark.p
    return {**data, "why": list(mark.why)}


def _figure(figure: Figure) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": figure.id,
        "value": figure.value,
        "unit": figure.unit,
        "n": figure.n,
        "status": figure.status,
    }
    data |= {"reason": figure.reason} if figure.reason else {}
    data |= {"cues": list(figure.cues)} if figure.cues else {}
    return {**data, **figure.more}
