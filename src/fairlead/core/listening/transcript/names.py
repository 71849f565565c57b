"""Who speaks, where it stands before the words: "Ana Lima (she/her): Good morning".

What lives here: telling a name from words that merely end in a colon. What may not: times, cues."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from fairlead.core.listening.transcript.cues import name_of

_NAMED: Final = re.compile(r"(?P<name>[^:\n\t]{1,80}):(?=\s|$)\s*")
_SECOND: Final = re.compile(r"(?P<more>[^:\n\t.?!]{1,40}):(?=\s|$)\s*")
_SMALL: Final = frozenset({"van", "von", "der", "den", "de", "da", "di", "do", "dos", "das", "du", "la", "le", "el", "al", "bin", "ibn", "bint", "of", "the", "und", "and", "y"})  # fmt: skip
_NO_NAME: Final = frozenset({"note", "notes", "so", "ok", "okay", "well", "question", "questions", "answer", "example", "warning", "ps", "re", "subject", "date", "time", "topic", "agenda", "meeting", "attendees", "transcript", "duration", "http", "https", "summary", "and", "but", "or", "yes", "no", "now", "then", "also", "first", "second", "third", "finally", "today", "remember", "update", "title", "location", "participants", "invitees", "recording", "language", "kind", "style", "region"})  # fmt: skip
_WORDS_MAX: Final = 6
_IN_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]{0,40}[)\]]")
_SPEAKER: Final = re.compile(
    r"(?:speaker|sprecher|person|participant|unknown speaker|guest|user|spk)[ _-]?[a-z0-9]{0,3}",
    re.IGNORECASE,
)


def looks_like_a_name(text: str) -> bool:
    """Every word begins with a capital (or is "van", "de"), few words, no sentence."""
    bare = _IN_BRACKETS.sub(" ", text).strip()
    words = bare.split()
    if _SPEAKER.fullmatch(bare):
        return True
    if not words or len(words) > _WORDS_MAX or any(mark in bare for mark in "?!;\u2026"):
        return False
    if words[0].lower().strip(".,'") in _NO_NAME:
        return False
    return all(_is_part(word) for word in words)


def _is_part(word: str) -> bool:
    first = word.lstrip("'\"=+@-&,#")[:1]
    return (
        not first
        or not first.isalpha()
        or first != first.lower()
        or first.upper() == first
        or word.lower() in _SMALL
    )


class Names:
    """The names of one file, learnt from all its lines first."""

    def __init__(self, lines: Iterable[str]) -> None:
        first: Counter[str] = Counter()
        second: dict[str, Counter[str]] = defaultdict(Counter)
        for line in lines:
            if match := _NAMED.match(line):
                name = name_of(match["name"])
                first[name] += 1
                more = _SECOND.match(line, match.end())
                second[name][name_of(more["more"]) if more else ""] += 1
        self._known = {name for name, times in first.items() if name and _counts(name, times)}
        self._longer = {
            name: more
            for name in self._known
            for more, times in second[name].items()
            if more and times == first[name] > 1 and looks_like_a_name(more)
        }

    def __bool__(self) -> bool:
        return bool(self._known)

    def split(self, line: str) -> tuple[str, str] | None:
        """(name, what they say), or None for a line without a name."""
        match = _NAMED.match(line)
        if match is None or (name := name_of(match["name"])) not in self._known:
            return None
        if more := self._longer.get(name):
            longer = _SECOND.match(line, match.end())
            return (f"{name}: {more}", line[longer.end() :]) if longer else (name, line[match.end() :])
        return name, line[match.end() :]


def _counts(name: str, times: int) -> bool:
    """A name, or one small word that comes again and again: "ana: hi"."""
    if looks_like_a_name(name):
        return True
    words = name.split()
    return times > 2 and len(words) == 1 and name.lower() not in _NO_NAME and len(name) <= 20
