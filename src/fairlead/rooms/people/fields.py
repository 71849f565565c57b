"""What people may type about themselves and their organisation, made sure of.

What may not: storing it, sentences. Names of people and teams: core/names.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from fairlead.core.calendar.moments import is_zone
from fairlead.core.refusals import Refusal
from fairlead.rooms.people.shapes import SCOPES, THEMES

KEYS: Final = (
    "ask",
    "offer",
    "find",
    "keys",
    "next",
    "previous",
    "go",
    "accept",
    "change",
    "time",
    "decline",
    "risk",
    "done",
    "question",
)
"""What a single key may open; a remapped one is named by one of these."""


def address(text: str, *, field: str = "email") -> str:
    """An e-mail address, in small letters."""
    email = text.strip().lower()
    if not email:
        raise Refusal("missing_field", field=field)
    try:
        validate_email(email)
    except ValidationError:
        raise Refusal("bad_field", field=field) from None
    if len(email) > 254:
        raise Refusal("bad_field", field=field)
    return email


def language(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise Refusal("bad_field", field="language")
    return code


def zone(name: str) -> str:
    if not is_zone(name):
        raise Refusal("bad_field", field="zone")
    return name


def theme(name: str) -> str:
    if name not in THEMES:
        raise Refusal("bad_field", field="theme")
    return name


def scopes(wanted: Iterable[str]) -> str:
    """In the order of SCOPES, with blanks between."""
    asked = {name.strip() for name in wanted if name.strip()}
    if not asked:
        raise Refusal("missing_field", field="scopes")
    if not asked <= set(SCOPES):
        raise Refusal("bad_field", field="scopes")
    return " ".join(name for name in SCOPES if name in asked)


def weekdays(days: Iterable[int]) -> str:
    """From 0 (Monday) .. 6 to how the row keeps them: "12345"."""
    wanted = sorted(set(days))
    if not wanted:
        raise Refusal("missing_field", field="working_days")
    if not set(wanted) <= set(range(7)):
        raise Refusal("bad_field", field="working_days")
    return "".join(str(day + 1) for day in wanted)


def keys(wanted: Mapping[str, str]) -> dict[str, str]:
    """One printable mark each, none twice."""
    given = {name: key.strip().lower() for name, key in wanted.items() if key.strip()}
    if not set(given) <= set(KEYS) or len(set(given.values())) != len(given):
        raise Refusal("bad_field", field="keys")
    if any(len(key) != 1 or not key.isprintable() for key in given.values()):
        raise Refusal("bad_field", field="keys")
    return given
