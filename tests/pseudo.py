"""Two languages for tests only: every sentence as ⟦sentence⟧, from left to right (xx) and from right to left (xr).

What stands outside the marks on a page has escaped translation; a page in xr shows whether the look turns round.
A server of its own speaks them with DJANGO_SETTINGS_MODULE=tests.pseudo_settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog

from tests import words

LEFT_TO_RIGHT: Final = "xx"
RIGHT_TO_LEFT: Final = "xr"
NAMES: Final = [(LEFT_TO_RIGHT, "⟦xx⟧"), (RIGHT_TO_LEFT, "⟦xr⟧")]
OPENS, CLOSES = "⟦", "⟧"
TURN, TURN_BACK = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{POP DIRECTIONAL FORMATTING}"
NOT_WORDS: Final = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;)")


def marked(text: str) -> str:
    return f"{OPENS}{text}{CLOSES}"


def turned(text: str) -> str:
    """Every stretch of words runs from right to left; placeholders and marks of HTML stay as they are."""
    parts = NOT_WORDS.split(text)
    parts[::2] = [f"{TURN}{part}{TURN_BACK}" if part.strip() else part for part in parts[::2]]
    return marked("".join(parts))


def write(folder: Path) -> Path:
    """Both catalogues, of the sentences German has. A folder for LOCALE_PATHS."""
    for language, say in ((LEFT_TO_RIGHT, marked), (RIGHT_TO_LEFT, turned)):
        made = Catalog(locale="en", fuzzy=False)
        for message in words.catalogue("de"):
            if message.id:
                said = say(message.id) if isinstance(message.id, str) else tuple(map(say, message.id))
                made.add(message.id, said, context=message.context)
        file = folder / language / "LC_MESSAGES" / "django.mo"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(words.compiled(made))
    return folder


def add_to(settings: Any, folder: Path) -> None:
    """So that these settings offer both. settings: a module's globals as an object, or pytest-django's fixture."""
    settings.LOCALE_PATHS = [write(folder), *settings.LOCALE_PATHS]
    settings.LANGUAGES = [*settings.LANGUAGES, *NAMES]
    settings.LANGUAGES_BIDI = [RIGHT_TO_LEFT]
