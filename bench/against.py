"""What Fairlead is measured against: pgbench with the same statements, and plain sqlite3 with the same settings.

What may not: Fairlead itself."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from bench.places import World
from tests.postgres import programs

MOST_SCRIPTS: Final = 100
"""pgbench takes 128."""
_TPS: Final = re.compile(r"tps = ([0-9.]+) \(without")

NOTE: Final = """\\set n random(1, 2000000000)
\\set number random(1000, 2000000000)
BEGIN;
INSERT INTO promises_move (organisation_id, promise_id, number, act, by_id, at, version, data, text_hash, hash)
 VALUES ('{organisation}', md5(:n::text)::uuid, :number, 'note', '{person}', now(), 1, '{{}}', '{hash}', '{hash}');
UPDATE promises_standing SET stage = 'PROMISED', spoke_last = NULL, ball_id = '{person}', is_ended = false, is_at_risk = false,
 number = :number, version = 1, outcome = '{outcome}', points = 3, due_at = now(), agreed_due_at = now(), check_by_at = now(),
 zone = 'Europe/Berlin', updated_at = now(), head = '{hash}' WHERE promise_id = (:promise)::uuid;
INSERT INTO promises_words (promise_id, number, salt, words) VALUES (md5(:n::text)::uuid, :number, '\\\\x{hash}', '{words}');
INSERT INTO promises_search (promise_id, number, found)
 VALUES (md5(:n::text)::uuid, :number, array_to_tsvector('{{{found}}}'::text[]));
COMMIT;
"""
"""A note, its four writes one by one. UPDATE finds its promise by `promise`: a few thousand are spread over the world."""


def pgbench(world: World, scripts: Sequence[str], *, mode: str, clients: int, seconds: float) -> float:
    """Transactions a second: each is one script from its first to its last line."""
    command: list[str | Path] = [
        programs() / "pgbench",
        "-n",
        "-M",
        mode,
        "-c",
        str(clients),
        "-j",
        "2",
        "-T",
        str(max(1, round(seconds))),
    ]
    files = [part for script in scripts[:MOST_SCRIPTS] for part in ("-f", script)]
    address = world.environment["FAIRLEAD_DATABASE_URL"]
    ran = subprocess.run([*command, *files, address], capture_output=True, text=True, check=False)
    found = _TPS.search(ran.stdout)
    if found is None or ran.returncode:
        raise RuntimeError(f"pgbench: {ran.stderr[-500:]}")
    return float(found[1])


def note_scripts(folder: Path, promises: Sequence[str], *, organisation: str, person: str) -> list[str]:
    """One script for each of some promises, so that their rows are spread as they are for the API."""
    found = []
    values = {"organisation": organisation, "person": person, "hash": "ab" * 32, **_words()}
    for number, promise in enumerate(promises[:MOST_SCRIPTS]):
        script = folder / f"note-{number}.sql"
        text = NOTE.format(**values).replace("(:promise)::uuid", f"'{promise}'")
        script.write_text(text, encoding="utf-8")
        found.append(str(script))
    return found


def _words() -> dict[str, str]:
    text = "The first half is there, and the second comes as planned on Thursday."
    words = sorted({f"w{word.strip('.,').lower()}" for word in text.split()})
    return {
        "outcome": "Release notes for 4.2, in customer words",
        "words": json.dumps({"text": text}),
        "found": ",".join([f"p{uuid4().hex}", f"p{uuid4().hex}", *words]),
    }


def plain_sqlite(world: World, promises: Sequence[str], *, seconds: float, processes: int = 2) -> float:
    """Notes a second from so many processes at once, by the standard library's sqlite3 alone."""
    command = [sys.executable, "-m", "bench.against", str(world.file), str(seconds)]
    text = "\n".join(promises)
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    for one in running:
        assert one.stdin is not None
        one.stdin.write(text)
        one.stdin.close()
    return sum(float(one.stdout.read()) for one in running if one.stdout is not None and not one.wait())


PRAGMAS: Final = (
    "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF",
    "secure_delete = ON", "cell_size_check = ON", "cache_size = -8000", "mmap_size = 2147418112",
    "journal_size_limit = 67108864", "temp_store = MEMORY",
)  # fmt: skip


def _notes(file: str, promises: Sequence[str], seconds: float) -> float:
    connection = sqlite3.connect(file, timeout=20, isolation_level=None)
    for line in PRAGMAS:
        connection.execute(f"PRAGMA {line}").fetchall()
    values = _words()
    count, place = 0, os.getpid() % len(promises)
    began = time.perf_counter()
    while (took := time.perf_counter() - began) < seconds:
        place = (place + 7) % len(promises)
        _note(connection, promises[place], values, count)
        count += 1
    return count / took


def _note(connection: sqlite3.Connection, promise: str, values: dict[str, Any], count: int) -> None:
    new, digest, at = uuid4().hex, "ab" * 32, "2026-11-23 09:00:00.000001"
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO promises_move (organisation_id, promise_id, number, act, by_id, at, version, data, text_hash, hash)"
        " VALUES (?, ?, ?, 'note', ?, ?, 1, '{}', ?, ?)",
        (new, new, count, new, at, digest, digest),
    )
    connection.execute(
        "UPDATE promises_standing SET stage = 'PROMISED', spoke_last = NULL, is_ended = 0, is_at_risk = 0, number = ?,"
        " version = 1, outcome = ?, points = 3, check_by_at = ?, zone = 'Europe/Berlin', updated_at = ?, head = ?"
        " WHERE promise_id = ?",
        (count, values["outcome"], at, at, digest, promise),
    )
    connection.execute(
        "INSERT INTO promises_words (promise_id, number, salt, words) VALUES (?, ?, ?, ?)",
        (new, count, bytes.fromhex(digest), values["words"]),
    )
    connection.execute(
        "INSERT INTO promises_search (promise_id, number, found) VALUES (?, ?, ?)",
        (new, count, values["found"].replace(",", " ")),
    )
    connection.execute("COMMIT")


if __name__ == "__main__":
    print(_notes(sys.argv[1], sys.stdin.read().split(), float(sys.argv[2])))
