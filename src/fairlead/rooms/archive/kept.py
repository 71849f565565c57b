"""The file of a back-up: zipped lines of JSON, with a version at its head and a checksum at its end.

What may not live here: the database, and which tables there are (tables.py)."""

from __future__ import annotations

import gzip
import os
import secrets
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

import orjson
from django.utils.translation import gettext as _

FORMAT: Final = 1
KIND: Final = "backup"
ZIPPED: Final = 3
"""How hard it is zipped: harder takes three times as long for a tenth less."""
LINE_MAX: Final = 64 * 2**20


class NotKept(Exception):
    """A back-up that cannot be made or brought back; its text is the sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a back-up says of itself. migrations: those of the database it was made of."""

    program: str
    made_at: str
    migrations: frozenset[tuple[str, str]]
    rows: int


class Writer:
    """Lines, with a running checksum."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._sum = sha256()
        self._rows = 0

    def line(self, value: Any) -> None:
        self._put(orjson.dumps(value) + b"\n")

    def rows(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows += len(rows)
        self._put(b"".join(orjson.dumps(row) + b"\n" for row in rows))

    def end(self) -> None:
        self._put(orjson.dumps({"rows": self._rows, "sha256": self._sum.hexdigest()}) + b"\n")

    def _put(self, text: bytes) -> None:
        self._sum.update(text)
        self._out.write(text)


@contextmanager
def written_to(file: Path) -> Iterator[Writer]:
    """Whole or not at all, readable by its owner alone. Only a back-up is ever replaced."""
    if file.exists() and not _is_ours(file):
        raise NotKept(_("%(file)s is there already, and is no back-up: nothing was changed") % {"file": file})
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(opened, "wb") as out:
            with gzip.GzipFile("", "wb", ZIPPED, out, mtime=0) as zipped:
                writer = Writer(zipped)  # type: ignore[arg-type]
                yield writer
                writer.end()
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
        _keep_folder(file.parent)
    except OSError as problem:
        told = _("%(file)s cannot be written (%(why)s)")
        raise NotKept(told % {"file": file, "why": problem.strerror or type(problem).__name__}) from problem
    finally:
        draft.unlink(missing_ok=True)


def _keep_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _is_ours(file: Path) -> bool:
    try:
        with gzip.open(file) as zipped:
            return zipped.read(64).startswith(b'{"fairlead":"backup"')
    except (OSError, EOFError, zlib.error):
        return False


# --- reading ---


def lines(file: Path) -> Iterator[Any]:
    """Every line but the last, checked as a whole when the last has come. NotKept for a file that is not whole."""
    total, count = sha256(), 0
    with _opened(file) as zipped:
        line = _next(zipped, file)
        while True:
            following = _next(zipped, file)
            if not following:
                break
            value = _read(line, file)
            count += isinstance(value, list)
            total.update(line)
            yield value
            line = following
    end = _read(line, file)
    if end != {"rows": count, "sha256": total.hexdigest()}:
        raise _damaged(file)


@contextmanager
def _opened(file: Path) -> Iterator[gzip.GzipFile]:
    try:
        zipped = gzip.open(file)  # noqa: SIM115  a with would take what the reader raises for its own
    except OSError as problem:
        told = _("%(file)s cannot be read (%(why)s)")
        raise NotKept(told % {"file": file, "why": problem.strerror or type(problem).__name__}) from problem
    with zipped:
        yield zipped


def _next(zipped: gzip.GzipFile, file: Path) -> bytes:
    try:
        line = zipped.readline(LINE_MAX)
    except (OSError, EOFError, zlib.error) as problem:
        raise _damaged(file) from problem
    if line and not line.endswith(b"\n"):
        raise _damaged(file)
    return line


def _read(line: bytes, file: Path) -> Any:
    try:
        return orjson.loads(line)
    except ValueError as problem:
        raise _damaged(file) from problem


def _damaged(file: Path) -> NotKept:
    return NotKept(_("%(file)s is damaged, cut off, or no back-up: nothing was changed") % {"file": file})


def head_of(value: Any, file: Path) -> Head:
    """What its first line says. NotKept when it is no back-up, or a newer program's."""
    if not isinstance(value, Mapping) or value.get("fairlead") != KIND:
        raise _damaged(file)
    if value.get("format") != FORMAT:
        raise newer(file, str(value.get("program")))
    try:
        migrations = frozenset((str(app), str(name)) for app, name in value["migrations"])
        return Head(str(value["program"]), str(value["made_at"]), migrations, int(value["rows"]))
    except (KeyError, TypeError, ValueError) as problem:
        raise _damaged(file) from problem


def newer(file: Path, program: str) -> NotKept:
    told = _("%(file)s was made by a newer Fairlead (%(program)s): bring this one up to date first")
    return NotKept(told % {"file": file, "program": program})


def head_line(head: Head) -> dict[str, Any]:
    return {
        "fairlead": KIND,
        "format": FORMAT,
        "program": head.program,
        "made_at": head.made_at,
        "migrations": sorted(head.migrations),
        "rows": head.rows,
    }


def looked_through(file: Path) -> Head:
    """Read it from end to end, so that a damaged one is found before anything is touched."""
    found = lines(file)
    first = next(found, None)
    head = head_of(first, file)
    for _line in found:
        pass
    return head
