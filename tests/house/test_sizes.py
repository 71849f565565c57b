"""Nothing is longer than a person reads in one sitting."""

from __future__ import annotations

from tests.house import sources

FILE = 400
FUNCTION = 40
OPENING = 5


def test_no_file_is_longer_than_400_lines() -> None:
    ours = {".py", ".html", ".jinja", ".txt", ".js", ".css", ".md"}
    long = {
        path.relative_to(sources.ROOT).as_posix(): lines
        for path, text in sources.texts()
        if path.suffix in ours
        and not any(part in path.as_posix() for part in (*sources.GENERATED, *sources.VENDORED))
        and (lines := text.count("\n")) > FILE
    }
    assert not long


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{source.name}:{function.lineno} {function.name}: {length} lines"
        for source in sources.python(tests=True)
        for function in sources.functions(source.tree)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION
    ]
    assert not long


def test_every_module_says_in_one_to_five_lines_what_lives_in_it() -> None:
    import ast

    silent = []
    for source in sources.python(tests=True):
        opening = (ast.get_docstring(source.tree) or "").split("\n\n\n")[0].split("\n\n")[0]
        if source.text.strip() and not 1 <= len(opening.splitlines()) <= OPENING:
            silent.append(source.name)
    assert not silent
