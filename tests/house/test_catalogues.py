"""The catalogues are whole: every sentence of today, translated, with the same placeholders and marks.

What may not live here: which words are blaming (test_words.py), which text is not in them (tests/rooms)."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from fairlead.config import settings
from tests import words
from tests.house import sources

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]")
MARK = re.compile(r"</?\w[^>]*>")
STRAIGHT = re.compile(r"(?<!=)[\"'](?!>)|\.\.\.")
CODE = re.compile(r"`[^`]*`|^ *(?:Example: |fairlead ).*$|<[^>]*>", re.MULTILINE)


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """(source, translation), for each form of a plural: the first with the singular, the rest with the plural."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        for number, form in enumerate(message.string):
            yield message.id[min(number, 1)], form


def every(language: str) -> Iterator[tuple[Message, str, str]]:
    for message in words.catalogue(language):
        if message.id:
            for source, translation in pairs(message):
                yield message, source, translation


def forms(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {
        (_text(message.context), *each(message.id), *each(message.string))
        for message in catalogue
        if message.id and words.is_whole(message.string)
    }


def each(forms: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (forms,) if isinstance(forms, str) else tuple(forms)


def _text(context: str | bytes | None) -> str:
    return context.decode() if isinstance(context, bytes) else context or ""  # read_mo leaves bytes


def test_every_language_offered_has_a_catalogue() -> None:
    assert words.languages() == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_the_sentences_of_today_and_no_others(language: str) -> None:
    said = {(message.id, message.context) for message in words.template() if message.id}
    known = {(message.id, message.context) for message in words.catalogue(language) if message.id}
    assert known == said, "run `make words`, then translate what is new"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    catalogue = words.catalogue(language)
    open_ones = [message.id for message in catalogue if message.id and not words.is_whole(message.string)]
    assert not open_ones
    assert not [message.id for message in catalogue if message.id and message.fuzzy]
    assert not catalogue.obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_the_forms_of_its_language(language: str) -> None:
    catalogue = words.catalogue(language)
    plurals = [message for message in catalogue if message.id and not isinstance(message.id, str)]
    assert {len(message.string) for message in plurals} == {catalogue.num_plurals}


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_marks_are_those_of_the_source(language: str) -> None:
    torn = [
        f"{source!r} -> {translation!r}"
        for _message, source, translation in every(language)
        for pattern in (PLACEHOLDER, MARK)
        if Counter(pattern.findall(source)) != Counter(pattern.findall(translation))
    ]
    assert not torn, "\n".join(torn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_edges_are_those_of_the_source(language: str) -> None:
    """A blank or a colon at the end belongs to the place a sentence stands in."""
    for _message, source, translation in every(language):
        assert translation == translation.strip() or source != source.strip(), translation
        assert source.endswith(":") == translation.endswith(":"), translation
        assert source.endswith("…") == translation.endswith("…"), translation


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_are_typographic(language: str) -> None:
    plain = [text for _m, _s, text in every(language) if STRAIGHT.search(CODE.sub("", text))]
    assert not plain, "\n".join(plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    with words.path_of(language, "mo").open("rb") as file:
        assert forms(read_mo(file)) == forms(words.catalogue(language)), "run `make words`"


def test_english_marks_are_typographic() -> None:
    said = [message.id for message in words.template() if message.id]
    texts = [text for found in said for text in ([found] if isinstance(found, str) else found)]
    plain = [text for text in texts if STRAIGHT.search(CODE.sub("", text))]
    assert not plain, "\n".join(plain)


def test_no_sentence_hides_in_an_f_string() -> None:
    """There it is read by some versions of Python only."""
    hidden = [
        f"{source.name}:{call.lineno}"
        for source in sources.python()
        for text in ast.walk(source.tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and sources.last_name(call.func) in words.KEYWORDS
    ]
    assert not hidden
