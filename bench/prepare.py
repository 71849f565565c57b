"""Inside one world: sign people in, and write down what their pages and moves say to the database.

`python -m bench.prepare pages|moves|keys|rebuilt|left FOLDER COUNT` prints JSON. The statements are caught from the pages
themselves, so that pgbench runs the very same ones. What may not: measuring."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

PAGES: Final = {"today": "/?show=all", "promises": "/promises"}
BUSY: Final = """
SELECT doer_id FROM promises_standing WHERE NOT is_ended GROUP BY doer_id HAVING count(*) BETWEEN 22 AND 32 ORDER BY doer_id LIMIT %s"""
BUSIEST: Final = """
SELECT doer_id FROM promises_standing WHERE NOT is_ended GROUP BY doer_id ORDER BY count(*) DESC, doer_id LIMIT %s"""
"""Where the world is too small for anybody to have as much to do."""
OPEN: Final = """
SELECT promise_id, doer_id, version, stage FROM promises_standing WHERE doer_id = %s AND NOT is_ended LIMIT 40"""


def set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairlead.config.settings")
    django.setup()


def people(count: int) -> list[UUID]:
    """So many people with something to do, spread over the whole crowd."""
    from fairlead.doors import sql

    found = sql.rows(BUSY, [count * 20]) or sql.rows(BUSIEST, [count])
    busy = [sql.take_id(row[0]) for row in found]
    if not busy:
        sys.exit(
            "nobody in this world has an open promise, so there is nothing to measure: make a bigger one"
        )
    return busy[:: max(1, len(busy) // count)][:count]


def signed_in(person: UUID) -> Any:
    """A browser of this person, signed in by a link as anybody is."""
    from django.test import Client

    from fairlead.doors.clock import now
    from fairlead.rooms.people.actions import link_for

    client = Client(headers={"host": "127.0.0.1"})
    code = link_for(person, at=now(), is_told=False).code
    answer = client.post(f"/sign-in/{code}")
    assert answer.status_code in (302, 303), answer.content
    return client


def caught(ask: Callable[[], Any]) -> list[str]:
    """The statements of what is asked, whole, in the order they were made."""
    from django.db import connection

    found: list[str] = []

    def listen(execute: Any, statement: str, values: Sequence[Any], *rest: Any) -> Any:
        found.append(whole(statement, values))
        return execute(statement, values, *rest)

    with connection.execute_wrapper(listen):
        ask()
    return found


def whole(statement: str, values: Sequence[Any] | None) -> str:
    """The statement with its values in it, in PostgreSQL's spelling."""
    import psycopg
    from django.db import connection

    with connection.cursor() as cursor:
        text = psycopg.ClientCursor(cursor.connection).mogrify(statement, values or None)
    return " ".join(text.split())


def pages(folder: Path, count: int) -> dict[str, Any]:
    from fairlead.doors import sql

    found: dict[str, Any] = {"cookies": [], "rows": {}, "scripts": {name: [] for name in PAGES}}
    for number, person in enumerate(people(count)):
        client = signed_in(person)
        found["cookies"].append(client.cookies["fairlead"].value)
        for name, address in PAGES.items():
            answer = client.get(address)
            assert answer.status_code == 200, answer.content
            found["rows"].setdefault(name, []).append(answer.content.count(b'class="row'))
            if sql.is_postgresql():
                script = folder / f"{name}-{number}.sql"
                statements = caught(partial(client.get, address))
                script.write_text("".join(f"{line};\n" for line in statements), encoding="utf-8")
                found["scripts"][name].append(str(script))
                found["statements"] = {**found.get("statements", {}), name: len(statements)}
    return found


def moves(count: int) -> dict[str, Any]:
    """Tokens with open promises of their person, and the values of one note as the action writes them."""
    from fairlead.doors import sql
    from fairlead.doors.clock import now
    from fairlead.rooms.people.actions import create_token_for

    found: list[dict[str, Any]] = []
    for person in people(count):
        token = create_token_for(person, scopes=["read", "write"], days=1, at=now()).code
        rows = sql.rows(OPEN, [sql.put_id(person)])
        promises = [{"id": str(sql.take_id(row[0])), "version": row[2], "stage": row[3]} for row in rows]
        found.append({"token": token, "promises": promises})
    return {"people": found}


def keys(count: int) -> list[dict[str, str]]:
    """A token and a signed-in browser of so many people."""
    from fairlead.doors import sql
    from fairlead.doors.clock import now
    from fairlead.rooms.people.actions import create_token_for

    found = []
    for row in sql.rows("SELECT id FROM people_person ORDER BY id LIMIT %s", [count]):
        person = sql.take_id(row[0])
        token = create_token_for(person, scopes=["read", "write"], days=1, at=now()).code
        cookie = signed_in(person).cookies["fairlead"].value
        found.append({"person": str(person), "token": token, "cookie": cookie})
    return found


def rebuilt() -> dict[str, Any]:
    """Every journal replayed: how many there are, how many stand otherwise, whose chain is torn."""
    from fairlead.rooms.promises.actions.rebuild import rebuild

    found = rebuild(write=False)
    return {"promises": found.count, "differed": found.differed, "torn": [str(one) for one in found.torn]}


HALF: Final = {
    "words without their move": "SELECT count(*) FROM promises_words w WHERE NOT EXISTS"
    " (SELECT 1 FROM promises_move m WHERE m.promise_id = w.promise_id AND m.number = w.number)",
    "moves without their words": "SELECT count(*) FROM promises_move m WHERE text_hash IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM promises_words w WHERE m.promise_id = w.promise_id AND m.number = w.number)",
    "words that cannot be found": "SELECT count(*) FROM promises_words w WHERE (promise_id, number) NOT IN"
    " (SELECT promise_id, number FROM promises_search)",
    "promises that stand nowhere": "SELECT count(*) FROM promises_move m WHERE number = 1 AND NOT EXISTS"
    " (SELECT 1 FROM promises_standing s WHERE s.promise_id = m.promise_id)",
}


def left(folder: Path) -> list[str]:
    """What is wrong with this database, given what was acknowledged: lost, half there, twice, torn."""
    from fairlead.doors import sql

    acknowledged = json.loads((folder / "acknowledged.json").read_text(encoding="utf-8"))
    moves = {
        (str(sql.take_id(promise)), number): head
        for promise, number, head in sql.rows("SELECT promise_id, number, hash FROM promises_move", [])
    }
    lost = [marker for marker, promise, number, head in acknowledged if moves.get((promise, number)) != head]
    wrong = [f"acknowledged and lost: {marker}" for marker in lost]
    texts = Counter(
        json.loads(row[0]).get("text") for row in sql.rows("SELECT words FROM promises_words", [])
    )
    wrong += [
        f"there twice: {text}"
        for text, times in texts.items()
        if times > 1 and str(text).startswith("marker")
    ]
    for what, statement in HALF.items():
        if many := sql.rows(statement, [])[0][0]:
            wrong.append(f"{what}: {many}")
    found = rebuilt()
    wrong += [f"chain torn: {one}" for one in found["torn"]]
    return [*wrong, *([f"stand otherwise than replay: {found['differed']}"] if found["differed"] else [])]


def main() -> None:
    set_up()
    what, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    work: dict[str, Callable[[], Any]] = {
        "pages": partial(pages, folder, count),
        "moves": partial(moves, count),
        "keys": partial(keys, count),
        "rebuilt": rebuilt,
        "left": partial(left, folder),
    }
    print(json.dumps(work[what]()))


if __name__ == "__main__":
    main()
