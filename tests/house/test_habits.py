"""Habits that linters cannot see: what is caught, what is looked up by name, what the core may touch."""

from __future__ import annotations

import ast
import re
import sys

from tests.house import sources

UNSTEADY = {
    "asyncio", "datetime.now", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil",
    "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib.request",
}  # fmt: skip
UNSTEADY_CALLS = {"now", "utcnow", "today", "open", "uuid1", "uuid4", "print", "input"}


def imported(tree: ast.AST) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module or "", node.lineno))
    return found


def called(tree: ast.AST) -> list[tuple[str, int]]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    attributes = [(call.func.attr, call.lineno) for call in calls if isinstance(call.func, ast.Attribute)]
    return attributes + [(call.func.id, call.lineno) for call in calls if isinstance(call.func, ast.Name)]


def of_floor(floor: str) -> list[sources.Source]:
    return [source for source in sources.python() if source.floor == floor]


def test_the_core_imports_the_standard_library_and_itself() -> None:
    """Only what counts answers may use more; that nothing else does is a contract of the linter."""
    assert not [
        f"{source.name}:{line} {name}"
        for source in of_floor("core")
        for name, line in imported(source.tree)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names
        and not name.startswith("fairlead.core")
        and not (top in {"numpy", "scipy"} and "/core/pulse/" in source.name)
    ]


def test_the_core_has_no_clock_no_chance_and_no_world() -> None:
    found = []
    for source in of_floor("core"):
        found += [f"{source.name}:{line} {name}" for name, line in imported(source.tree) if name in UNSTEADY]
        found += [
            f"{source.name}:{line} {name}()" for name, line in called(source.tree) if name in UNSTEADY_CALLS
        ]
    assert not found


def test_nothing_catches_everything() -> None:
    assert not [
        f"{source.name}:{node.lineno}"
        for source in sources.python(tests=True)
        if re.search(r"except\s*:|except.*Exception", source.text)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and swallows_all(node)
    ]


def caught(node: ast.ExceptHandler) -> set[str]:
    if node.type is None:
        return {""}
    types = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return {ast.unparse(kind) for kind in types}


def swallows_all(node: ast.ExceptHandler) -> bool:
    return bool(caught(node) & {"", "Exception", "BaseException"}) and not ends_in_raise(node)


def ends_in_raise(node: ast.ExceptHandler) -> bool:
    """Undoing and passing on is not catching."""
    last = node.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None and node.type is not None


def test_no_door_of_a_room_tries_and_catches() -> None:
    doors = {"web", "api", "cli", "mcp"}
    found = []
    for source in of_floor("rooms"):
        inside = source.path.relative_to(sources.SRC).parts[2:]
        if inside and inside[0].removesuffix(".py") in doors:
            tries = [node for node in ast.walk(source.tree) if isinstance(node, ast.Try | ast.TryStar)]
            found += [f"{source.name}:{node.lineno}" for node in tries]
    assert not found


def test_no_model_is_looked_up_by_its_name() -> None:
    assert not [
        f"{source.name}:{line}"
        for source in sources.python()
        for name, line in called(source.tree)
        if name == "get_model"
    ]


def test_no_foreign_key_leads_out_of_a_room() -> None:
    found = []
    for source in sources.python():
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or not is_relation(node.func) or not node.args:
                continue
            target = node.args[0]
            if isinstance(target, ast.Constant) and "." in str(target.value):
                found.append(f"{source.name}:{node.lineno} {target.value}")
            if "settings.AUTH_USER_MODEL" in ast.unparse(target):
                found.append(f"{source.name}:{node.lineno} AUTH_USER_MODEL")
    assert not found


def is_relation(func: ast.expr) -> bool:
    return sources.last_name(func) in {"ForeignKey", "OneToOneField", "ManyToManyField"}


def test_the_database_has_no_foreign_key_between_rooms() -> None:
    from django.apps import apps

    assert not [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("fairlead.")
        for field in model._meta.fields
        if field.related_model and field.related_model._meta.app_label != model._meta.app_label
    ]


def test_no_signal_is_listened_to() -> None:
    assert not [
        f"{source.name}:{line}"
        for source in sources.python()
        for name, line in imported(source.tree)
        if name.startswith(("django.dispatch", "django.db.models.signals"))
    ]


def test_settings_are_read_in_one_file() -> None:
    readers = {"src/fairlead/config/environment.py", "src/fairlead/config/server.py"}
    assert not [
        source.name
        for source in sources.python()
        if ("os.environ[" in source.text or "environ.get" in source.text or "getenv" in source.text)
        and source.name not in readers
    ]
