"""The product's own files as the house tests read them: paths, syntax trees, names. No opinions here."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SRC: Final = ROOT / "src" / "fairlead"
GENERATED: Final = ("/migrations/", "uv.lock", "LICENSE")
VENDORED: Final = ("htmx.min.js", "axe.min.js", ".woff2")


@dataclass(frozen=True)
class Source:
    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def floor(self) -> str:
        parts = self.path.relative_to(SRC).parts
        return parts[0] if len(parts) > 1 else ""


@cache
def read(path: Path) -> Source:
    return Source(path, path.read_text(encoding="utf-8"))


@cache
def python(*, tests: bool = False) -> tuple[Source, ...]:
    """Every Python file of the product that a person has written; with the tests' on request."""
    folders = [SRC, ROOT / "tests", ROOT / "bench"] if tests else [SRC]
    paths = (path for folder in folders for path in sorted(folder.rglob("*.py")))
    return tuple(read(path) for path in paths if "/migrations/" not in path.as_posix())


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git knows or would add, as it is on disk; outside a checkout there is none."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True).stdout
    return tuple(path for name in found.split("\0") if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """The tracked files that are text."""
    for path in tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def last_name(called: ast.expr) -> str:
    """`echo` of `click.echo`, and of `echo`."""
    return (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )


def names_given(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name this file gives to something: functions, classes, arguments, variables. Not those it uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno
