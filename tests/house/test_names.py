"""Words that name nothing are not names, and a name tells moment from date from truth."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models

from tests.house import sources

EMPTY_WORDS = {
    "util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "service", "services",
    "handler", "handlers", "processor", "processors", "base",
}  # fmt: skip
EMPTY_VERBS = ("do_", "handle_", "process_")
THEIRS = {
    "config/sqlite/base.py", "config/postgresql/base.py",  # Django looks for a backend under this name
    "process_view", "process_exception", "process_response", "process_request",  # Django calls middleware so
    "FILE_UPLOAD_HANDLERS",  # Django's setting
    "handlers",  # logging's own word in its settings
    "handle_RCPT", "handle_DATA",  # aiosmtpd calls a test's mail server so
    "handle_starttag", "handle_startendtag", "handle_endtag", "handle_data",  # html.parser calls its reader so
    "StartDoctypeDeclHandler", "EntityDeclHandler", "StartElementHandler", "EndElementHandler", "CharacterDataHandler",  # expat's
}  # fmt: skip


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def is_empty(name: str) -> bool:
    return bool(words_of(name) & EMPTY_WORDS) or name.lstrip("_").startswith(EMPTY_VERBS)


@pytest.mark.parametrize("name", ["utils", "BaseThing", "handle_it", "_do_more", "UserManager", "misc_texts"])
def test_an_empty_word_is_found(name: str) -> None:
    assert is_empty(name)


@pytest.mark.parametrize("name", ["processes", "undo", "database", "_process", "handled_at", "basement"])
def test_a_word_that_only_contains_one_is_not(name: str) -> None:
    assert not is_empty(name)


def test_no_file_or_folder_has_an_empty_name() -> None:
    assert not [
        path.relative_to(sources.SRC).as_posix()
        for path in sources.SRC.rglob("*")
        if path.suffix in {"", ".py"}
        and is_empty(path.stem)
        and path.relative_to(sources.SRC).as_posix() not in THEIRS
    ]


def test_nothing_has_an_empty_name() -> None:
    assert not [
        f"{source.name}:{line} {name}"
        for source in sources.python(tests=True)
        for name, line in sources.names_given(source.tree)
        if is_empty(name) and name not in THEIRS
    ]


def own_fields() -> list[models.Field[object, object]]:
    """The columns of our own tables, without those Django's own classes bring."""
    return [
        field
        for model in apps.get_models()
        if model.__module__.startswith("fairlead.")
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and field.model is model
    ]


def test_a_moment_ends_in_at_a_date_in_on_and_a_truth_begins_with_is_or_has() -> None:
    wrong = []
    for field in own_fields():
        if isinstance(field, models.DateTimeField):
            is_right = f"_{field.name}".endswith("_at")
        elif isinstance(field, models.DateField):
            is_right = f"_{field.name}".endswith(("_on", "_until"))
        elif isinstance(field, models.BooleanField):
            is_right = field.name.startswith(("is_", "has_"))
        else:
            continue
        if not is_right:
            wrong.append(f"{field.model.__name__}.{field.name}")
    assert not wrong
