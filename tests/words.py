"""The catalogues of words: read out of the program, brought up to date, compiled. `make words` runs this.

`tests/words.py fr` begins a new language. What may not live here: opinions about words (tests/house)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "src" / "fairlead"
LOCALE: Final = PACKAGE / "locale"
BEGUN: Final = datetime(2026, 11, 23, tzinfo=UTC)  # no other date: a file changes only when its words do

KEYWORDS: Final[dict[str, Any]] = {
    **dict.fromkeys(("_", "gettext", "gettext_noop", "gettext_lazy", "later", "lazy")),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TEMPLATES: Final = ("**/templates/**.html", "**/templates/**.txt")
JINJA: Final = {"newstyle_gettext": "true", "trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}


def of_commands(file: IO[bytes], _keywords: Any, _comments: Any, options: Any) -> Iterator[Any]:
    """A method for Babel: what click shows of a command, its docstring and the help of its options."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.FunctionDef) and any(map(_begins_command, node.decorator_list)):
            yield node.lineno, None, cleandoc(ast.get_docstring(node) or ""), []
        elif isinstance(node, ast.keyword) and node.arg in {"help", "prompt"} and _text_of(node.value):
            yield node.value.lineno, None, _text_of(node.value), []


def _text_of(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _begins_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith((".command", ".group"))


@cache
def template() -> Catalog:
    """Every message of the program as it is now, untranslated."""
    made = _empty()
    methods = [("**.py", "python"), *((pattern, "jinja2") for pattern in TEMPLATES)]
    options = dict.fromkeys(TEMPLATES, JINJA)
    _read_into(made, extract_from_dir(PACKAGE, methods, options, keywords=KEYWORDS, comment_tags=["words:"]))
    _read_into(made, extract_from_dir(PACKAGE, [("**/cli.py", of_commands), ("**/cli/**.py", of_commands)]))
    return made


def _read_into(made: Catalog, found: Iterator[tuple[str, int, Any, list[str], str | None]]) -> None:
    for name, _line, message, comments, context in found:
        if message:
            made.add(message, locations=[(name, 0)], auto_comments=comments, context=context)


def _empty(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        project="Fairlead",
        version="1",
        msgid_bugs_address="see CONTRIBUTING.md",
        last_translator="Fairlead",
        language_team="Fairlead",
        header_comment="# Words of Fairlead. Written by `make words`; docs/how-to/translate.md tells more.",
        creation_date=BEGUN,
        revision_date=BEGUN,
        fuzzy=False,
    )


def path_of(language: str, kind: str = "po") -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"django.{kind}"


def languages() -> list[str]:
    return sorted(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


def catalogue(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def refreshed(language: str) -> Catalog:
    """The messages of today with the translations there are; what nobody says any more is gone."""
    made, known = _empty(language), catalogue(language) if path_of(language).exists() else _empty(language)
    for message in template():
        if message.id:
            old = known.get(message.id, message.context)
            string = old.string if old is not None and old.id == message.id else None
            made.add(
                message.id,
                string,
                message.locations,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return made


def as_text(made: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, made, width=0, no_location=False, include_lineno=False, sort_by_file=True)
    return file.getvalue()


def compiled(made: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, made)
    return file.getvalue()


def main(arguments: list[str]) -> int:
    """Write every catalogue anew, say what is still to translate. 1 when there is something."""
    open_ones = 0
    for language in sorted({*languages(), *arguments}):
        made = refreshed(language)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(as_text(made))
        path_of(language, "mo").write_bytes(compiled(catalogue(language)))
        untranslated = [message.id for message in made if message.id and not is_whole(message.string)]
        open_ones += len(untranslated)
        print(f"{language}: {len(made)} messages, {len(untranslated)} to translate in {path_of(language)}")  # noqa: T201
    return 1 if open_ones else 0


def is_whole(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and all([string] if isinstance(string, str) else string)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
