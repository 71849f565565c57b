"""The server this computer's user has signed in to: its address and a token, in a file only they can read."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_config_path

FILE: Final = "client.json"


@dataclass(frozen=True, slots=True)
class Known:
    url: str = ""
    token: str = ""


def default_file() -> Path:
    return user_config_path("fairlead", appauthor=False) / FILE


def read_known(file: Path) -> Known:
    """What was kept; nothing when there is no such file, or it holds something else."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return Known(str(kept["url"]), str(kept["token"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return Known()


def keep_known(known: Known, file: Path) -> None:
    """Readable by its owner alone from the first byte on, and whole or not at all."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump({"url": known.url, "token": known.token}, out)
    fresh.replace(file)
