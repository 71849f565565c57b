"""`make faults`: kill -9 the server under load, many times on each database, and look what is left.

No move that was acknowledged may be lost, none may be half there, none may be there twice (what was under way is
asked again with its key after the restart), every chain must hold, and Standing must be what replay gives."""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from bench.places import DURABLE, SECRET, World
from bench.servers import Server
from fairlead.doors.clock import now
from fairlead.rooms.archive.demo.chance import Chance
from tests.postgres import running

THREADS: Final = 8
LOOK_EVERY: Final = 25
"""kills between two looks at the whole database"""
STORY: Final = (
    ("doer", "accept"), ("asker", "note"), ("doer", "flag_risk"), ("asker", "thank"), ("doer", "report_done"),
    ("asker", "declare_satisfied"), ("doer", "thank"),
)  # fmt: skip


@dataclass(slots=True)
class Sent:
    """A request, and what became of it: acknowledged with number and head, or nothing was heard."""

    token: str
    address: str
    body: dict[str, Any]
    marker: str
    key: str = field(default_factory=lambda: str(uuid4()))


@dataclass(slots=True)
class Record:
    """Everything the clients know. acknowledged: marker, promise, number, head."""

    acknowledged: list[tuple[str, str, int, str]] = field(default_factory=list)
    unheard: list[Sent] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    markers: Iterator[int] = field(default_factory=count)

    def marker(self) -> str:
        with self.lock:
            return f"marker{next(self.markers):08d}"


class Client(threading.Thread):
    """Somebody who asks, answers, keeps and thanks until the server is gone."""

    def __init__(self, port: int, asker: dict[str, str], doer: dict[str, str], record: Record) -> None:
        super().__init__(daemon=True)
        self.port, self.people, self.record = port, {"asker": asker, "doer": doer}, record

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while True:
            promise = self._send(connection, "asker", "/promises", self._ask())
            for role, act in STORY if promise else ():
                body = {"act": act, "version": 1} if act == "accept" else {"act": act}
                promise = promise and self._send(connection, role, f"/promises/{promise}/moves", body)
            if promise is None:
                return

    def _ask(self) -> dict[str, Any]:
        due = (now() + timedelta(days=9)).isoformat()
        terms = {"outcome": "Something worth keeping", "due": due, "standard": ["It is kept"]}
        return {"kind": "request", "to": self.people["doer"]["person"], "terms": terms}

    def _send(
        self, connection: http.client.HTTPConnection, role: str, address: str, body: dict[str, Any]
    ) -> str | None:
        marker = self.record.marker()
        sent = Sent(self.people[role]["token"], address, {**body, "text": marker}, marker)
        try:
            status, answer = post(connection, sent)
        except (OSError, http.client.HTTPException):
            with self.record.lock:
                self.record.unheard.append(sent)
            return None
        return note_down(self.record, sent, status, answer)


def post(connection: http.client.HTTPConnection, sent: Sent) -> tuple[int, dict[str, Any]]:
    headers = {
        "Authorization": f"Bearer {sent.token}",
        "Content-Type": "application/json",
        "Idempotency-Key": sent.key,
    }
    connection.request("POST", f"/api/v1{sent.address}", json.dumps(sent.body), headers)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read() or b"{}")


def note_down(record: Record, sent: Sent, status: int, answer: dict[str, Any]) -> str | None:
    with record.lock:
        if answer.get("code") == "busy":  # who held the key was killed: it is given up after a minute
            record.unheard.append(sent)
            return None
        if status != 201:
            record.refused.append(f"{sent.body.get('act', 'asks')}: {status} {answer.get('code')}")
            return None
        record.acknowledged.append((sent.marker, answer["id"], answer["number"], answer["head"]))
    return str(answer["id"])


def ask_again(server: Server, record: Record) -> None:
    """What nobody heard about is sent once more, with its key: it must count once, whether it had come through or not."""
    unheard, record.unheard = record.unheard, []
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for sent in unheard:
        status, answer = post(connection, sent)
        note_down(record, sent, status, answer)
    connection.close()


def one_kill(world: World, people: list[dict[str, str]], record: Record, chance: Chance) -> None:
    server = Server(world.environment)
    try:
        ask_again(server, record)
        clients = []
        for number in range(THREADS):
            pair = people[number % len(people)], people[(number + 1) % len(people)]
            clients.append(Client(server.port, *pair, record))
        for client in clients:
            client.start()
        time.sleep(chance.between(0.05, 0.7))
    finally:
        server.kill()
    for client in clients:
        client.join(60)


@contextmanager
def fresh(database: str) -> Iterator[World]:
    """A small team in a database of its own, with durable settings."""
    with tempfile.TemporaryDirectory(prefix="fairlead-faults-") as folder:
        environment = {"FAIRLEAD_DATA": folder, "FAIRLEAD_SECRET_KEY": SECRET}
        if database == "sqlite":
            yield World("faults", 8, 0, is_postgresql=False, environment=environment)
            return
        with running(DURABLE) as address:
            environment["FAIRLEAD_DATABASE_URL"] = address
            yield World("faults", 8, 0, is_postgresql=True, environment=environment)


def look(world: World, record: Record) -> list[str]:
    """Everything that is wrong, as sentences."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "acknowledged.json").write_text(json.dumps(record.acknowledged), encoding="utf-8")
        found: list[str] = json.loads(world.command("bench.prepare", "left", folder, 0))
    return found


def kill_often(database: str, kills: int, seed: int) -> list[str]:
    record, chance, began = Record(), Chance("faults", seed), time.monotonic()
    wrong: list[str] = []
    with fresh(database) as world:
        world.command("fairlead", "demo", "--people", 8, "--weeks", 2)
        people = json.loads(world.command("bench.prepare", "keys", "-", 8))
        for number in range(1, kills + 1):
            one_kill(world, people, record, chance)
            if number % LOOK_EVERY == 0 or number == kills:
                wrong += look(world, record)
                print(
                    f"{database}: {number} kills, {len(record.acknowledged)} moves acknowledged,"
                    f" {len(wrong)} things wrong, {time.monotonic() - began:.0f} s",
                    flush=True,
                )
    return [*wrong, *sorted(set(record.refused))]


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m bench.faults")
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    databases = ("sqlite", "postgresql") if given.database == "both" else (given.database,)
    wrong = [
        f"{database}: {one}"
        for database in databases
        for one in kill_often(database, given.kills, given.seed)
    ]
    for one in wrong:
        print(one, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
