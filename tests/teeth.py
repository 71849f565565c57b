"""Teeth: every small change of the law is noticed by some test. `make proof-teeth`, or `python tests/teeth.py NAME...`.

Each mutant runs in a child of its own, first through the quick tests, then through all. One that survives
fails the run, unless EQUIVALENT says why it is no change at all."""

from __future__ import annotations

import ast
import copy
import importlib
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import hypothesis.stateful
import pytest
import rfc8785

ROOT: Final = Path(__file__).resolve().parents[1]
SECONDS: Final = 45
_LOADED: Final = (hypothesis.stateful, rfc8785)  # once here, not once a mutant


@dataclass(frozen=True)
class Target:
    """A module, the tests that guard it, and of these the file tried first and the one tried last."""

    module: str
    tests: str
    first: str
    last: str = ""

    @property
    def path(self) -> Path:
        return ROOT / "src" / Path(*self.module.split(".")).with_suffix(".py")


TARGETS: Final = (
    Target("fairlead.core.policy", "tests/core/policy", "test_promises.py"),
    Target("fairlead.core.journal", "tests/core/promise", "test_chain.py"),
    Target("fairlead.core.process", "tests/core", "test_process.py"),
    *(
        Target(f"fairlead.core.promise.{name}", "tests/core/promise", first, "test_two_people.py")
        for name, first in (
            ("law", "test_refusals.py"),
            ("journal", "test_over_time.py"),
            ("terms", "test_terms.py"),
            ("rules", "test_table.py"),
        )
    ),
)

SWITCHES: Final = (
    *("-x", "-q", "--noconftest", "--import-mode=importlib", "-c", os.devnull, f"--rootdir={ROOT}"),
    *("-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"),
)
EQUIVALENT: Final[dict[str, str]] = {
    "fairlead.core.process.is_mostly_one: most = Counter(people).most_common(1) -> most = Counter(people).most_common(2)": "only the first is looked at",
    "fairlead.core.process._days_in: following = date(year + month // 12, month % 12 + 1, 1) -> following = date(year - month // 12, month % 12 + 1, 1)": "it is the year's number in December alone, which has 31 days in every year",
    "fairlead.core.process._days_in: following = date(year + month // 12, month % 12 + 1, 1) -> following = date(year + month // 13, month % 12 + 1, 1)": "it is the year's number in December alone, which has 31 days in every year",
    "fairlead.core.promise.journal._on_the_table: if in_force is None or agreed is None or in_force == after.version or (after.stage in rules.CHANGE): -> if agreed is None or in_force == after.version or after.stage in rules.CHANGE:": "what is in force has both, or neither",
    "fairlead.core.promise.journal._on_the_table: if in_force is None or agreed is None or in_force == after.version or (after.stage in rules.CHANGE): -> if in_force is None or in_force == after.version or after.stage in rules.CHANGE:": "what is in force has both, or neither",
    "fairlead.core.promise.journal._remembered: if act in ('name_gap', 'close_with_gap') and 'conditions' in data: -> if 'conditions' in data:": "no other act takes conditions",
    "fairlead.core.promise.journal.date_passed: return promised and self.force_terms is not None and self.force_terms.date_passed(at) -> return promised and self.force_terms.date_passed(at)": "in these stages something is in force",
    "fairlead.core.promise.journal.check_by: if terms is None or terms.assess_by is None or terms.due is None: -> if terms is None or terms.due is None:": "what is in force has both dates",
    "fairlead.core.promise.journal.check_by: if terms is None or terms.assess_by is None or terms.due is None: -> if terms is None or terms.assess_by is None:": "what is in force has both dates",
    "fairlead.core.promise.law.open_acts: if role is None: -> if False:": "no line of the table is a stranger's",
}
"""The name of a mutant that is no change at all, and why."""


# --- the small changes ---

COMPARED: Final[dict[type[ast.cmpop], ast.cmpop]] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
}


def compared(node: ast.Compare) -> Iterator[ast.AST]:
    for index, op in enumerate(node.ops):
        yield ast.Compare(node.left, replaced(node.ops, index, COMPARED[type(op)]), node.comparators)


def joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    yield from (ast.BoolOp(node.op, replaced(node.values, index)) for index in range(len(node.values)))


def turned(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not):
        yield node.operand


def reckoned(node: ast.BinOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Add | ast.Sub):
        yield ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)


def chosen(node: ast.IfExp) -> Iterator[ast.AST]:
    yield from (node.body, node.orelse)


def said(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool(value):
            yield ast.Constant(not value)
        case int(value):
            yield ast.Constant(value + 1)
        case str(value):
            yield ast.Constant(f"{value}x")


def left_out(node: ast.stmt) -> Iterator[ast.AST]:
    yield ast.Pass()


def branched(node: ast.If) -> Iterator[ast.AST]:
    yield from (ast.If(ast.Constant(answer), node.body, node.orelse) for answer in (True, False))


def shorter(node: ast.Tuple) -> Iterator[ast.AST]:
    for index in range(len(node.elts)):
        fewer = copy.copy(node)
        fewer.elts = replaced(node.elts, index)
        yield fewer


def replaced(items: list[Any], index: int, *others: Any) -> list[Any]:
    return [*items[:index], *others, *items[index + 1 :]]


def no_change(node: ast.AST) -> Iterator[ast.AST]:
    return iter(())


CHANGES: Final[dict[type[ast.AST], Callable[[Any], Iterator[ast.AST]]]] = {
    ast.Compare: compared,
    ast.BoolOp: joined,
    ast.UnaryOp: turned,
    ast.BinOp: reckoned,
    ast.IfExp: chosen,
    ast.Constant: said,
    ast.Raise: left_out,
    ast.Expr: left_out,
    ast.If: branched,
    ast.Tuple: shorter,
    ast.List: shorter,
    ast.Set: shorter,
}
"""What could stand in the place of a node of this kind."""


def is_words(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Docstrings, types and the sentences of errors: nothing a program decides by."""
    here: ast.AST | None = node
    while here is not None:
        parent = parents.get(here)
        if isinstance(parent, ast.arg | ast.AnnAssign | ast.FunctionDef) and here in (
            getattr(parent, "annotation", None),
            getattr(parent, "returns", None),
        ):
            return True
        if isinstance(here, ast.Assert | ast.ImportFrom | ast.Import):
            return True
        if isinstance(here, ast.Call) and ast.unparse(here.func) in ("ValueError", "dataclass", "TypeVar"):
            return True
        if isinstance(here, ast.Subscript) and ast.unparse(here.value) == "Literal":
            return True
        here = parent
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class Place(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().visit(node)


@dataclass(frozen=True)
class Mutant:
    """One changed program; `name` shows the line before and after."""

    target: Target
    name: str
    source: str


def mutants(target: Target) -> Iterator[Mutant]:
    tree = ast.parse(target.path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    whole = ast.unparse(tree)
    seen = {whole}
    for node in list(ast.walk(tree)):
        inside = isinstance(parents.get(node), ast.Expr | ast.JoinedStr)
        if inside or is_words(node, parents):
            continue
        for change in CHANGES.get(type(node), no_change)(node):
            place = Place(node, ast.copy_location(change, node))
            source = ast.unparse(ast.fix_missing_locations(place.visit(copy_around(tree, node))))
            if source not in seen:
                seen.add(source)
                name = f"{target.module}.{function_around(node, parents)}: {difference(whole, source)}"
                yield Mutant(target, name, source)


def function_around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    here: ast.AST | None = node
    while here is not None and not isinstance(here, ast.FunctionDef | ast.ClassDef):
        here = parents.get(here)
    return here.name if here is not None else ""


def copy_around(tree: ast.Module, node: ast.AST) -> ast.Module:
    """A copy of the tree in which this one node is still itself."""
    return copy.deepcopy(tree, {id(node): node})


def difference(before: str, after: str) -> str:
    """Where the two first differ, and the one thing that does, with a little of its line."""
    begin, tail = alike(before, after), alike(before[::-1], after[::-1])
    tail = min(tail, len(before) - begin, len(after) - begin)
    begin, tail = before.rfind("\n", 0, begin) + 1, len(before) - before.find("\n", len(before) - tail)
    old, new = before[begin : len(before) - tail], after[begin : len(after) - tail]
    at = alike(old, new)
    return f"{around(old, at)} -> {around(new, at)}"


def alike(one: str, other: str) -> int:
    """How many signs two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def around(text: str, at: int) -> str:
    begin = 0 if len(text) < 150 else max(0, at - 75)
    return " ".join(text[begin : begin + 150].split())


# --- does a test notice? ---


def survives(mutant: Mutant) -> bool:
    folder = ROOT / mutant.target.tests
    first = folder / mutant.target.first
    others = [path for path in sorted(folder.glob("test_*.py")) if path != first]
    slow = [path for path in others if path.name == mutant.target.last]
    rounds = ([first], [path for path in others if path not in slow], slow)
    return all(passes(mutant, [str(path) for path in tests]) for tests in rounds if tests)


def passes(mutant: Mutant, tests: list[str]) -> bool:
    child = os.fork()
    if child == 0:
        _run(mutant, tests)
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _run(mutant: Mutant, tests: list[str]) -> None:
    """In the child: the changed module takes its place, then the tests are run. Never returns."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    status = 1
    try:
        package, _, name = mutant.target.module.rpartition(".")
        spec = importlib.util.find_spec(mutant.target.module)
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[mutant.target.module] = module
        exec(compile(mutant.source, str(mutant.target.path), "exec"), module.__dict__)
        setattr(sys.modules[package], name, module)
        status = int(pytest.main([*SWITCHES, *tests]))
    finally:
        os._exit(status)


def hunt(target: Target, say: Callable[[str], object]) -> tuple[int, list[str]]:
    """How many mutants there are, and the names of those that no test noticed."""
    found = list(mutants(target))
    living = []
    for number, mutant in enumerate(found, start=1):
        if mutant.name not in EQUIVALENT and survives(mutant):
            living.append(mutant.name)
            say(f"SURVIVES {mutant.name}\n")
        if number % 50 == 0:
            say(f"{target.module}: {number} of {len(found)}\n")
    return len(found), living


def main(names: list[str]) -> int:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    importlib.import_module("fairlead.core.calendar").is_zone("UTC")  # it reads all zones: once here
    chosen = [target for target in TARGETS if not names or target.module.rpartition(".")[2] in names]
    survivors = 0
    for target in chosen:
        whole = Mutant(target, "unchanged", target.path.read_text(encoding="utf-8"))
        if not survives(whole):
            sys.stderr.write(f"{target.tests} fails without any change\n")
            return 2
        count, living = hunt(target, sys.stderr.write)
        sys.stdout.write(f"{target.module}: {count} small changes, {len(living)} not noticed\n")
        survivors += len(living)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
