"""The product's settings with one more language, which nobody speaks: every sentence in letters that run
from right to left. Written from the German catalogue's list of sentences, into FAIRLEAD_DATA.

What may not live here: anything but the language."""

from __future__ import annotations

import os
import re
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from fairlead.config.settings import *  # noqa: F403
from fairlead.config.settings import LANGUAGES, LOCALE_PATHS

CODE = "ar"
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|<[^>]+>|&\w+;|\{\w+\}")
LETTERS = str.maketrans(
    {letter: chr(0x0627 + number % 20) for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
)


def turned(text: str) -> str:
    """The same sentence in other letters; what is filled in and the marks stay."""
    pieces = re.split(f"({KEPT.pattern})", text)
    return "".join(piece if KEPT.fullmatch(piece) else piece.lower().translate(LETTERS) for piece in pieces)


def write(folder: Path) -> None:
    source = Path(str(LOCALE_PATHS[0])) / "de" / "LC_MESSAGES" / "django.po"
    with source.open("rb") as opened:
        catalogue = read_po(opened, locale="ar")
    for message in catalogue:
        if not message.id:
            continue
        forms = message.id if isinstance(message.id, (tuple, list)) else None
        message.string = tuple(turned(forms[-1]) for _n in range(6)) if forms else turned(str(message.id))
        message.flags.discard("fuzzy")
    target = folder / CODE / "LC_MESSAGES"
    target.mkdir(parents=True, exist_ok=True)
    with (target / "django.mo").open("wb") as opened:
        write_mo(opened, catalogue)


_folder = Path(os.environ["FAIRLEAD_DATA"]) / "locale"
write(_folder)
LANGUAGES = [*LANGUAGES, (CODE, "Pseudo")]
LOCALE_PATHS = [*LOCALE_PATHS, _folder]
