"""`python -m bench.guesses`: ten thousand guesses of a receipt, at the real server, from a few senders at once.

Whoever guesses too often is told to wait, right or wrong alike; every wrong guess has the same answer; nobody else is slowed
down. `ready` runs inside the world: it says something without a name, and prints the receipt."""

from __future__ import annotations

import http.client
import json
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from bench.faults import fresh
from bench.prepare import set_up
from bench.servers import WORKERS, Server, serving
from fairlead.core.feedback.receipt import receipt_of

GUESSES: Final = 10_000
SENDERS: Final = 5
AT_ONCE: Final = 30
"""guesses of one sender that each process answers before it slows them down (doors/cookieless)"""
HEADERS: Final = {"Content-Type": "application/json"}


@dataclass
class Heard:
    """What one sender was answered: how often which status, and every different answer to a wrong guess."""

    statuses: Counter[int] = field(default_factory=Counter)
    answers: set[tuple[int, bytes]] = field(default_factory=set)


def sender(number: int) -> str:
    return f"127.0.2.{number}"


def ask(server: Server, receipt: Any, *, of: str) -> tuple[int, bytes]:
    """On a connection of its own: who is told to wait is hung up on, too."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60, source_address=(of, 0))
    connection.request("POST", "/unsigned/read", json.dumps({"receipt": receipt}), HEADERS)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def guess(server: Server, number: int, heard: Heard) -> None:
    malformed = ("", "x" * 3000, 7, None, "ÄÖÜ")
    for place in range(GUESSES // SENDERS):
        wrong: Any = malformed[place // 9 % 5] if place % 9 == 0 else receipt_of(f"{number} {place}".encode())
        status, body = ask(server, wrong, of=sender(number))
        heard.statuses[status] += 1
        heard.answers.add((status, b"" if status == 429 else body))


def guessed(server: Server) -> list[Heard]:
    found = [Heard() for _ in range(SENDERS)]
    threads = [
        threading.Thread(target=guess, args=(server, number, heard))
        for number, heard in enumerate(found, start=1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def wrong(server: Server, receipt: str) -> list[str]:
    """Everything that is wrong, as sentences."""
    found = guessed(server)
    most = WORKERS * (AT_ONCE + 20)
    answers = {one for heard in found for one in heard.answers}
    slowed = [_slowed(server, one) for one in (receipt, receipt_of(b"nobody's"))]
    right = ask(server, receipt, of="127.0.3.1")
    total = sum((heard.statuses for heard in found), Counter[int]())
    print(f"{GUESSES} guesses: {dict(total)}", flush=True)
    checks = {
        "somebody could guess on and on": all(heard.statuses[404] <= most for heard in found),
        "wrong guesses are answered differently": {status for status, _ in answers} == {404, 429}
        and len(answers) == 2,
        "a guess too many tells whether it is right": slowed[0] == slowed[1],
        "somebody else was slowed down, or the receipt leads nowhere": right[0] == 200,
    }
    return [sentence for sentence, is_well in checks.items() if not is_well]


def _slowed(server: Server, receipt: str) -> set[bytes]:
    """What a sender who has guessed too often is told; now and then one guess more gets through, and is left out."""
    told = [ask(server, receipt, of=sender(1)) for _ in range(AT_ONCE * 3)]
    return {body for status, body in told if status == 429}


def ready() -> str:
    from fairlead.doors import sql
    from fairlead.doors.clock import now
    from fairlead.rooms.feedback.actions.unsigned import say_without_a_name
    from fairlead.rooms.people.queries import viewer_for
    from tests.rooms.feedback.tickets import said, ticket_of

    people = [sql.take_id(row[0]) for row in sql.rows("SELECT id FROM people_person ORDER BY id LIMIT 2", [])]
    author = viewer_for(people[0])
    assert author is not None
    ticket = ticket_of(author, at=now())
    return say_without_a_name(facts=said(people[1], "Dates move without a word", **ticket), at=now())


def main() -> int:
    found = []
    for database in ("sqlite", "postgresql"):
        with fresh(database) as world:
            world.command("fairlead", "demo", "--people", 4, "--weeks", 2)
            receipt = world.command("bench.guesses", "ready").strip()
            with serving(world.environment) as server:
                found += [f"{database}: {sentence}" for sentence in wrong(server, receipt)]
    for sentence in found:
        print(sentence, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["ready"]:
        set_up()
        print(ready())
    else:
        sys.exit(main())
