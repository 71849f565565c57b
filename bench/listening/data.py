"""The corpora of bench/data as passages with labels and folds; a session or talk is never in two folds.

What lives here: reading. What may not: training. Terms and attributions: bench/data/README.md."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from fairlead.core.listening.features import Passage
from fairlead.core.listening.marks import HEARD
from fairlead.core.listening.words import sentences, tokens

FOLDER: Final = Path(__file__).resolve().parents[1] / "data"
FILES: Final = (
    "annomi_dev.jsonl.gz",
    "mrda_dev.jsonl.gz",
    "uptake_dev.jsonl.gz",
    "email_intent_dev.jsonl.gz",
)
FOLDS: Final = 5
EXTRA: Final = -1
EXTRA_WEIGHT: Final = 0.5
"""What an example of another kind of talk counts in learning."""
_MARKS: Final = re.compile(r"[^\w\s']")
_BROKEN: Final = re.compile(r"==|\b\w+- -?|\|")
_TAGS: Final = re.compile(r"[|^.:]")


@dataclass(frozen=True, slots=True)
class Example:
    """fold: EXTRA for one that is learnt from and never measured on. group: what people called the utterance."""

    passage: Passage
    label: bool
    fold: int
    weight: float = 1.0
    group: str = ""


def rows(file: str) -> Iterator[Any]:
    with gzip.open(FOLDER / file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def hashes() -> dict[str, str]:
    return {file: hashlib.sha256((FOLDER / file).read_bytes()).hexdigest() for file in FILES}


def _annomi() -> Iterator[tuple[Any, Any, Passage]]:
    """(session, utterance, passage) of everything the one who listens says."""
    for session in rows("annomi_dev.jsonl.gz"):
        said = session["utterances"]
        for place, one in enumerate(said):
            if one["who"] != "therapist":
                continue
            text = {away: said[place + away]["text"] for away in (-2, -1, 1) if 0 <= place + away < len(said)}
            near = (text.get(-1, ""), text.get(1, ""), text.get(-2, ""))
            yield session, one, Passage(one["text"], *near, _earlier(said[:place]))


def _earlier(said: list[Any]) -> str:
    """The other's last turn of five words or more."""
    long = (one["text"] for one in reversed(said) if one["who"] != "therapist")
    return next((text for text in long if len(text.split()) >= HEARD), "")


def _without_marks(passage: Passage) -> Passage:
    texts = (passage.text, passage.before, passage.after, passage.own_before, passage.earlier)
    return Passage(*(_MARKS.sub(" ", text) for text in texts), marked=False)


def _spoken(label: str, *, is_marked: bool = True) -> list[Example]:
    return [
        Example(
            passage if is_marked else _without_marks(passage),
            bool(one[label]),
            session["fold"],
            group=one["main"],
        )
        for session, one, passage in _annomi()
    ]


def questions_in(passage: Passage) -> Passage:
    """Only its sentences with a question mark, or its last one."""
    found = [one for one in sentences(passage.text) if "?" in one] or sentences(passage.text)[-1:]
    return replace(passage, text=" ".join(found))


def _open() -> list[Example]:
    return [
        Example(questions_in(passage), one["q_kind"] == "open", session["fold"])
        for session, one, passage in _annomi()
        if "q_kind" in one
    ] + list(_asked_in_meetings())


def _acts() -> Iterator[tuple[int, frozenset[str], Passage]]:
    """(number of the meeting, tags, passage) of every act of three words or more."""
    for number, meeting in enumerate(rows("mrda_dev.jsonl.gz")):
        said = [
            (one[3], _BROKEN.sub(" ", one[4]).replace("o_k", "okay"), one[5]) for one in meeting["utterances"]
        ]
        for place, (who, text, tags) in enumerate(said):
            if tags in {"z", ""} or len(tokens(text)) < 3:
                continue
            near = said[max(0, place - 6) : place]
            passage = Passage(
                text,
                next((t for w, t, _ in reversed(near) if w != who), ""),
                next((t for w, t, _ in said[place + 1 : place + 5] if w != who), ""),
                next((t for w, t, _ in reversed(near) if w == who), ""),
            )
            yield number, frozenset(_TAGS.split(tags)), passage


def _meetings(*wanted: str) -> list[Example]:
    return [Example(passage, bool(tags & {*wanted}), number % FOLDS) for number, tags, passage in _acts()]


def _asked_in_meetings() -> Iterator[Example]:
    """Questions with a word for a question are open, those for a yes or no are closed: written as in other talks."""
    for _number, tags, passage in _acts():
        if tags & {"qw", "qo", "qy", "qr", "qrr"} and len(passage.words) > 3:
            text = passage.text.replace(" ?", "?").replace(" .", ".")
            is_open = bool(tags & {"qw", "qo"})
            yield Example(
                replace(passage, text=text[:1].upper() + text[1:], own_before=""),
                is_open,
                EXTRA,
                EXTRA_WEIGHT,
            )


def _mail() -> list[Example]:
    return [
        Example(
            Passage(row["text"]),
            bool(row["intent"]),
            int(hashlib.sha256(" ".join(tokens(row["text"])).encode()).hexdigest(), 16) % FOLDS,
        )
        for row in rows("email_intent_dev.jsonl.gz")
    ]


EXAMPLES: Final[dict[str, Callable[[], list[Example]]]] = {
    "question": lambda: _spoken("q"),
    "question_bare": lambda: _spoken("q", is_marked=False),
    "open": _open,
    "readback": lambda: _spoken("refl"),
    "telling": lambda: _spoken("input"),
    "promise": lambda: _meetings("cc"),
    "request": lambda: _meetings("co", "cs"),
    "mail": _mail,
}


@dataclass(frozen=True, slots=True)
class Built:
    """How much one turn builds on another, as people rated it."""

    own: str
    other: str
    rated: float
    fold: int


def uptakes() -> list[Built]:
    return [
        Built(row["teacher"], row["student"], row["z"], row["obs"] % FOLDS)
        for row in rows("uptake_dev.jsonl.gz")
    ]


def talks() -> Iterator[str]:
    """Every text, for how rare a word is."""
    for session in rows("annomi_dev.jsonl.gz"):
        yield from (one["text"] for one in session["utterances"])
    for row in rows("uptake_dev.jsonl.gz"):
        yield from (row["student"], row["teacher"])
    for meeting in rows("mrda_dev.jsonl.gz"):
        yield from (one[4] for one in meeting["utterances"] if len(one[4]) > 20)
