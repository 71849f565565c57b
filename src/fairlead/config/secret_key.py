"""The key that signs cookies and links, when nobody gave one: made once, kept in the data folder.

What may not live here: any other secret."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_in(folder: Path) -> str:
    """Read the key, or make it. Two processes starting at once agree on one key."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "secret-key"
    if not file.exists():
        _make(file)
    return file.read_text(encoding="ascii").strip()


def _make(file: Path) -> None:
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(64) + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)  # unlike rename, never replaces a key another process has just made
    except FileExistsError:
        pass
    finally:
        draft.unlink()
