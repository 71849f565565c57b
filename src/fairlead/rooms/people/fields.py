"""What people may type about themselves and their organisation, made sure of.

What may not: storing it, sentences. Names of people and teams: core/names.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from fairlead.core.calendar.moments import is_zone
from fairlead.core.names import plain_name
from fairlead.core.refusals import Refusal
from fairlead.rooms.people.shapes import SCOPES, THEMES

KEYS: Final[dict[str, str]] = {
    "ask": "a",
    "offer": "o",
    "find": "/",
    "keys": "?",
    "next": "j",
    "previous": "k",
    "go": "g",
    "accept": "y",
    "change": "c",
    "time": "t",
    "decline": "n",
    "risk": "r",
    "done": "d",
    "question": "q",
}
"""What a single key opens, and the key it is on unless somebody chose another."""

CONTACT_MAX: Final = 500


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


def contact(text: str, *, field: str = "concerns_to") -> str:
    """How somebody is reached, in a few lines: a name, an address, a number. Empty: nobody is named."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if sum(map(len, lines)) + len(lines) > CONTACT_MAX:
        raise Refusal("bad_field", field=field, longest=CONTACT_MAX)
    return "\n".join(plain_name(line, field=field, longest=CONTACT_MAX) for line in lines)


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
    """What a pressed key stands for, where that is not itself: {"x": "a", "a": ""} when asking moved to x."""
    chosen = {name: wanted.get(name, "").strip().lower() or usual for name, usual in KEYS.items()}
    if not set(wanted) <= set(KEYS) or len(set(chosen.values())) != len(chosen):
        raise Refusal("bad_field", field="keys")
    if any(len(key) != 1 or not key.isprintable() for key in chosen.values()):
        raise Refusal("bad_field", field="keys")
    moved = {key: KEYS[name] for name, key in chosen.items() if key != KEYS[name]}
    left = {usual: "" for usual in moved.values() if usual not in moved}
    return moved | left


def chosen_keys(pressed: Mapping[str, str]) -> dict[str, str]:
    """The other way round: the key of each name."""
    keys_of = {usual: key for key, usual in pressed.items() if usual}
    return {name: keys_of.get(usual, usual) for name, usual in KEYS.items()}
