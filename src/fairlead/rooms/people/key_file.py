"""The file with the installation's keys: a line `ID KEY` each. The last one, the newest, wraps; all unwrap.

A whole file is put in place at once or not at all, and is on the disk before anybody relies on it. What may not
live here: people, the database, and what the keys are for (private.py)."""

from __future__ import annotations

import base64
import binascii
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fairlead.core.refusals import Refusal

KEY_BYTES: Final = 32
FIELD: Final = "key_file"
"""What a refusal is about when the file is not there or cannot be meant."""


@dataclass(frozen=True, slots=True)
class InstallationKey:
    id: str
    secret: bytes = field(repr=False)


_Mark = tuple[int, int, int]
_known: dict[Path, tuple[_Mark, tuple[InstallationKey, ...]]] = {}
"""The keys of a file as long as it is the same file. Another process may change it at any time."""


def new_key() -> InstallationKey:
    return InstallationKey(secrets.token_hex(8), secrets.token_bytes(KEY_BYTES))


def keys_in(file: Path) -> tuple[InstallationKey, ...]:
    """Oldest first; none when there is no such file. Refusal unavailable when it cannot be read or meant."""
    try:
        mark = _mark(file)
        if mark is None:
            return ()
        known = _known.get(file)
        if known is None or known[0] != mark:
            known = _known[file] = (mark, _read(file.read_text(encoding="ascii")))
    except (OSError, ValueError):
        raise Refusal("unavailable", field=FIELD) from None
    return known[1]


def _mark(file: Path) -> _Mark | None:
    try:
        there = file.stat()
    except FileNotFoundError:
        return None
    return there.st_ino, there.st_mtime_ns, there.st_size


def _read(text: str) -> tuple[InstallationKey, ...]:
    keys = tuple(_key(line) for line in text.splitlines() if line.strip())
    if not keys:
        raise ValueError("a key file has a key")
    return keys


def _key(line: str) -> InstallationKey:
    id_, told = line.split()
    try:
        secret = base64.b64decode(told, altchars=b"-_", validate=True)
    except binascii.Error as problem:
        raise ValueError("not base64") from problem
    if len(secret) != KEY_BYTES:
        raise ValueError("not 32 bytes")
    return InstallationKey(id_, secret)


def made(file: Path) -> tuple[InstallationKey, ...]:
    """A file with a first key, unless there is one by now: two processes agree on the keys of one of them."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        _write(draft, [new_key()])
        try:
            os.link(draft, file)  # unlike rename, never replaces what another process has just made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        _keep_folder(file.parent)
    except OSError:
        raise Refusal("unavailable", field=FIELD) from None
    return keys_in(file)


def replace(file: Path, keys: tuple[InstallationKey, ...]) -> None:
    """These keys and no others, at once. Only while the file is ours: see `held`."""
    try:
        draft = _draft(file)
        draft.unlink(missing_ok=True)
        _write(draft, keys)
        draft.replace(file)
        _keep_folder(file.parent)
    except OSError:
        raise Refusal("unavailable", field=FIELD) from None


@contextmanager
def held(file: Path) -> Iterator[None]:
    """One at a time changes the keys of this file. What a change that was killed left beside it goes first."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(file.with_name(f"{file.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        raise Refusal("unavailable", field=FIELD) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _draft(file).unlink(missing_ok=True)
        yield
    finally:
        os.close(lock)


def _draft(file: Path) -> Path:
    return file.with_name(f"{file.name}.new")


def _write(file: Path, keys: tuple[InstallationKey, ...] | list[InstallationKey]) -> None:
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as out:
        for key in keys:
            out.write(f"{key.id} {base64.urlsafe_b64encode(key.secret).decode()}\n")
        out.flush()
        os.fsync(out.fileno())


def _keep_folder(folder: Path) -> None:
    """The name, too, is on the disk: a key that wrapped something may never be gone after a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
