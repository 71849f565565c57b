"""What can be found by words: how text is folded for the index, and how a question is.

Without regard to case and accents, on both databases alike, because the folding is done here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from fairlead.core.promise.journal import Move, Promise
from fairlead.doors import sql

_WORD: Final = re.compile(r"[^\W_]+")
WORDS_MAX: Final = 8
"""So many words of a question are looked for."""
WORD_MAX: Final = 100
"""Only the beginning of a longer word is looked at."""


def folded(text: str) -> str:
    """Lower case, without accents: Crème BRÛLÉE is creme brulee, Straße is strasse."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def word_list(text: str) -> list[str]:
    """Each word once, marked as a word: whoever looks for `person` must not find the marks of people."""
    return list(dict.fromkeys(f"w{word[:WORD_MAX]}" for word in _WORD.findall(folded(text))))


def party_mark(person: UUID) -> str:
    """In the index it says who may find this line. No word begins like it (see word_list)."""
    return f"p{person.hex}"


def _texts(words: Mapping[str, Any]) -> Iterator[str]:
    for value in words.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _texts(value)
        elif isinstance(value, list):
            yield from value


def search_words(words: Mapping[str, Any]) -> list[str]:
    """Every word of a move, folded, once."""
    return word_list(" ".join(_texts(words)))


def search_row(promise: Promise, move: Move) -> list[Any] | None:
    """The index line of a move: its promise, its number, its folded words and both people's marks."""
    if not move.words:
        return None
    line = [party_mark(promise.asker), party_mark(promise.doer), *search_words(move.words)]
    return [sql.put_id(move.of), move.number, line if sql.is_postgresql() else " ".join(line)]


def questions(text: str, person: UUID) -> list[str]:
    """What to ask of the index: each word begins a word of some line this person may find. Empty: nothing to ask.

    In the spelling of FTS5 on SQLite and of a tsquery on PostgreSQL. Both take the words as they are:
    a parser of theirs would see other words in another locale."""
    mark = party_mark(person)
    words = word_list(text)[:WORDS_MAX]
    if sql.is_postgresql():
        return [f"'{mark}' & '{word}':*" for word in words]
    return [f'"{mark}" AND "{word}"*' for word in words]
