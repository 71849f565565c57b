"""Every sentence the program itself shows: in templates, translated strings, catalogues, commands and scripts.

People's own words and code are not here. No opinion about the sentences either."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from tests.house import sources

SPOKEN: Final = {"title", "alt", "placeholder", "aria-label", "aria-description", "label", "content"}
MARKERS: Final = {
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "npgettext",
    "gettext_noop",
    "gettext_lazy",
    "later",
}
TELLING: Final = {
    "echo",
    "secho",
    "UsageError",
    "ClickException",
    "BadParameter",
    "option",
    "argument",
    "BadSetting",
}
QUOTED: Final = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


class Spoken(HTMLParser):
    """The text of a page and of those attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SPOKEN and value]


def of_template(text: str) -> Iterator[str]:
    """What stands between the tags, and every quoted string inside {{ }} and {% %} that has a blank in it."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    for inside in re.findall(r"\{[{%](.*?)[%}]\}", text, flags=re.DOTALL):
        strings = [single or double for single, double in QUOTED.findall(inside)]
        yield from (string for string in strings if " " in string or "_(" in inside)
    page = Spoken()
    page.feed(re.sub(r"\{[{%].*?[%}]\}", " … ", text, flags=re.DOTALL))
    yield from page.found


def of_python(tree: ast.Module, *, is_command: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and sources.last_name(node.func) in MARKERS | TELLING:
            yield from strings_in(node)
        if is_command and isinstance(node, ast.FunctionDef) and node.decorator_list:
            yield ast.get_docstring(node) or ""


def strings_in(call: ast.Call) -> Iterator[str]:
    for part in [*call.args, *(keyword.value for keyword in call.keywords)]:
        for node in ast.walk(part):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def of_catalogue(text: str) -> Iterator[str]:
    """msgid and msgstr of a .po file, its lines put together again."""
    for block in re.findall(
        r'^(?:msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\s*)+)', text, re.MULTILINE
    ):
        yield "".join(QUOTED.sub(lambda found: found[2] or "", line.strip()) for line in block.splitlines())


def of_script(text: str) -> Iterator[str]:
    for single, double in QUOTED.findall(re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)):
        if " " in (single or double):
            yield single or double


def files() -> Iterator[tuple[Path, Iterator[str]]]:
    """(file, what it shows) for every file of the product that shows something."""
    for path in sorted(sources.SRC.rglob("*")):
        if not path.is_file() or path.name in sources.VENDORED:
            continue
        if path.suffix in {".html", ".txt", ".jinja"} and "templates" in path.parts:
            yield path, of_template(path.read_text(encoding="utf-8"))
        elif path.suffix == ".po":
            yield path, of_catalogue(path.read_text(encoding="utf-8"))
        elif path.suffix == ".js":
            yield path, of_script(path.read_text(encoding="utf-8"))
        elif path.suffix == ".py" and "migrations" not in path.parts:
            yield path, of_python(sources.read(path).tree, is_command="cli" in path.as_posix())


def sentences(text: str) -> list[str]:
    plain = " ".join(text.replace("\\n", " ").split())
    return [part.strip() for part in re.split(r"(?<=[.!?…:])\s+", plain) if part.strip()]
