"""An installation with a database of its own, of either kind, spoken to by the real command."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings

from tests import migrated

KINDS = ("sqlite",) if getattr(settings, "IS_SQLITE", True) else ("sqlite", "postgresql")


@dataclass(frozen=True)
class Installation:
    folder: Path
    url: str

    def start(self, *words: str, python: str = "") -> subprocess.Popen[str]:
        ours = ("FAIRLEAD_", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        told = {"FAIRLEAD_DATA": str(self.folder), "FAIRLEAD_DATABASE_URL": self.url, "LC_ALL": "C.UTF-8"}
        command = ["-c", python] if python else ["-m", "fairlead"]
        return subprocess.Popen(
            [sys.executable, *command, *words],
            env={**kept, **{name: value for name, value in told.items() if value}},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, python: str = "") -> tuple[int, str, str]:
        started = self.start(*words, python=python)
        out, err = started.communicate(timeout=120)
        return started.returncode, out, err

    def done(self, *words: str, python: str = "") -> str:
        code, out, err = self.run(*words, python=python)
        assert code == 0, err
        return out

    def refused(self, *words: str) -> str:
        code, _out, err = self.run(*words)
        assert code == 1, err
        assert err.count("\n") == 1, err
        return err


@contextmanager
def an_installation(kind: str, folder: Path, *, like: Installation | None = None) -> Iterator[Installation]:
    """Without a table, or as another one of its kind stands that nobody is using."""
    if like is None:
        folder.mkdir()
    else:
        shutil.copytree(like.folder, folder)
    if kind == "sqlite":
        yield Installation(folder, "")
        return
    name = f"kept_{uuid4().hex}"
    migrated.make_like(urlsplit(like.url).path[1:] if like else "template0", name)
    try:
        yield Installation(folder, migrated.address_of(name))
    finally:
        migrated.forget(name)


@contextmanager
def empty(kind: str, folder: Path) -> Iterator[Installation]:
    """One in which `fairlead migrate` has been, and nobody else."""
    url = "" if kind == "sqlite" else migrated.address_of(migrated.database())
    with an_installation(kind, folder, like=Installation(migrated.folder(), url)) as here:
        yield here


def rows_in(file: Path) -> list[Any]:
    """Everything a back-up says but its head and its checksum."""
    with gzip.open(file) as zipped:
        return [json.loads(line) for line in zipped][1:-1]


SET_UP = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "fairlead.config.settings"
import django
django.setup()
from pathlib import Path
"""
