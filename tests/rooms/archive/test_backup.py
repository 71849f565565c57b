"""Ada keeps an installation in a file and brings it back, on either database: whole, or not at all."""

from __future__ import annotations

import gzip
import json
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections
from django.utils import translation

from fairlead.doors import sql
from fairlead.rooms.archive.actions.backup import write_backup
from fairlead.rooms.archive.kept import NotKept, looked_through
from fairlead.rooms.archive.tables import DERIVED, LEFT_OUT, kept_models, tables_of
from fairlead.rooms.people import actions
from fairlead.rooms.promises.actions.drafts import keep_draft
from fairlead.rooms.promises.actions.erasing import erase_words
from tests.rooms.archive.installation import (
    KINDS,
    SET_UP,
    Installation,
    an_installation,
    empty,
    rows_in,
)
from tests.rooms.promises.world import NOW, the_world

HOSTILE = '\u202eZoë\'; DROP TABLE promises_move; -- \\N \t \U0001f9ff "quoted"\nand a line'

LIVED = (
    SET_UP
    + """
from tests.rooms.archive.test_backup import live
live()
"""
)
ALL_IS_THERE = (
    SET_UP
    + """
from fairlead.rooms.people.actions import person_by_address
from fairlead.rooms.people.queries import viewer_for
from fairlead.rooms.promises.queries.lists import Asked, promises_page
from fairlead.rooms.promises.actions.drafts import drafts_of
from tests.rooms.promises.world import NOW, World
from fairlead.doors import sql
dan = viewer_for(person_by_address("dan@example.org"))
alice = viewer_for(person_by_address("alice@example.org"))
assert len(promises_page(viewer=dan, asked=Asked(find="zoe drop"), at=NOW).rows) == 1
assert not promises_page(viewer=dan, asked=Asked(find="unsayable"), at=NOW).rows
assert [draft.body["text"] for draft in drafts_of(viewer=dan)] == ["half a thought"]
last = sql.rows("SELECT max(id) FROM promises_move", [])[0][0]
world = World(alice, dan, alice, alice, dan.teams[0])
world.promised()
assert sql.rows("SELECT max(id) FROM promises_move", [])[0][0] == last + 2
from django.db import connection
for act in ("UPDATE promises_move SET act = 'x'", "DELETE FROM promises_move"):
    try:
        with connection.cursor() as cursor:
            cursor.execute(act)
    except Exception as problem:
        assert "append-only" in str(problem)
    else:
        raise SystemExit(act)
print("all is there")
"""
)


def live() -> None:
    """Promises in several stages, hostile text, an erased person, a draft, tokens and invitations."""
    world = the_world()
    promise = world.promised(outcome=HOSTILE.replace("\n", " "), purpose=HOSTILE)
    world.move(world.dan, promise, "flag_risk", text=HOSTILE)
    world.move(world.alice, world.promised(), "note", text="Thank you already")
    world.offer()
    keep_draft(viewer=world.dan, body={"text": "half a thought"}, at=world.at)
    actions.create_token(by=world.dan, scopes=["read"], days=9, at=NOW)
    actions.invite(by=world.alice, name="Sam", at=NOW)
    gone = world.olga
    world.alice, world.olga = gone, world.alice
    world.ask(outcome="the unsayable", text="also unsayable")
    actions.erase(gone.person, at=world.at)
    for _ in range(5):
        erase_words(at=world.at)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Installation]]:
    """One that has been lived in, of either kind, for others to be made like it."""
    with ExitStack() as stack:

        @cache
        def of(kind: str) -> Installation:
            here = stack.enter_context(empty(kind, tmp_path_factory.mktemp("once") / "lived"))
            here.done(python=LIVED)
            return here

        yield of


@pytest.fixture
def lived(
    once: Callable[[str], Installation], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Installation]:
    kind = getattr(request, "param", KINDS[-1])
    with an_installation(kind, tmp_path / "lived", like=once(kind)) as here:
        yield here


WAYS = [
    (one, other)
    for one in KINDS
    for other in KINDS
    if KINDS == ("sqlite",) or (one, other) != ("sqlite", "sqlite")
]


@pytest.mark.database
@pytest.mark.parametrize(("lived", "to"), WAYS, indirect=["lived"])
def test_what_was_kept_comes_back_on_either_database(lived: Installation, to: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.gz"
    told = lived.done("backup", str(file))
    assert "4 promises, 5 people" in told
    assert str(lived.folder / "private-keys") in told
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (lived.folder / "private-keys").read_bytes() not in gzip.decompress(file.read_bytes())
    with empty(to, tmp_path / "new") as new:
        new.done("restore", str(file))
        (new.folder / "private-keys").write_bytes((lived.folder / "private-keys").read_bytes())
        assert "4 promises, 0 stood otherwise" in new.done("rebuild", "--dry-run")
        again = tmp_path / "again.gz"
        new.done("backup", str(again))
        assert rows_in(again) == rows_in(file)
        assert "all is there" in new.done(python=ALL_IS_THERE)
        assert "people here already" in new.refused("restore", str(file))


@pytest.mark.database
def test_a_file_that_is_not_whole_changes_nothing(lived: Installation, tmp_path: Path) -> None:
    file = tmp_path / "kept.gz"
    lived.done("backup", str(file))
    whole = file.read_bytes()
    with an_installation(KINDS[-1], tmp_path / "new") as new:
        broken = tmp_path / "broken.gz"
        lines = gzip.decompress(whole).splitlines(keepends=True)
        for bad in (
            whole[:-1],
            whole[: len(whole) // 2],
            whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:],
            gzip.compress(b"".join(lines[:-1])),
            gzip.compress(b"".join([*lines[:20], *lines[21:]])),
            gzip.compress(b"".join(lines).replace(b"Dan Dorn", b"Don Darn")),
            gzip.compress(b"".join([*lines, b"[1]\n"])),
            b"",
            b"no back-up at all",
        ):
            broken.write_bytes(bad)
            with pytest.raises(NotKept, match="damaged"):
                looked_through(broken)
        assert "damaged" in new.refused("restore", str(broken))
        newer = json.loads(lines[0])
        for change in ({"format": 2}, {"migrations": [*newer["migrations"], ["people", "9999_later"]]}):
            broken.write_bytes(gzip.compress(_summed([{**newer, **change}, *map(json.loads, lines[1:-1])])))
            assert "newer Fairlead" in new.refused("restore", str(broken))
        new.done("restore", str(file))


def _summed(values: list[Any]) -> bytes:
    import hashlib

    import orjson

    text = b"".join(orjson.dumps(value) + b"\n" for value in values)
    rows = sum(isinstance(value, list) for value in values)
    return text + orjson.dumps({"rows": rows, "sha256": hashlib.sha256(text).hexdigest()}) + b"\n"


@pytest.mark.database
def test_an_older_file_comes_back_into_the_shape_it_had_and_is_brought_up_to_date(
    lived: Installation, tmp_path: Path
) -> None:
    file, older = tmp_path / "kept.gz", tmp_path / "older.gz"
    lived.done("backup", str(file))
    lines = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()][:-1]
    lines[0]["migrations"].remove(["promises", "0005_erasing"])
    place = next(at for at, line in enumerate(lines) if "promises_erasing" in str(line)[:40])
    end = next(at for at in range(place + 1, len(lines)) if isinstance(lines[at], dict))
    older.write_bytes(gzip.compress(_summed([*lines[:place], *lines[end:]])))
    with empty(KINDS[-1], tmp_path / "set-up") as other:
        assert "older Fairlead" in other.refused("restore", str(older))
    with an_installation(KINDS[-1], tmp_path / "new") as new:
        new.done("restore", str(older))
        assert "No migrations to apply" in new.done("migrate")
        assert "4 promises, 0 stood otherwise" in new.done("rebuild", "--dry-run")


KILLED = (
    SET_UP
    + """
import signal
from fairlead.rooms.archive.actions import restore
where, left = sys.argv[2], int(sys.argv[3])
def tick(_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
if where == "index":
    restore.index_anew = lambda: os.kill(os.getpid(), signal.SIGKILL)
if where == "committed":
    restore._up_to_date = lambda: os.kill(os.getpid(), signal.SIGKILL)
restore.restore(Path(sys.argv[1]), begun=lambda rows: tick)
"""
)


@pytest.mark.database
def test_killed_while_it_comes_back_it_is_empty_or_whole(lived: Installation, tmp_path: Path) -> None:
    file = tmp_path / "kept.gz"
    lived.done("backup", str(file))
    with an_installation(KINDS[-1], tmp_path / "new") as new:
        for where, ticks in (("rows", "1"), ("rows", "9"), ("index", "0")):
            assert new.run(str(file), where, ticks, python=KILLED)[0] == -9
            assert "0 promises" in new.done("rebuild", "--dry-run")
        assert new.run(str(file), "committed", "0", python=KILLED)[0] == -9
        assert "4 promises, 0 stood otherwise" in new.done("rebuild", "--dry-run")
        assert "people here already" in new.refused("restore", str(file))


def test_moves_made_meanwhile_are_in_it_wholly_or_not_at_all(committed: None, tmp_path: Path) -> None:
    world = the_world()
    made = [world.promised() for _ in range(3)]

    def move() -> None:
        try:
            world.move(world.dan, made[0], "note", text="meanwhile")
            world.promised()
        finally:
            connections.close_all()

    def tick(_: int) -> None:
        thread = threading.Thread(target=move)
        thread.start()
        thread.join(10)
        assert not thread.is_alive(), "somebody who writes had to wait for the back-up"

    file = tmp_path / "kept.gz"
    kept = write_backup(file, at=NOW, begun=lambda _rows: tick)
    assert kept.promises == 3
    assert int(sql.rows("SELECT count(*) FROM promises_standing", [])[0][0]) > 6
    found = rows_in(file)
    assert looked_through(file).rows == sum(isinstance(line, list) for line in found)
    assert "meanwhile" not in json.dumps(found)
    with an_installation("sqlite", tmp_path / "new") as new:
        new.done("restore", str(file))
        assert "3 promises, 0 stood otherwise" in new.done("rebuild", "--dry-run")


@pytest.mark.django_db
def test_only_a_back_up_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "kept.gz"
    for _ in range(2):
        write_backup(file, at=NOW)
    other = tmp_path / "fairlead.sqlite3"
    other.write_bytes(b"SQLite format 3\0")
    with pytest.raises(NotKept, match="no back-up"):
        write_backup(other, at=NOW)
    assert other.read_bytes() == b"SQLite format 3\0"
    with pytest.raises(NotKept, match="cannot be written"):
        write_backup(tmp_path / "nowhere" / "kept.gz", at=NOW)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["fairlead.sqlite3", "kept.gz"]


@pytest.mark.django_db
def test_no_table_is_forgotten() -> None:
    kept = {table.name for table in tables_of(apps.get_models())}
    left = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in LEFT_OUT
    }
    there = set(connection.introspection.table_names())
    assert not {name for name in there - kept - left - DERIVED if not name.startswith("promises_search_")}
    assert not kept - there
    assert all(model._meta.app_label not in LEFT_OUT for model in kept_models(apps.get_models()))
