"""Where worlds are kept between runs, and the databases they live in, with the settings people use.

What may not live here: measuring."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.postgres import running

FOLDER: Final = Path(os.environ.get("BENCH_FOLDER", Path(tempfile.gettempdir()) / "fairlead-bench"))
DURABLE: Final = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
    "timezone": "UTC",
}
SECRET: Final = "only-for-measuring-0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class World:
    """A world in a database. environment: what a process needs to work in it."""

    name: str
    people: int
    promises: int
    is_postgresql: bool
    environment: Mapping[str, str]

    @property
    def database(self) -> str:
        return "PostgreSQL" if self.is_postgresql else "SQLite"

    @property
    def folder(self) -> Path:
        return Path(self.environment["FAIRLEAD_DATA"])

    @property
    def file(self) -> Path:
        return self.folder / "fairlead.sqlite3"

    def command(self, *arguments: object) -> str:
        """What a Python module of ours prints, run in this world."""
        command = [sys.executable, "-m", *(str(argument) for argument in arguments)]
        return subprocess.run(
            command, env={**os.environ, **self.environment}, check=True, stdout=subprocess.PIPE, text=True
        ).stdout


@contextmanager
def postgresql() -> Iterator[str]:
    """A cluster with durable settings, kept between runs."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running(DURABLE, kept=FOLDER / "postgresql") as address:
        yield address


def world(name: str, *, people: int, promises: int, cluster: str | None = None) -> World:
    """Made when it is not there yet: minutes for a million promises. One that is there gets the tables of today."""
    made = _described(name, people, promises, cluster)
    if (made.folder / "is-made").exists():
        made.command("fairlead", "migrate")
    else:
        _make(made, cluster)
    return made


def _described(name: str, people: int, promises: int, cluster: str | None) -> World:
    is_postgresql = cluster is not None
    data = FOLDER / f"{name}-{'postgresql' if is_postgresql else 'sqlite'}-{promises}"
    environment = {"FAIRLEAD_DATA": str(data), "FAIRLEAD_SECRET_KEY": SECRET}
    if cluster is not None:
        environment["FAIRLEAD_DATABASE_URL"] = _database(cluster, f"{name}_{promises}")
    return World(name, people, promises, is_postgresql, environment)


def _make(made: World, cluster: str | None) -> None:
    data = made.folder
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    if cluster is not None:
        name = f"{made.name}_{made.promises}"
        sql(cluster, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    began = time.perf_counter()
    crowd = ("--people", made.people, "--promises", made.promises) if made.promises else ()
    made.command("fairlead", "demo", *crowd)
    took = time.perf_counter() - began
    (data / "is-made").write_text(f"{took:.0f} s\n", encoding="utf-8")
    print(
        f"{made.database}: {made.promises:,} promises of {made.people:,} people in {took:.0f} s", flush=True
    )


@contextmanager
def demo(cluster: str | None = None) -> Iterator[World]:
    """The team of `fairlead demo`, made anew: it is of today, and what a page has to show grows."""
    made = _described("demo", 0, 0, cluster)
    _make(made, cluster)
    yield made


@contextmanager
def copied(original: World, cluster: str | None = None) -> Iterator[World]:
    """The same world to write in; it is thrown away afterwards."""
    name = f"{original.name}_copy"
    data = FOLDER / f"{name}-{'postgresql' if original.is_postgresql else 'sqlite'}"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    environment = {**original.environment, "FAIRLEAD_DATA": str(data)}
    if cluster is not None:
        source = f"{original.name}_{original.promises}"
        sql(
            cluster,
            f"DROP DATABASE IF EXISTS {name}",
            f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy",
        )
        environment["FAIRLEAD_DATABASE_URL"] = _database(cluster, name)
    else:
        shutil.copyfile(original.file, data / "fairlead.sqlite3")
    try:
        yield World(name, original.people, original.promises, original.is_postgresql, environment)
    finally:
        shutil.rmtree(data, ignore_errors=True)
        if cluster is not None:
            sql(cluster, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _database(cluster: str, name: str) -> str:
    return cluster.replace("///postgres?", f"///{name}?")


def sql(address: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
