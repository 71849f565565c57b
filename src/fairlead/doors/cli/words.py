"""What a command says, in the language of the terminal, once config has chosen it.

What may not live here: Django, since commands that speak to a server run without it; sentences."""

from __future__ import annotations

import gettext
from functools import cache
from inspect import cleandoc
from pathlib import Path
from typing import Final

import click

LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
_chosen = "en"


def choose(told: str) -> None:
    """told: as a terminal does, `de_AT.UTF-8`. What there is no catalogue for is English."""
    global _chosen  # noqa: PLW0603  one terminal, one language
    code = told.partition(".")[0].partition("_")[0].lower()
    _chosen = code if code.isalpha() and _file(code).is_file() else "en"


def language() -> str:
    return _chosen


def _file(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES" / "django.mo"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE, [code], fallback=True)


def _(text: str) -> str:
    return _catalogue(language()).gettext(text)


def later(text: str) -> str:
    """Marks a sentence that is said later, by `_`."""
    return text


def ngettext(one: str, several: str, number: int) -> str:
    return _catalogue(language()).ngettext(one, several, number)


def speak(command: click.Command) -> None:
    """Its help, and that of its options and commands, in that language."""
    if language() == "en":
        return
    command.help = command.help and _(cleandoc(command.help))
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = parameter.help and _(parameter.help)
            parameter.prompt = parameter.prompt and _(parameter.prompt)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        speak(below)
