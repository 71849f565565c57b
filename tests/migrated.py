"""Databases in which `fairlead migrate` has been, once in a run: tests begin from copies, as it takes longer than most of them.

What may not live here: rows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import psycopg

from tests.once import once

ROOT: Final = Path(__file__).resolve().parent.parent
TEMPLATE: Final = "fairlead_migrated"
"""The PostgreSQL database that others are copied from."""


def folder() -> Path:
    """A data folder with an SQLite database in it."""
    return once("migrated", lambda place: _migrate(place, url=""))


def file() -> Path:
    return folder() / "fairlead.sqlite3"


def database() -> str:
    """The name of a PostgreSQL database, in the cluster of this run."""
    once("migrated-postgresql", _make_template)
    return TEMPLATE


def address_of(name: str) -> str:
    """Another database of the same cluster."""
    parts = urlsplit(os.environ["FAIRLEAD_DATABASE_URL"])
    return f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"


def make_like(template: str, name: str) -> None:
    """A PostgreSQL database that nobody is using, once more, in the place of what has this name."""
    forget(name)
    _told(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def forget(name: str) -> None:
    _told(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _told(statement: str) -> None:
    with psycopg.connect(os.environ["FAIRLEAD_DATABASE_URL"], autocommit=True) as there:
        there.execute(statement)


def _make_template(place: Path) -> None:
    make_like("template0", TEMPLATE)
    _migrate(place, url=address_of(TEMPLATE))


def _migrate(place: Path, *, url: str) -> None:
    others = {
        name: value for name, value in os.environ.items() if not name.startswith(("FAIRLEAD_", "DJANGO_"))
    }
    ours = {
        "FAIRLEAD_DATA": str(place),
        "FAIRLEAD_SECRET_KEY": "only-for-tests-0123456789-abcdefghij",
        "PYTHONPATH": str(ROOT / "src"),
        **({"FAIRLEAD_DATABASE_URL": url} if url else {}),
    }
    place.mkdir()
    subprocess.run(
        [sys.executable, "-m", "fairlead", "migrate"],
        env=others | ours,
        check=True,
        stdout=subprocess.DEVNULL,
    )
